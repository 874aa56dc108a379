#ifndef AWL_BASE_ASCII_H_
#define AWL_BASE_ASCII_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace awl {

// The first byte from `from` on that is not ASCII, or the size of the text.
inline std::size_t SkipAscii(std::string_view text, std::size_t from) {
  // Sixteen bytes at a time.
  for (; from + 16 <= text.size(); from += 16) {
    std::uint64_t block[2];
    std::memcpy(block, text.data() + from, sizeof block);
    if (((block[0] | block[1]) & 0x8080808080808080u) != 0) break;
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
