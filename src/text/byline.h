#ifndef AWL_TEXT_BYLINE_H_
#define AWL_TEXT_BYLINE_H_

#include <cstdint>
#include <string_view>

namespace awl {

// Whether a text does nothing but name people, groups and places.
enum class Byline : std::uint8_t {
  kNone,
  kNames,  // "Jane Mary Roe, Max Moe": two capitalised words or more, and nothing else
  kLed,    // "by Jane Roe and Max van Moe (Conf 2015)": names after a word that leads to them
};

// `text` is as readers see it, without markup. After a word that leads to names, one that begins
// with '@' is a name whatever its case. With `joined` the text follows another without a sign
// between them, so that it may as well begin with another preposition: "on Hacker News", "for
// Sublime Text".
Byline BylineOf(std::string_view text, bool joined);

// True, at a fraction of the cost, for most texts that do more than name: a word of many small
// letters does, which is none of those that lead to names or join them. `source` is the text with
// its markup.
bool SaysMoreThanNames(std::string_view source);

}  // namespace awl

#endif  // AWL_TEXT_BYLINE_H_
