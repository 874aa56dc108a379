#ifndef AWL_TEXT_EXCERPT_H_
#define AWL_TEXT_EXCERPT_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "awl/source.h"

namespace awl {

// A line of a source as a terminal shows it, and where to draw the caret below it. Cells are what
// DisplayWidth counts.
struct Excerpt {
  std::string line;        // tabs as spaces, controls and invalid bytes as U+FFFD
  std::size_t indent = 0;  // cells before the caret
  std::size_t width = 1;   // cells below the range, at least 1
};

// The line on which `range` begins, as far as it fits in `max_cells`: of a long one the part around
// the range, with an ellipsis where it was cut. A range over several lines is drawn to the end of
// the first. Takes time for what is shown, not for the length of the line.
Excerpt MakeExcerpt(const Source& source, Range range, std::size_t max_cells);
// The same of the line at `line` of any text.
Excerpt MakeExcerpt(std::string_view text, Range line, Range range, std::size_t max_cells);

// `text` safe to print on one line of a terminal: controls (also those that turn the direction of
// writing) and invalid bytes as U+FFFD, line ends and tabs as a space.
std::string Printable(std::string_view text);

// "  12 | the line\n     |     ^~~~\n", without colour.
std::string PlainExcerpt(const Source& source, Range range);

}  // namespace awl

#endif  // AWL_TEXT_EXCERPT_H_
