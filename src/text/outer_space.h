#ifndef AWL_TEXT_OUTER_SPACE_H_
#define AWL_TEXT_OUTER_SPACE_H_

#include <cstddef>
#include <string_view>

namespace awl {

// Bytes of blanks, line ends, no-break and ideographic spaces at one end of `text`.
std::size_t SpaceAtBegin(std::string_view text);
std::size_t SpaceAtEnd(std::string_view text);

}  // namespace awl

#endif  // AWL_TEXT_OUTER_SPACE_H_
