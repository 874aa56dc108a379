#include "engine/damaged_text.h"

#include <algorithm>

namespace awl {

DamagedText::DamagedText(const Source& source, std::span<const Diagnostic> findings)
    : source_(source) {
  for (const Diagnostic& finding : findings) {
    if (finding.rule != kDamageRule || finding.range.empty()) continue;
    if (source.LineAt(finding.range.begin) == source.LineAt(finding.range.end - 1)) {
      runs_.push_back(finding.range);
    }
  }
  std::sort(runs_.begin(), runs_.end(), [](Range a, Range b) { return a.begin < b.begin; });
  for (const Range run : runs_) lines_.push_back(source.LineAt(run.begin));
}

// Two findings of one line may overlap, but lines do not, so the runs from the first one of the
// range's first line on are looked at.
std::optional<Cause> DamagedText::Touching(Range range) const {
  const std::uint32_t first_line = source_.LineAt(range.begin);
  for (auto line = std::lower_bound(lines_.begin(), lines_.end(), first_line); line != lines_.end();
       ++line) {
    const Range run = runs_[static_cast<std::size_t>(line - lines_.begin())];
    if (run.begin > range.end) break;
    if (run.Overlaps(range) || (range.empty() && run.Contains(range.begin))) {
      return Cause{.rule = kDamageRule, .line = *line};
    }
  }
  return std::nullopt;
}

std::optional<Cause> DamagedText::CauseOf(const Diagnostic& finding) const {
  if (finding.rule == kDamageRule) return std::nullopt;
  std::optional<Cause> cause = Touching(finding.range);
  constexpr std::string_view kAnchorGroup = "anchor-";
  if (cause || finding.rule.substr(0, kAnchorGroup.size()) != kAnchorGroup) return cause;
  for (const Related& related : finding.related) {
    if (!related.path.empty()) continue;
    cause = Touching(related.range);
    if (cause) return cause;
  }
  return std::nullopt;
}

bool DamagedText::IsTouchedBy(std::span<const Edit> edits) const {
  return std::any_of(edits.begin(), edits.end(), [this](const Edit& edit) {
    const std::uint32_t first = source_.LineAt(edit.range.begin);
    const std::uint32_t last = edit.range.empty() ? first : source_.LineAt(edit.range.end - 1);
    const auto line = std::lower_bound(lines_.begin(), lines_.end(), first);
    return line != lines_.end() && *line <= last;
  });
}

}  // namespace awl
