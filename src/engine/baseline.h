#ifndef AWL_ENGINE_BASELINE_H_
#define AWL_ENGINE_BASELINE_H_

#include <compare>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "awl/diagnostic.h"
#include "awl/document.h"
#include "awl/list.h"
#include "base/result.h"

namespace awl {

// Findings that a list lives with for now. Each is known by its rule, its file and the text of the
// entry or line it stands on, so that lines may move; a count tells how often. Safe to use from
// several threads.
class Baseline {
 public:
  Baseline();
  ~Baseline();
  Baseline(const Baseline&) = delete;
  Baseline& operator=(const Baseline&) = delete;

  // Reads what Write wrote. `path` is for messages.
  static Result<std::unique_ptr<Baseline>> Parse(std::string_view text, const std::string& path);
  // Sorted, so that it is the same for the same findings.
  std::string Write() const;

  // Remembers a finding.
  void Add(const std::string& path, const List& list, const Diagnostic& diagnostic);
  // Takes out of `diagnostics` what is known, and counts it as seen.
  void Filter(const std::string& path, const List& list, std::vector<Diagnostic>* diagnostics);

  struct Stale {
    std::string path;
    std::string rule;
    std::string text;  // of the entry or line
    std::size_t count = 0;
  };
  // What is known of `checked` files but was not found again: the baseline should be written anew.
  std::vector<Stale> StaleEntries() const;

 private:
  struct Key {
    std::string path;
    std::string rule;
    std::string text;
    friend bool operator<(const Key& a, const Key& b) {
      return std::tie(a.path, a.rule, a.text) < std::tie(b.path, b.rule, b.text);
    }
  };
  struct Count {
    std::size_t known = 0;
    std::size_t seen = 0;
  };
  class Reader;
  static Key KeyOf(const std::string& path, const List& list, const Diagnostic& diagnostic);

  mutable std::mutex mutex_;
  std::map<Key, Count> entries_;
  std::vector<std::string> checked_;  // paths that Filter saw
};

}  // namespace awl

#endif  // AWL_ENGINE_BASELINE_H_
