#ifndef AWL_ENGINE_DAMAGED_TEXT_H_
#define AWL_ENGINE_DAMAGED_TEXT_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "awl/diagnostic.h"
#include "awl/source.h"

namespace awl {

// The rule whose findings say where a wrong encoding damaged the text.
inline constexpr std::string_view kDamageRule = "encoding-mojibake";

// The damaged stretches of one file, from the findings of encoding-mojibake: one for each damaged
// line. Findings that reach over several lines or are empty sum up and damage nothing.
class DamagedText {
 public:
  DamagedText(const Source& source, std::span<const Diagnostic> findings);

  bool empty() const { return runs_.empty(); }
  // The damage that `finding` follows from: its range touches some, or, for an anchor, what it
  // points to does.
  std::optional<Cause> CauseOf(const Diagnostic& finding) const;
  // True if one of the edits changes a line that has damage.
  bool IsTouchedBy(std::span<const Edit> edits) const;

 private:
  std::optional<Cause> Touching(Range range) const;

  const Source& source_;
  std::vector<Range> runs_;           // in source order
  std::vector<std::uint32_t> lines_;  // of the runs
};

}  // namespace awl

#endif  // AWL_ENGINE_DAMAGED_TEXT_H_
