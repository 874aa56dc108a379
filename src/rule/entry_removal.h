#ifndef AWL_RULE_ENTRY_REMOVAL_H_
#define AWL_RULE_ENTRY_REMOVAL_H_

#include <optional>
#include <string>

#include "awl/diagnostic.h"
#include "awl/list.h"

namespace awl {

// The entry's item with its line end, to remove it as a whole: if it stands on lines of its own,
// nothing else depends on it, and its list does not end with it.
std::optional<Range> WholeLinesOf(const List& list, const Entry& entry);

// The line of an entry without its marker; runs of blanks count as one.
std::string TextOf(const List& list, EntryId entry);

// Removes an entry that says what another one says; unsafe.
std::optional<Fix> RemoveRepeated(const List& list, const Entry& entry);

}  // namespace awl

#endif  // AWL_RULE_ENTRY_REMOVAL_H_
