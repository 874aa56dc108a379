#ifndef AWL_MOJIBAKE_REPAIR_RULES_H_
#define AWL_MOJIBAKE_REPAIR_RULES_H_

#include "mojibake/cells.h"

namespace awl::mojibake {

// Narrows the choices of a line by what does not depend on the language: the variation selector
// behind an emoji, the joiner between two, quotes and brackets that must close, letters in the case
// of their neighbours. A choice of one becomes the character.
void ApplyHardRules(CellLine& line);

}  // namespace awl::mojibake

#endif  // AWL_MOJIBAKE_REPAIR_RULES_H_
