#ifndef AWL_TEXT_WRAP_H_
#define AWL_TEXT_WRAP_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace awl {

// The words of `text` in lines of at most `width` cells, each after `indent` blanks; a longer word
// has a line of its own. Ends with a newline unless there are no words.
std::string Wrap(std::string_view text, std::size_t width, std::size_t indent);

// The same for text that goes on in a line of which `used` cells are taken.
std::string WrapAfter(std::size_t used, std::string_view text, std::size_t width,
                      std::size_t indent);

}  // namespace awl

#endif  // AWL_TEXT_WRAP_H_
