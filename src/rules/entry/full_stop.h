#ifndef AWL_RULES_ENTRY_FULL_STOP_H_
#define AWL_RULES_ENTRY_FULL_STOP_H_

#include <optional>

#include "awl/diagnostic.h"
#include "rules/entry/description_end.h"

namespace awl {

// Adds a full stop to a description. Nothing where a stop would be wrong, or become a part of what
// it follows.
std::optional<Fix> AddFullStop(const Document& document, const Description& description,
                               const EndingCustom& custom);

// True if the full stop of a description may go. Only a plain stop at the very end: "?", "…" and
// "etc.)" say something.
bool IsSuperfluous(const Document& document, const Description& description, bool by_custom);

Range LastCharacter(const Document& document, Range text);

}  // namespace awl

#endif  // AWL_RULES_ENTRY_FULL_STOP_H_
