#ifndef AWL_RULE_CONTENTS_EDITS_H_
#define AWL_RULE_CONTENTS_EDITS_H_

#include <optional>
#include <string>

#include "awl/diagnostic.h"
#include "awl/document.h"

// Edits on the contents list that several rules make.

namespace awl {

// The text of `heading` as Markdown that may stand in the text of a link; empty if it has none.
std::string HeadingAsLinkText(const Document& document, const Node& heading);

// "[text](#slug)"; empty for a heading without text.
std::string HeadingAsLink(const Document& document, const Node& heading);

// What stands on the first line of `item` before its content: indentation, marker, blanks. Nothing
// where that is more than one list item, or the item is in a quote.
std::optional<std::string> ItemPrefix(const Document& document, const Node& item);

// Takes the line of an item without sub-items away. Nothing where it has more than one line or is
// alone in its list.
std::optional<Edit> RemoveItem(const Document& document, const Node& item);

}  // namespace awl

#endif  // AWL_RULE_CONTENTS_EDITS_H_
