#ifndef AWL_PARSE_SIMPLE_SPANS_H_
#define AWL_PARSE_SIMPLE_SPANS_H_

#include <string_view>

#include "awl/source.h"
#include "parse/inline_events.h"

namespace awl {

// Finds the inlines of `line`, which is in `text`, where CommonMark leaves nothing to decide: code
// spans, inline links and images, and emphasis between runs of one or two "*" or "_" that can do
// nothing but open and nothing but close it. Then no backslash and no "<" is in the line, and in a
// file with definitions no bracket that could be a reference. Of the lines of a list of links that
// is most. Adds what md4c would say to `events`; false, and nothing added, if md4c has to see the
// line.
bool FindSimpleSpans(std::string_view text, Range line, bool has_definitions, InlineEvents& events);

}  // namespace awl

#endif  // AWL_PARSE_SIMPLE_SPANS_H_
