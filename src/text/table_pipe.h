#ifndef AWL_TEXT_TABLE_PIPE_H_
#define AWL_TEXT_TABLE_PIPE_H_

#include <cstddef>
#include <string_view>

namespace awl {

// Whether the pipe at `pipe` is text of a table cell rather than its end: to GitHub it is wherever
// a backslash stands right before it, however many there are, and in code, too.
constexpr bool IsEscapedPipe(std::string_view text, std::size_t pipe) {
  return pipe > 0 && text[pipe - 1] == '\\';
}

// The first pipe at or after `at` that ends a cell; npos if there is none.
constexpr std::size_t FindCellEnd(std::string_view text, std::size_t at) {
  std::size_t pipe = text.find('|', at);
  while (pipe != std::string_view::npos && IsEscapedPipe(text, pipe)) {
    pipe = text.find('|', pipe + 1);
  }
  return pipe;
}

}  // namespace awl

#endif  // AWL_TEXT_TABLE_PIPE_H_
