#ifndef AWL_BASE_EDIT_DISTANCE_H_
#define AWL_BASE_EDIT_DISTANCE_H_

#include <cstddef>
#include <string_view>

namespace awl {

// How many bytes have to be inserted, removed, replaced or swapped with their neighbour to make one
// text of the other (Damerau-Levenshtein, restricted: no swapped pair is changed again); `limit` +
// 1 if it is more than `limit`.
std::size_t EditDistance(std::string_view a, std::string_view b, std::size_t limit);

}  // namespace awl

#endif  // AWL_BASE_EDIT_DISTANCE_H_
