#include "text/flanking.h"

#include "base/strings.h"
#include "text/unicode.h"

namespace awl {

FlankClass FlankClassOf(CodePoint c) {
  if (c.length == 0) return FlankClass::kSpace;
  if (c.value < 0x80) {
    const char ascii = static_cast<char>(c.value);
    if (IsAsciiSpace(ascii)) return FlankClass::kSpace;
    return ascii > ' ' && ascii < 0x7F && !IsAsciiAlnum(ascii) ? FlankClass::kPunctuation
                                                               : FlankClass::kOther;
  }
  if (IsSpace(c.value)) return FlankClass::kSpace;
  if (IsPunctuation(c.value)) return FlankClass::kPunctuation;
  return IsSymbol(c.value) ? FlankClass::kSymbol : FlankClass::kOther;
}

FlankClass FlankClassBefore(std::string_view text, std::size_t at) {
  return at == 0 ? FlankClass::kSpace : FlankClassOf(DecodeUtf8Before(text, at));
}

FlankClass FlankClassAt(std::string_view text, std::size_t at) {
  return at >= text.size() ? FlankClass::kSpace : FlankClassOf(DecodeUtf8(text, at));
}

DelimiterPower PowerOfDelimiter(char sign, FlankClass before, FlankClass after) {
  if (before == FlankClass::kSymbol || after == FlankClass::kSymbol) return {.sure = false};
  const bool left =
      after != FlankClass::kSpace && (after == FlankClass::kOther || before != FlankClass::kOther);
  const bool right =
      before != FlankClass::kSpace && (before == FlankClass::kOther || after != FlankClass::kOther);
  if (sign != '_') return {.opens = left, .closes = right};
  return {.opens = left && (!right || before == FlankClass::kPunctuation),
          .closes = right && (!left || after == FlankClass::kPunctuation)};
}

}  // namespace awl
