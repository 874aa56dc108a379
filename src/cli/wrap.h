#ifndef AWL_CLI_WRAP_H_
#define AWL_CLI_WRAP_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace awl {

// The words of `text` in lines of at most `width` cells, each after `indent` blanks; a longer word
// has a line of its own. Ends with a newline unless there are no words.
std::string Wrap(std::string_view text, std::size_t width, std::size_t indent);

}  // namespace awl

#endif  // AWL_CLI_WRAP_H_
