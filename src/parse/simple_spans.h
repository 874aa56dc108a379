#ifndef AWL_PARSE_SIMPLE_SPANS_H_
#define AWL_PARSE_SIMPLE_SPANS_H_

#include <string_view>
#include <vector>

#include "awl/source.h"

namespace awl {

// A code span or an inline link "[text](destination "title")" of a line that md4c need not see.
struct SimpleSpan {
  Offset begin = 0;  // of the backticks, or of "["
  Offset close = 0;  // link: of "]"; code: of the closing backticks
  Offset end = 0;
};

// Finds the code spans and links of `line`, which is in `text`, in order of their begins, where
// they are all the markup of the line and CommonMark leaves nothing to decide: no escape, HTML,
// image, reference, bracket in brackets, or emphasis that could have a partner. Of the lines of a
// list of links that is most. Adds to `spans`; false, and nothing added, if md4c has to see it.
bool FindSimpleSpans(std::string_view text, Range line, std::vector<SimpleSpan>& spans);

}  // namespace awl

#endif  // AWL_PARSE_SIMPLE_SPANS_H_
