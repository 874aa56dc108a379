#include "facts/name_lists.h"

#include <cstddef>
#include <cstdint>

namespace awl {

std::vector<bool> NameLists(const List& list) {
  constexpr std::uint32_t kFewestItems = 3;
  struct Count {
    std::uint32_t items = 0;
    std::uint32_t linked = 0;
  };
  const Document& doc = list.document();
  std::vector<Count> counts(doc.Ids(NodeKind::kList).size());
  for (const Node& item : doc.All(NodeKind::kListItem)) ++counts[doc.Parent(item)->ext].items;
  for (const Entry& entry : list.entries()) {
    if (entry.links.empty() && entry.link == kNoNode) continue;
    const Node& item = doc[entry.item];
    if (item.kind == NodeKind::kListItem) ++counts[doc.Parent(item)->ext].linked;
  }
  std::vector<bool> names(counts.size());
  for (std::size_t i = 0; i < counts.size(); ++i) {
    names[i] = counts[i].items >= kFewestItems && 2 * counts[i].linked < counts[i].items;
  }
  return names;
}

}  // namespace awl
