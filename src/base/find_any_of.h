#ifndef AWL_BASE_FIND_ANY_OF_H_
#define AWL_BASE_FIND_ANY_OF_H_

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace awl {

namespace find_where_internal {

typedef signed char Vector __attribute__((vector_size(16)));

// The first byte of `hits` from `done` on (less than 16) that is not 0, or 16.
inline std::size_t FirstHit(Vector hits, std::size_t done) {
#ifdef __SSE2__
  typedef char Bytes __attribute__((vector_size(16)));
  const auto all = static_cast<unsigned>(
      __builtin_ia32_pmovmskb128(reinterpret_cast<Bytes>(hits)));  // the highest bit of each
  const unsigned wanted = all >> done << done;
  return wanted == 0 ? sizeof(Vector) : static_cast<std::size_t>(std::countr_zero(wanted));
#elif defined(__wasm_simd128__)
  const auto all = static_cast<unsigned>(__builtin_wasm_bitmask_i8x16(hits));
  const unsigned wanted = all >> done << done;
  return wanted == 0 ? sizeof(Vector) : static_cast<std::size_t>(std::countr_zero(wanted));
#else
  std::uint64_t halves[2];
  std::memcpy(halves, &hits, sizeof halves);
  if (done >= 8) {
    halves[0] = 0;
    halves[1] &= ~std::uint64_t{0} << (done - 8) * 8;
  } else {
    halves[0] &= ~std::uint64_t{0} << done * 8;
  }
  const bool low = halves[0] != 0;
  const int bit = std::countr_zero(low ? halves[0] : halves[1]);
  return (low ? 0u : 8u) + static_cast<std::size_t>(bit) / 8;
#endif
}

}  // namespace find_where_internal

// The first byte of `text` from `from` on for which `is_wanted` is true, or npos. It is given 16
// bytes at a time, in vectors of the compiler's, which any processor has, and single ones as
// `signed char`; it may do nothing but compare and combine them with | and &. A byte costs about
// one instruction, where CharSet takes 4 and find_first_of 20.
template <typename IsWanted>
std::size_t FindWhere(IsWanted is_wanted, std::string_view text, std::size_t from = 0) {
  using find_where_internal::Vector;
  const char* const data = text.data();
  // With the last 16 bytes at the end, of which some have been looked at before.
  while (std::endian::native == std::endian::little && text.size() >= sizeof(Vector) &&
         from < text.size()) {
    const std::size_t begin = std::min(from, text.size() - sizeof(Vector));
    Vector bytes;
    std::memcpy(&bytes, data + begin, sizeof bytes);
    const std::size_t hit = find_where_internal::FirstHit(is_wanted(bytes), from - begin);
    if (hit < sizeof(Vector)) return begin + hit;
    from = begin + sizeof(Vector);
  }
  for (; from < text.size(); ++from) {
    if (is_wanted(static_cast<signed char>(data[from]))) return from;
  }
  return std::string_view::npos;
}

// The first that is one of `kWanted`, of which there should be few.
template <char... kWanted>
std::size_t FindAnyOf(std::string_view text, std::size_t from = 0) {
  return FindWhere([](auto bytes) { return ((bytes == static_cast<signed char>(kWanted)) | ...); },
                   text, from);
}

}  // namespace awl

#endif  // AWL_BASE_FIND_ANY_OF_H_
