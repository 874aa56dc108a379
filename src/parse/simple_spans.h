#ifndef AWL_PARSE_SIMPLE_SPANS_H_
#define AWL_PARSE_SIMPLE_SPANS_H_

#include <string_view>
#include <vector>

#include "awl/source.h"
#include "parse/link_grammar.h"

namespace awl {

// A code span, an inline link "[text](destination "title")" or an image of a line that md4c need
// not see.
struct SimpleSpan {
  Offset begin = 0;  // of the backticks, of "[" or of "!["
  Offset close = 0;  // code: of the closing backticks; else of "]"
  Offset end = 0;
  LinkTail tail = {};  // what follows "]"
};

// Finds the spans of `line`, which is in `text`, in order of their begins, where they are all the
// markup of the line and CommonMark leaves nothing to decide: no escape, no HTML, no emphasis that
// could have a partner; in a file with definitions no bracket that could be a reference. Of the
// lines of a list of links that is most. Adds to `spans`; false, and nothing added, if md4c has to
// see the line.
bool FindSimpleSpans(std::string_view text, Range line, bool has_definitions,
                     std::vector<SimpleSpan>& spans);

}  // namespace awl

#endif  // AWL_PARSE_SIMPLE_SPANS_H_
