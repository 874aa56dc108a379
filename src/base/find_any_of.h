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

// Looks at 16 places at a time, and at single ones where there are fewer: `hits(at,
// Vector())` says of 16 places from `at` on which are wanted, `hits(at, 0)` of one.
template <typename Hits>
std::size_t FindHit(Hits hits, std::size_t places, std::size_t from) {
  constexpr std::size_t kBlock = sizeof(Vector);
  if (std::endian::native == std::endian::little && places >= kBlock) {
    for (; from + kBlock <= places; from += kBlock) {
      const std::size_t hit = FirstHit(hits(from, Vector()), 0);
      if (hit < kBlock) return from + hit;
    }
    if (from >= places) return std::string_view::npos;
    // The last 16, of which some have been looked at before.
    const std::size_t begin = places - kBlock;
    const std::size_t hit = FirstHit(hits(begin, Vector()), from - begin);
    return hit < kBlock ? begin + hit : std::string_view::npos;
  }
  for (; from < places; ++from) {
    if (hits(from, static_cast<signed char>(0))) return from;
  }
  return std::string_view::npos;
}

template <typename Bytes>
Bytes Load(const char* from) {
  Bytes bytes;
  std::memcpy(&bytes, from, sizeof bytes);
  return bytes;
}

}  // namespace find_where_internal

// The first byte of `text` from `from` on for which `is_wanted` is true, or npos. It is given 16
// bytes at a time, in vectors of the compiler's, which any processor has, and single ones as
// `signed char`; it may do nothing but compare and combine them with | and &. A byte costs about
// one instruction, where CharSet takes 4 and find_first_of 20.
template <typename IsWanted>
std::size_t FindWhere(IsWanted is_wanted, std::string_view text, std::size_t from = 0) {
  const auto hits = [&](std::size_t at, auto kind) {
    return is_wanted(find_where_internal::Load<decltype(kind)>(text.data() + at));
  };
  return find_where_internal::FindHit(hits, text.size(), from);
}

// The same for `kBytes` bytes in a row: `is_wanted` is given a function that gives the first of
// them for 0, and so on. Gives the place of the first.
template <std::size_t kBytes, typename IsWanted>
std::size_t FindRunWhere(IsWanted is_wanted, std::string_view text, std::size_t from = 0) {
  const auto hits = [&](std::size_t at, auto kind) {
    return is_wanted([first = text.data() + at](std::size_t i) {
      return find_where_internal::Load<decltype(kind)>(first + i);
    });
  };
  const std::size_t places = text.size() < kBytes ? 0 : text.size() - kBytes + 1;
  return find_where_internal::FindHit(hits, places, from);
}

// The same for two bytes in a row, `is_wanted(first, second)`.
template <typename IsWanted>
std::size_t FindPairWhere(IsWanted is_wanted, std::string_view text, std::size_t from = 0) {
  return FindRunWhere<2>([&](auto byte) { return is_wanted(byte(0), byte(1)); }, text, from);
}

// The first that is one of `kWanted`, of which there should be few.
template <char... kWanted>
std::size_t FindAnyOf(std::string_view text, std::size_t from = 0) {
  return FindWhere([](auto bytes) { return ((bytes == static_cast<signed char>(kWanted)) | ...); },
                   text, from);
}

}  // namespace awl

#endif  // AWL_BASE_FIND_ANY_OF_H_
