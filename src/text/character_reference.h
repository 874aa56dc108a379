#ifndef AWL_TEXT_CHARACTER_REFERENCE_H_
#define AWL_TEXT_CHARACTER_REFERENCE_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "base/find_any_of.h"

namespace awl {

// The length of the character reference ("&amp;", "&#38;", "&#x26;") at the start of `text` as
// CommonMark knows it, or 0 if there is none; its characters are appended to `to`. The names are
// HTML's (WHATWG), those that end in a semicolon.
std::size_t AppendCharacterReference(std::string_view text, std::string& to);

// `text` with backslash escapes and character references resolved, as CommonMark does in text,
// destinations, titles and info strings.
void AppendUnescaped(std::string_view text, std::string& to);
// True if AppendUnescaped could change the text.
inline bool MayBeEscaped(std::string_view text) { return FindAnyOf<'\\', '&'>(text) != text.npos; }

}  // namespace awl

#endif  // AWL_TEXT_CHARACTER_REFERENCE_H_
