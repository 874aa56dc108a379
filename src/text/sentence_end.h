#ifndef AWL_TEXT_SENTENCE_END_H_
#define AWL_TEXT_SENTENCE_END_H_

#include <cstdint>
#include <string_view>

namespace awl {

// How texts end: with a stop of some script, with a word, or with something else.

// Marks that end a sentence, in any script: . ! ? … 。 ！ ？ ． ｡ ؟ ۔ । ॥ ։ ។ ።
bool IsEndMark(char32_t c);

enum class End : std::uint8_t { kStop, kNoStop, kUnclear };

struct Ending {
  End end = End::kUnclear;
  char32_t last = 0;      // the last character that is not markup or a closing sign
  char32_t last_any = 0;  // the very last one
};
// Closing brackets and quotes, markup and emoji may follow the stop or the word.
Ending EndingOf(std::string_view text);

// "et al.", "Inc.", "J. R.", "U.S.", "и др."
bool EndsInAbbreviation(std::string_view text);

// "One thing. And another."
bool HasSeveralSentences(std::string_view text);

// What becomes of a full stop after the last word of a text.
enum class StopFit : std::uint8_t {
  kFits,
  kDoubtful,  // it may be taken for a part of a path, a version or a command, or of a name
  kMisfits,   // the text is cut off: "for any kind of code.t", "one of the", "(as the others"
};
// `text` is as readers see it, without markup.
StopFit FitOfStop(std::string_view text);

}  // namespace awl

#endif  // AWL_TEXT_SENTENCE_END_H_
