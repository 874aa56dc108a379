#ifndef AWL_TEXT_LIKENESS_H_
#define AWL_TEXT_LIKENESS_H_

#include <string>
#include <string_view>

namespace awl {

// How much of two texts is the same, from 0 to 1: twice the number of words that both have, as
// against all words. A word is a run of letters and digits, or one code point beyond ASCII; case
// does not count, nor does order.
double Likeness(std::string_view a, std::string_view b);

// The ASCII letters and digits of a text, in lower case: "Foo-Bar 2" -> "foobar2".
std::string AsciiLettersAndDigits(std::string_view text);

}  // namespace awl

#endif  // AWL_TEXT_LIKENESS_H_
