#ifndef AWL_PARSE_LINK_GRAMMAR_H_
#define AWL_PARSE_LINK_GRAMMAR_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "awl/source.h"
#include "text/label.h"

namespace awl {

// The pieces that inline links and reference definitions are made of (CommonMark 0.31.2, sections
// 4.7 and 6.3). All of these look at `text` from offset `at`; the text is one paragraph without
// container prefixes, its lines joined by line ends.

// True if `text` has "[" or "]".
bool HasBracket(std::string_view text);

// The end of the label "[…]" at `at`, or 0 if there is none.
Offset ScanLabel(std::string_view text, Offset at);

// The end of white space with at most one line end.
Offset SkipSpace(std::string_view text, Offset at);

struct LinkTail {
  bool matched = false;
  Offset end = 0;
  Range destination_raw = {};  // with <>
  Range destination = {};
  Range title_raw = {};  // with its quotes
  Range title = {};
};

// "(destination "title")" at `at`.
LinkTail ScanInlineTail(std::string_view text, Offset at);
// "[label]: destination "title"" at `at`, to the end of its last line; `label` gets what is between
// the brackets.
LinkTail ScanDefinition(std::string_view text, Offset at, Range* label);

}  // namespace awl

#endif  // AWL_PARSE_LINK_GRAMMAR_H_
