#ifndef AWL_BASE_ASCII_H_
#define AWL_BASE_ASCII_H_

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace awl {

// The first byte from `from` on that is not ASCII, or the size of the text.
inline std::size_t SkipAscii(std::string_view text, std::size_t from) {
  // At once, in scripts that have little of it.
  if (from < text.size() && static_cast<unsigned char>(text[from]) >= 0x80) return from;
  constexpr std::uint64_t kHighBits = 0x8080808080808080u;
  std::uint64_t block[4];
  for (; from + sizeof block <= text.size(); from += sizeof block) {
    std::memcpy(block, text.data() + from, sizeof block);
    if (((block[0] | block[1] | block[2] | block[3]) & kHighBits) != 0) break;
  }
  for (; from + sizeof block[0] <= text.size(); from += sizeof block[0]) {
    std::memcpy(block, text.data() + from, sizeof block[0]);
    const std::uint64_t found = block[0] & kHighBits;
    if (found == 0) continue;
    if (std::endian::native != std::endian::little) break;
    return from + static_cast<std::size_t>(std::countr_zero(found)) / 8;
  }
  while (from < text.size() && static_cast<unsigned char>(text[from]) < 0x80) ++from;
  return from;
}

constexpr bool IsAscii(char c) { return static_cast<unsigned char>(c) < 0x80; }

inline bool IsAscii(std::string_view text) {
  std::uint64_t all = 0;
  if (text.size() < sizeof all) {
    for (const char c : text) all |= static_cast<unsigned char>(c);
    return all < 0x80;
  }
  // Eight bytes at a time, the last eight of which may overlap those before.
  for (std::size_t left = text.size(); left > 0;) {
    left -= left < sizeof all ? left : sizeof all;
    std::uint64_t block;
    std::memcpy(&block, text.data() + left, sizeof block);
    all |= block;
  }
  return (all & 0x8080808080808080u) == 0;
}

}  // namespace awl

#endif  // AWL_BASE_ASCII_H_
