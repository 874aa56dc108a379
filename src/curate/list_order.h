#ifndef AWL_CURATE_LIST_ORDER_H_
#define AWL_CURATE_LIST_ORDER_H_

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "awl/document.h"
#include "awl/list.h"

namespace awl {

// By what the entries of each list or table of a text are sorted. A list with few entries takes
// the custom of the others if it does not contradict it.
class ListOrder {
 public:
  explicit ListOrder(const List& list);

  // True if the entries of this list or table stand in the order of their names.
  bool IsSorted(NodeId container) const;
  // Most lists of the text are sorted.
  bool is_custom() const { return is_custom_; }

  // What names are compared by, as entry-sort does by default.
  static std::string KeyOf(const Document& document, const Entry& entry);

 private:
  std::map<NodeId, bool> sorted_;
  bool is_custom_ = false;
};

}  // namespace awl

#endif  // AWL_CURATE_LIST_ORDER_H_
