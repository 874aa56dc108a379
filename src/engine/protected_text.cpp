#include "engine/protected_text.h"

#include <algorithm>

namespace awl {

bool ProtectedText::Forbids(const Diagnostic& finding) const {
  if (!finding.fix) return false;
  if (finding.rule == kDamageRule) return !IsOpen(finding.fix->edits);
  return IsTouchedBy(finding.fix->edits);
}

bool ProtectedText::IsTouchedBy(std::span<const Edit> edits) const {
  return !IsOpen(edits) || (!damage_.empty() && damage_.IsTouchedBy(edits));
}

bool ProtectedText::IsOpen(std::span<const Edit> edits) const {
  return std::all_of(edits.begin(), edits.end(), [this](const Edit& edit) {
    const auto region =
        std::lower_bound(generated_.begin(), generated_.end(), edit.range.begin,
                         [](Range generated, Offset begin) { return generated.end < begin; });
    const bool generated = region != generated_.end() && region->begin <= edit.range.end;
    return !generated && document_.IsExact(edit.range);
  });
}

}  // namespace awl
