#ifndef AWL_TEXT_LETTER_CASE_H_
#define AWL_TEXT_LETTER_CASE_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace awl {

// How a phrase is capitalised, as awesome-lint sees it: the first of these, in this order, that
// rewriting the phrase leaves as it is. The oracle is npm's `case` 1.6, function of(); like it,
// this knows the letters of ASCII and Latin-1 only, so it serves profile awesome-lint alone.
enum class LetterCase : std::uint8_t {
  kLower,
  kSnake,
  kConstant,
  kCamel,
  kKebab,
  kUpper,
  kCapital,
  kHeader,
  kPascal,
  kTitle,
  kSentence,
  kNone,
};

LetterCase LetterCaseOf(std::string_view phrase);
// "The Book of Secrets": small words stay small inside.
std::string TitleCase(std::string_view phrase);

}  // namespace awl

#endif  // AWL_TEXT_LETTER_CASE_H_
