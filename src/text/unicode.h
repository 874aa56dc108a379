#ifndef AWL_TEXT_UNICODE_H_
#define AWL_TEXT_UNICODE_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace awl {

// Properties of code points, over utf8proc (Unicode 15). ASCII takes a fast path.
bool IsLetter(char32_t c);       // general category L*
bool IsMark(char32_t c);         // M*
bool IsNumber(char32_t c);       // N*
bool IsPunctuation(char32_t c);  // P*
bool IsSymbol(char32_t c);       // S*
bool IsSpace(char32_t c);        // White_Space: also NBSP, U+3000
bool IsUpper(char32_t c);        // upper or title case letter
bool IsLower(char32_t c);
// What a terminal obeys instead of showing: C0, C1, ends of lines and what turns the direction.
bool IsControl(char32_t c);
// The letter's script begins sentences with another case: false for 中, ア, א, ب, ก, and for
// Georgian, whose capitals only stand in words all of capitals.
bool IsCased(char32_t c);
bool IsWord(char32_t c);  // letter, mark, decimal or letter number, connector, Alphabetic (UTS #18)
char32_t ToUpper(char32_t c);
char32_t ToTitle(char32_t c);
char32_t ToLower(char32_t c);
bool IsEmoji(char32_t c);  // Extended_Pictographic, flag letters, skin tones
// Han, kana, Hangul, bopomofo, and their punctuation and full-width forms.
bool IsCjk(char32_t c);
bool IsCjkLetter(char32_t c);  // the same without punctuation
bool IsInvisible(char32_t c);  // default ignorable, zero width or bidi control

// All of these keep bytes that are no UTF-8 as they are.

// Unicode's full lower case for no particular language: final sigma, İ.
std::string LowerCase(std::string_view text);
// Case-folded (full), NFC.
std::string FoldCase(std::string_view text);
// Case-folded (full), in whatever normal form it is: CommonMark compares labels so.
std::string FoldCaseOnly(std::string_view text);
std::string Nfc(std::string_view text);
// What sorting compares: NFKD, case-folded, without what is invisible and without marks (but vowel
// signs that have a letter's rank, as in Devanagari, stay).
std::string CollationKey(std::string_view text);

// True if each byte is a character that takes one cell of a terminal.
bool IsPrintableAscii(std::string_view text);
// The byte length of the grapheme cluster (UAX #29) at byte `at`.
std::size_t GraphemeLength(std::string_view text, std::size_t at);
std::size_t CountGraphemes(std::string_view text);
// Terminal cells: a cluster is 2 wide if it is East Asian wide, has U+FE0F or is an emoji; marks
// and controls are 0.
std::size_t DisplayWidth(std::string_view text);

}  // namespace awl

#endif  // AWL_TEXT_UNICODE_H_
