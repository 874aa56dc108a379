#ifndef AWL_BASE_FIND_ANY_OF_H_
#define AWL_BASE_FIND_ANY_OF_H_

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace awl {

// The first byte of `text` from `from` on that is one of `kWanted`, or npos. For few wanted bytes
// in long texts: looks at 16 bytes at a time, in vectors of the compiler's, which any processor
// has. CharSet takes more instructions per byte, whatever the number of bytes in the set.
template <char... kWanted>
std::size_t FindAnyOf(std::string_view text, std::size_t from = 0) {
  typedef signed char Vector __attribute__((vector_size(16)));
  const char* const data = text.data();
  for (; from + sizeof(Vector) <= text.size(); from += sizeof(Vector)) {
    Vector bytes;
    std::memcpy(&bytes, data + from, sizeof bytes);
    const Vector hits = ((bytes == static_cast<signed char>(kWanted)) | ...);
    std::uint64_t halves[2];
    std::memcpy(halves, &hits, sizeof halves);
    if ((halves[0] | halves[1]) == 0) continue;
    if constexpr (std::endian::native == std::endian::little) {
      const bool low = halves[0] != 0;
      const int bit = std::countr_zero(low ? halves[0] : halves[1]);
      return from + (low ? 0u : 8u) + static_cast<std::size_t>(bit) / 8;
    }
    break;
  }
  for (; from < text.size(); ++from) {
    if (((data[from] == kWanted) || ...)) return from;
  }
  return std::string_view::npos;
}

}  // namespace awl

#endif  // AWL_BASE_FIND_ANY_OF_H_
