#ifndef AWL_LIST_ENTRY_CHARACTERS_H_
#define AWL_LIST_ENTRY_CHARACTERS_H_

#include <string_view>

#include "awl/document.h"

namespace awl {

// What the characters of entries are to readers, in any script.

bool IsDash(char32_t c);
bool IsColon(char32_t c);
// Sets off a description without being a dash or colon: comma, bar, arrow, bullet.
bool IsOtherSeparator(char32_t c);
// May stand between links that belong together; so may "and" in many languages.
bool IsConnector(char32_t c);
bool IsConnectingWord(std::string_view word);
bool EndsSentence(char32_t c);
bool ClosesQuote(char32_t c);  // or emphasis
// The partner of a bracket around a note, or 0.
char32_t CloserOf(char32_t opener);
char32_t OpenerOf(char32_t closer);
bool IsBlankCodePoint(char32_t c);  // also what is invisible
bool IsPicture(char32_t c);
bool JoinsEmoji(char32_t c);  // variation selectors, joiner, keycap

// True if `text` is nothing but white space and invisible characters.
bool IsBlankText(std::string_view text);

constexpr bool IsLinkKind(NodeKind kind) {
  return kind == NodeKind::kLink || kind == NodeKind::kLinkReference;
}
// Emphasis, strong, deleted.
constexpr bool IsStyledKind(NodeKind kind) {
  return kind == NodeKind::kStrong || kind == NodeKind::kEmphasis || kind == NodeKind::kDelete;
}

}  // namespace awl

#endif  // AWL_LIST_ENTRY_CHARACTERS_H_
