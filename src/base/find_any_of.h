#ifndef AWL_BASE_FIND_ANY_OF_H_
#define AWL_BASE_FIND_ANY_OF_H_

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace awl {

// The first byte of `text` from `from` on that is one of `kWanted`, or npos. For few wanted bytes
// in long texts: looks at 16 bytes at a time, in vectors of the compiler's, which any processor
// has; a byte costs about one instruction, where CharSet takes 4 and find_first_of 20.
template <char... kWanted>
std::size_t FindAnyOf(std::string_view text, std::size_t from = 0) {
  typedef signed char Vector __attribute__((vector_size(16)));
  const char* const data = text.data();
  // With the last 16 bytes at the end, of which some have been looked at before.
  while (std::endian::native == std::endian::little && text.size() >= sizeof(Vector) &&
         from < text.size()) {
    const std::size_t begin = std::min(from, text.size() - sizeof(Vector));
    Vector bytes;
    std::memcpy(&bytes, data + begin, sizeof bytes);
    const Vector hits = ((bytes == static_cast<signed char>(kWanted)) | ...);
    std::uint64_t halves[2];
    std::memcpy(halves, &hits, sizeof halves);
    if (const std::size_t done = from - begin; done >= 8) {
      halves[0] = 0;
      halves[1] &= ~std::uint64_t{0} << (done - 8) * 8;
    } else {
      halves[0] &= ~std::uint64_t{0} << done * 8;
    }
    if ((halves[0] | halves[1]) != 0) {
      const bool low = halves[0] != 0;
      const int bit = std::countr_zero(low ? halves[0] : halves[1]);
      return begin + (low ? 0u : 8u) + static_cast<std::size_t>(bit) / 8;
    }
    from = begin + sizeof(Vector);
  }
  for (; from < text.size(); ++from) {
    if (((data[from] == kWanted) || ...)) return from;
  }
  return std::string_view::npos;
}

}  // namespace awl

#endif  // AWL_BASE_FIND_ANY_OF_H_
