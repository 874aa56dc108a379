#include "text/japanese.h"

#include <cstddef>

#include "base/ascii.h"
#include "base/utf8.h"

namespace awl {

bool HasKana(std::string_view text) {
  for (std::size_t i = SkipAscii(text, 0); i < text.size(); i = SkipAscii(text, i)) {
    const CodePoint c = DecodeUtf8(text, i);
    if (IsKana(c.value)) return true;
    i += c.length;
  }
  return false;
}

bool IsJapaneseText(std::string_view text) {
  std::size_t kana = 0;
  std::size_t han = 0;
  for (std::size_t i = SkipAscii(text, 0); i + 2 < text.size(); i = SkipAscii(text, i)) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const auto next = static_cast<unsigned char>(text[i + 1]);
    if (lead == 0xE3 && next >= 0x81 && next <= 0x83) ++kana;  // U+3040 to U+30FF
    if (lead >= 0xE4 && lead <= 0xE9) ++han;                   // U+4000 to U+9FFF
    i += lead >= 0xE3 && lead <= 0xE9 ? 3 : 1;
  }
  return kana * 10 > han;
}

}  // namespace awl
