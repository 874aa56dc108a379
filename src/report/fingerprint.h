#ifndef AWL_REPORT_FINGERPRINT_H_
#define AWL_REPORT_FINGERPRINT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "awl/diagnostic.h"
#include "awl/source.h"

namespace awl {

// Names the findings of one file so that a later run knows them again: rule, path, the text of the
// line with its white space collapsed, and which of several equal ones it is. No line numbers, so
// lines may move.
class Fingerprints {
 public:
  Fingerprints(std::string_view path, const Source& source) : path_(path), source_(source) {}

  struct Fingerprint {
    std::uint64_t hash = 0;        // of rule, path and line
    std::size_t occurrence = 1;    // among those with the same hash
    std::string ToString() const;  // unique within the file
  };
  // To be called for the findings in the order of the report.
  Fingerprint Of(const Diagnostic& diagnostic);

 private:
  std::string path_;
  const Source& source_;
  std::uint32_t line_ = ~std::uint32_t{0};  // whose hash is known
  std::uint64_t line_hash_ = 0;
  std::unordered_map<std::uint64_t, std::size_t> seen_;
};

}  // namespace awl

#endif  // AWL_REPORT_FINGERPRINT_H_
