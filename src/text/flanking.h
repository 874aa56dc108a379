#ifndef AWL_TEXT_FLANKING_H_
#define AWL_TEXT_FLANKING_H_

#include <string_view>

#include "base/utf8.h"

namespace awl {

// What a run of '*', '_' or '~' may do follows from the one character before it and the one after
// it (https://spec.commonmark.org/0.31.2/#delimiter-run), and of these from no more than whether
// they are white space, punctuation or something else. Symbols beyond ASCII are punctuation in
// newer versions of CommonMark only, so they are a class of their own.
enum class FlankClass { kSpace, kPunctuation, kSymbol, kOther };

// The class of what stands beside a run; no character at all counts as white space.
FlankClass FlankClassOf(CodePoint c);
FlankClass FlankClassBefore(std::string_view text, std::size_t at);
FlankClass FlankClassAt(std::string_view text, std::size_t at);

struct DelimiterPower {
  bool opens = false;
  bool closes = false;
  bool sure = true;  // false: parsers differ
  friend bool operator==(const DelimiterPower&, const DelimiterPower&) = default;
};

DelimiterPower PowerOfDelimiter(char sign, FlankClass before, FlankClass after);

constexpr bool IsDelimiterSign(char c) { return c == '*' || c == '_' || c == '~'; }

}  // namespace awl

#endif  // AWL_TEXT_FLANKING_H_
