#ifndef AWL_RULE_CONTENTS_EDITS_H_
#define AWL_RULE_CONTENTS_EDITS_H_

#include <optional>
#include <string>
#include <string_view>

#include "awl/diagnostic.h"
#include "awl/document.h"
#include "awl/list.h"
#include "facts/heading_title.h"

// Edits on the contents list that several rules make.

namespace awl {

// `title` of `heading` as Markdown that may stand in the text of a link; empty if it has no text.
std::string TitleAsLinkText(const Document& document, const Node& heading,
                            const HeadingTitle& title);

// "[title](#slug)"; empty for a heading without text. `prefix` is what stands before the slug.
std::string HeadingAsLink(const Document& document, const Node& heading, const HeadingTitle& title,
                          std::string_view prefix = {});

// What most items of a contents list have before their slugs: "user-content-", GitHub's own, or
// nothing.
std::string_view SlugPrefixOf(const Document& document, const Contents& contents);

// What stands on the first line of `item` before its content: indentation, marker, blanks. Nothing
// where that is more than one list item, or the item is in a quote.
std::optional<std::string> ItemPrefix(const Document& document, const Node& item);

// Takes the line of an item without sub-items away; unsafe. Nothing where it has more than one line
// or is alone in its list.
std::optional<Fix> RemoveItem(const Document& document, const Node& item);

}  // namespace awl

#endif  // AWL_RULE_CONTENTS_EDITS_H_
