#ifndef AWL_RULES_STYLE_LIST_INDENT_H_
#define AWL_RULES_STYLE_LIST_INDENT_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "awl/document.h"

// Where the items of lists stand, and were meant to.

namespace awl {

struct ListStep {
  std::uint32_t text = 0;    // the column where the text of the outer item begins
  std::uint32_t marker = 0;  // the column of its marker
};

// What stands between the marker and the text. Empty where the text begins on a later line or
// with the spaces of indented code.
std::optional<Range> GapOf(const Document& document, const Node& item);

// "9.  a" and "10. b" have their texts aligned.
bool HasAlignedTexts(const Document& document, const Node& list);

// The marker of most bullet items; '\0' if there are none.
char UsualMarker(const Document& document);

// The list item above that an indented outermost list was meant to stand below, but does not,
// since its text begins further right: "1. a" and then "  - b".
const Node* MeantAbove(const Document& document, const Node& list, const Node* previous);

// For each item of `list` the one that it was meant to be nested in: it is indented more than
// that one, but not as far as its text, so it is a sibling. Null where that is not so, or most
// items of the list have that indentation. One column is a slip rather than a level.
std::vector<const Node*> MeantParents(const Document& document, const Node& list);

// True if a pointer is not null.
bool HasAny(const std::vector<const Node*>& parents);

// True if an item does not begin in the first column.
bool IsIndented(const Document& document, const Node& list);

bool IsAtLineBegin(const Document& document, const Node& item);

// True if an item is indented more than one before it: then its indentation may say something.
bool HasFurtherBelow(const Document& document, const Node& list);

// Nothing for outermost lists, and for those that begin in the line of the outer item's marker.
std::optional<ListStep> StepOf(const Document& document, const Node& list);

}  // namespace awl

#endif  // AWL_RULES_STYLE_LIST_INDENT_H_
