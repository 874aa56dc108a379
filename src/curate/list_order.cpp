#include "curate/list_order.h"

#include <cstdint>

#include "curate/entry_key.h"
#include "rule/moves.h"

namespace awl {
namespace {

// With fewer entries a list may be in order by chance.
constexpr std::size_t kFewestEntries = 5;

// Sorted but for a quarter: people overlook some. Of ten names in no order, half would do.
bool IsNearlySorted(const std::vector<std::string>& keys) {
  const std::size_t kept = LongestRun(RankKeys(keys, false)).size();
  return 4 * kept >= 3 * keys.size();
}

}  // namespace

ListOrder::ListOrder(const List& list) {
  const Document& document = list.document();
  std::map<NodeId, std::vector<std::string>> keys;
  for (const Entry& entry : list.entries()) {
    keys[document[entry.item].parent].push_back(KeyOf(document, entry));
  }
  std::size_t sorted = 0;
  std::size_t judged = 0;
  for (const auto& [container, names] : keys) {
    const bool in_order = IsNearlySorted(names);
    sorted_[container] = in_order;
    if (names.size() < kFewestEntries) continue;
    judged += names.size();
    if (in_order) sorted += names.size();
  }
  is_custom_ = 4 * sorted >= 3 * judged && judged > 0;
  for (const auto& [container, names] : keys) {
    if (names.size() < kFewestEntries && !is_custom_) sorted_[container] = false;
  }
}

bool ListOrder::IsSorted(NodeId container) const {
  const auto found = sorted_.find(container);
  return found == sorted_.end() ? is_custom_ : found->second;
}

std::string ListOrder::KeyOf(const Document& document, const Entry& entry) {
  return NameKey(SortName(document, entry), {});
}

}  // namespace awl
