#include "text/repeated_word.h"

#include <string_view>

#include "base/find_any_of.h"

namespace awl {

std::size_t FindRepeatedShortWord(const Source& source, std::size_t from) {
  // The last two letters of the word, the blank, and the same two letters at the distance that each
  // length gives.
  const auto may_repeat = [](auto byte) {
    const auto first = byte(0), last = byte(1), blank = byte(2);
    const auto c3 = byte(3), c4 = byte(4), c5 = byte(5), c6 = byte(6), c7 = byte(7);
    const auto is_letter = [](auto c) { return ((c | ' ') >= 'a') & ((c | ' ') <= 'z'); };
    // Of two letters the first may be a capital in one of them; no letter goes on with the second.
    const auto two = ((first | ' ') == (c3 | ' ')) & (last == c4) & (is_letter(c5) == 0);
    const auto three = (first == c4) & (last == c5);
    const auto four = (first == c5) & (last == c6);
    const auto five = (first == c6) & (last == c7);
    return ((blank == ' ') | (blank == '\n')) & (last > '@') & (two | three | four | five);
  };
  constexpr std::size_t kWindow = 8;
  static_assert(kWindow <= Source::kPadding);
  // A word at the end of the file is looked at with the zero bytes that follow it.
  const std::string_view text(source.text().data(), source.size() + kWindow);
  return FindRunWhere<kWindow>(may_repeat, text, from);
}

}  // namespace awl
