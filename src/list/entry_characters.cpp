#include "list/entry_characters.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

#include "base/strings.h"
#include "base/utf8.h"
#include "text/unicode.h"

namespace awl {
namespace {

template <std::size_t kSize>
constexpr bool IsOneOf(char32_t c, const char32_t (&set)[kSize]) {
  return std::find(std::begin(set), std::end(set), c) != std::end(set);
}

}  // namespace

bool IsDash(char32_t c) {
  // hyphens, dashes, horizontal bar, minus
  constexpr char32_t kDashes[] = {'-',    0x2010, 0x2011, 0x2012, 0x2013, 0x2014,
                                  0x2015, 0x2212, 0xFE58, 0xFF0D, 0x30FC, 0x2500};
  return c < 0x80 ? c == '-' : IsOneOf(c, kDashes);
}

bool IsColon(char32_t c) {
  constexpr char32_t kColons[] = {':', 0xFF1A, 0xFE55, 0xFE30, 0x2236, 0xA789};
  return c < 0x80 ? c == ':' : IsOneOf(c, kColons);
}

// What sets off a description without being a dash or colon.
bool IsOtherSeparator(char32_t c) {
  if (c < 0x80) return c == ',' || c == ';' || c == '|' || c == '=';
  constexpr char32_t kOthers[] = {0xFF0C, 0x3001, 0xFF1B, 0xFF5C, 0x2022, 0xB7,
                                  0x30FB, 0x2192, 0x21D2, 0xBB,   0x060C, 0x061B};
  return IsOneOf(c, kOthers);
}

// What may stand between links that belong together.
bool IsConnector(char32_t c) {
  if (c < 0x80) return c == ',' || c == ';' || c == '|' || c == '/' || c == '&' || c == '+';
  constexpr char32_t kConnectors[] = {0xFF0C, 0x3001, 0xFF1B, 0xFF5C, 0xFF0F,
                                      0xFF06, 0x2022, 0xB7,   0x30FB, 0x060C};
  return IsOneOf(c, kConnectors);
}

bool IsConnectingWord(std::string_view word) {
  static constexpr std::string_view kWords[] = {"and", "or", "und", "oder", "et", "ou", "y",
                                                "o",   "e",  "и",   "или",  "і",  "та", "و",
                                                "和",  "与", "與",  "及",   "或", "と", "や"};
  return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
}

bool EndsSentence(char32_t c) {
  if (c < 0x80) return c == '.' || c == '!' || c == '?';
  constexpr char32_t kEnds[] = {0x2026, 0x3002, 0xFF01, 0xFF1F, 0xFF0E, 0x0964, 0x0965, 0x06D4,
                                0x061F, 0x0589, 0x104B, 0x17D4, 0x203C, 0x2047, 0x2048, 0x2049};
  return IsOneOf(c, kEnds);
}

bool ClosesQuote(char32_t c) {
  constexpr char32_t kClosers[] = {'"',  '\'',   ')',    '*',    '_',    '~',    0x201D, 0x2019,
                                   0xBB, 0x203A, 0x300D, 0x300F, 0xFF09, 0x300B, 0x3011};
  return IsOneOf(c, kClosers);
}

// The closing partner of an opening bracket, or 0.
char32_t CloserOf(char32_t c) {
  switch (c) {
    case '(':
      return ')';
    case '[':
      return ']';
    case 0xFF08:
      return 0xFF09;
    case 0x3010:
      return 0x3011;
    case 0x3014:
      return 0x3015;
    case 0xFF3B:
      return 0xFF3D;
    default:
      return 0;
  }
}

char32_t OpenerOf(char32_t c) {
  if (c < 0x80) return c == ')' ? '(' : c == ']' ? '[' : 0;
  for (const char32_t opener : {U'（', U'【', U'〔', U'［'}) {
    if (CloserOf(opener) == c) return opener;
  }
  return 0;
}

bool IsBlankCodePoint(char32_t c) {
  if (c < 0x80) return IsAsciiSpace(static_cast<char>(c));
  return IsSpace(c) || IsInvisible(c);
}

bool JoinsEmoji(char32_t c) { return c == 0xFE0F || c == 0xFE0E || c == 0x200D || c == 0x20E3; }

bool IsPicture(char32_t c) { return c >= 0x203C && IsEmoji(c) && !IsDash(c); }

bool IsBlankText(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeUtf8(text, at);
    if (!IsBlankCodePoint(c.value)) return false;
    at += c.length;
  }
  return true;
}
}  // namespace awl
