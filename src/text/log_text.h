#ifndef AWL_TEXT_LOG_TEXT_H_
#define AWL_TEXT_LOG_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace awl {

// Changes what GitHub's runner would take for a workflow command in a log, from the line that
// begins at `from` on: "::" first in a line, and "##[" anywhere; also "##vso[", which is
// Azure's. One character of it becomes U+FFFD. The runner passes over blanks and characters that
// cannot be seen; so does this.
void DisarmCommands(std::string* text, std::size_t from = 0);

// Text of several lines safe to print: of controls (also those that turn the direction of writing)
// only tabs and line ends are left, what is not UTF-8 becomes U+FFFD, and no line is a workflow
// command. Printable (excerpt.h) makes one line.
std::string LogText(std::string_view text);

}  // namespace awl

#endif  // AWL_TEXT_LOG_TEXT_H_
