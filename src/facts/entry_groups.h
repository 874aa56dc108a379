#ifndef AWL_FACTS_ENTRY_GROUPS_H_
#define AWL_FACTS_ENTRY_GROUPS_H_

#include <cstdint>
#include <vector>

#include "awl/list.h"

namespace awl {

// For each entry the number of its group: of entries that stand below the same heading, bold line
// or item without a link, and so are written to be read together. Rises with the entries.
std::vector<std::uint32_t> EntryGroups(const List& list);

}  // namespace awl

#endif  // AWL_FACTS_ENTRY_GROUPS_H_
