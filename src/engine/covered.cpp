#include "engine/covered.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

namespace awl {
namespace {

// What a finding's fix makes empty but for line ends.
struct Cleared {
  Range range = {};
  Severity severity = Severity::kInfo;
  std::size_t finding = 0;
};

// By place, the outer before the inner.
std::vector<Cleared> FindCleared(const std::vector<Diagnostic>& findings) {
  std::vector<Cleared> out;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const std::optional<Fix>& fix = findings[i].fix;
    if (!fix || fix->applicability != Applicability::kSafe || fix->effect != Effect::kLayout ||
        fix->edits.size() != 1) {
      continue;
    }
    const Edit& edit = fix->edits.front();
    if (edit.range.empty() || edit.text.find_first_not_of("\r\n") != std::string::npos) continue;
    out.push_back({edit.range, findings[i].severity, i});
  }
  std::sort(out.begin(), out.end(), [](const Cleared& a, const Cleared& b) {
    if (a.range.begin != b.range.begin) return a.range.begin < b.range.begin;
    return a.range.end > b.range.end;
  });
  return out;
}

}  // namespace

void DropCovered(std::vector<Diagnostic>* findings) {
  std::vector<std::size_t> covered;
  Cleared farthest;  // of those so far
  for (const Cleared& cleared : FindCleared(*findings)) {
    if (cleared.range.end > farthest.range.end) {
      farthest = cleared;
    } else if (cleared.range != farthest.range && cleared.severity <= farthest.severity) {
      covered.push_back(cleared.finding);
    }
  }
  if (covered.empty()) return;
  std::sort(covered.begin(), covered.end());
  std::vector<Diagnostic> kept;
  kept.reserve(findings->size() - covered.size());
  auto gone = covered.begin();
  for (std::size_t i = 0; i < findings->size(); ++i) {
    if (gone != covered.end() && *gone == i) {
      ++gone;
    } else {
      kept.push_back(std::move((*findings)[i]));
    }
  }
  *findings = std::move(kept);
}

}  // namespace awl
