#ifndef AWL_BASE_SORTED_H_
#define AWL_BASE_SORTED_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace awl {

// A table of words for binary search, which its source may group by meaning.
template <std::size_t kSize>
constexpr std::array<std::string_view, kSize> Sorted(std::array<std::string_view, kSize> words) {
  std::sort(words.begin(), words.end());
  return words;
}

}  // namespace awl

#endif  // AWL_BASE_SORTED_H_
