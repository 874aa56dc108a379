#ifndef AWL_PARSE_TABLES_H_
#define AWL_PARSE_TABLES_H_

#include <string_view>
#include <vector>

#include "awl/document.h"
#include "awl/source.h"

namespace awl {

// GFM tables (GFM section 4.10), as cmark-gfm cuts them: a pipe that no backslash stands before
// ends a cell, in code as well.

// The alignments of a delimiter row such as "|---|:-:|"; empty if `line` is none.
void ScanDelimiterRow(std::string_view line, std::vector<Align>& aligns);

struct TableCell {
  Range full = {};     // with its left pipe; the last cell also with the closing one
  Range content = {};  // without the blanks around it
};
// The cells of the line at `range` of `text`; offsets are into `text`.
void SplitRow(std::string_view text, Range range, std::vector<TableCell>& cells);

}  // namespace awl

#endif  // AWL_PARSE_TABLES_H_
