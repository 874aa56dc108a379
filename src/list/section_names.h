#ifndef AWL_LIST_SECTION_NAMES_H_
#define AWL_LIST_SECTION_NAMES_H_

#include <string_view>

namespace awl {

// What sections are called in many languages, from rules/data. Case, numbering, emoji and
// punctuation do not count: "📖 Table of Contents:", "0. 目录", "Contents / 目录".

// True if `heading` is a name of contents sections.
bool IsContentsHeading(std::string_view heading);
// True if `heading` is a name of sections that are about the list rather than part of it, as
// "Contributing" and "ライセンス".
bool IsAboutHeading(std::string_view heading);
// True if `heading` has words that entries stand below which are chosen from the rest of the list:
// "Editor's Picks", "Top 10", "重点推荐".
bool IsSelectionHeading(std::string_view heading);

}  // namespace awl

#endif  // AWL_LIST_SECTION_NAMES_H_
