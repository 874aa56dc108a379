#ifndef AWL_RULE_ENTRY_REMOVAL_H_
#define AWL_RULE_ENTRY_REMOVAL_H_

#include <optional>

#include "awl/list.h"

namespace awl {

// The entry's item with its line end, to remove it as a whole: if it stands on lines of its own,
// nothing else depends on it, and its list does not end with it.
std::optional<Range> WholeLinesOf(const List& list, const Entry& entry);

}  // namespace awl

#endif  // AWL_RULE_ENTRY_REMOVAL_H_
