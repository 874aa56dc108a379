#ifndef AWL_ENGINE_PROTECTED_TEXT_H_
#define AWL_ENGINE_PROTECTED_TEXT_H_

#include <span>

#include "awl/diagnostic.h"
#include "awl/document.h"
#include "engine/damaged_text.h"

namespace awl {

// The text of one file that no fix may change, whatever a rule offers: leaves that the parser could
// not map exactly, lines that a wrong encoding damaged, and regions that a tool generates. This is
// the one place that decides so; a rule asks Document::IsExact only where its finding needs it.
class ProtectedText {
 public:
  // `generated` is in source order.
  ProtectedText(const Document& document, const DamagedText& damage,
                std::span<const Range> generated = {})
      : document_(document), damage_(damage), generated_(generated) {}

  // True if `finding` has a fix that touches protected text. The rule that repairs damage may.
  bool Forbids(const Diagnostic& finding) const;
  bool IsTouchedBy(std::span<const Edit> edits) const;

 private:
  bool IsOpen(std::span<const Edit> edits) const;  // damage aside

  const Document& document_;
  const DamagedText& damage_;
  std::span<const Range> generated_;
};

}  // namespace awl

#endif  // AWL_ENGINE_PROTECTED_TEXT_H_
