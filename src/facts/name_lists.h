#ifndef AWL_FACTS_NAME_LISTS_H_
#define AWL_FACTS_NAME_LISTS_H_

#include <vector>

#include "awl/list.h"

namespace awl {

// For each list (by Node::ext) whether it is one of names: three items or more, most of them
// without a link. The one that has a link is written as its neighbours are, not as the entries of
// the file.
std::vector<bool> NameLists(const List& list);

}  // namespace awl

#endif  // AWL_FACTS_NAME_LISTS_H_
