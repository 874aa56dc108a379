#ifndef AWL_BASE_UTF8_H_
#define AWL_BASE_UTF8_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/ascii.h"

namespace awl {

// One decoded code point. Bytes that are no UTF-8 come one at a time, as U+FFFD of length 1 with
// valid == false.
struct CodePoint {
  char32_t value = 0;
  std::uint8_t length = 0;  // bytes; 0 at the end of the text
  bool valid = true;
};

namespace utf8_internal {
CodePoint DecodeBeyondAscii(std::string_view text, std::size_t at);
CodePoint DecodeBeyondAsciiBefore(std::string_view text, std::size_t at);
}  // namespace utf8_internal

// Most of what is decoded is ASCII, and then a call costs more than the work.

// The code point at byte `at` of `text` (Unicode 15, table 3-7: no surrogates, no overlong forms).
inline CodePoint DecodeUtf8(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {};
  const char first = text[at];
  if (!IsAscii(first)) return utf8_internal::DecodeBeyondAscii(text, at);
  return {.value = static_cast<unsigned char>(first), .length = 1};
}
// The code point that ends before byte `at`.
inline CodePoint DecodeUtf8Before(std::string_view text, std::size_t at) {
  if (at > text.size()) at = text.size();
  if (at == 0) return {};
  const char last = text[at - 1];
  if (!IsAscii(last)) return utf8_internal::DecodeBeyondAsciiBefore(text, at);
  return {.value = static_cast<unsigned char>(last), .length = 1};
}

void AppendUtf8(std::string& to, char32_t code_point);
bool IsValidUtf8(std::string_view text);
// The offset of the first byte that is no UTF-8, or npos.
std::size_t FindInvalidUtf8(std::string_view text);
std::size_t CountCodePoints(std::string_view text);

}  // namespace awl

#endif  // AWL_BASE_UTF8_H_
