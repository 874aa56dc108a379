#ifndef AWL_TEXT_JAPANESE_H_
#define AWL_TEXT_JAPANESE_H_

#include <string_view>

namespace awl {

// The letters that only Japanese has; not "・", which Chinese puts into foreign names.
constexpr bool IsKana(char32_t c) { return c >= 0x3041 && c <= 0x30FF && c != U'・'; }

bool HasKana(std::string_view text);

// True if there is so much kana among the ideographs that the text is Japanese rather than Chinese.
bool IsJapaneseText(std::string_view text);

}  // namespace awl

#endif  // AWL_TEXT_JAPANESE_H_
