#ifndef AWL_RULES_LINK_LINK_TEXT_H_
#define AWL_RULES_LINK_LINK_TEXT_H_

#include <optional>
#include <string_view>

#include "awl/document.h"

// The pieces of text that was meant as a link.

namespace awl {

// How far a link that went wrong is followed; addresses are shorter.
inline constexpr Offset kReach = 2000;

bool BeginsAddress(std::string_view text);

// Where an address ends that may hold pairs of parentheses: at white space, `close`, or `limit`.
Offset AddressEnd(std::string_view text, Offset begin, Offset limit, char close);

// The `open` bracket that belongs to the closing one before `end`, not before `begin`; `end` if
// there is none.
Offset FindOpening(std::string_view text, Offset begin, Offset end, char open, char close);

// The end of the line, and the beginning of the part of the line that is in `node`; no further than
// kReach away.
Offset LineEnd(const Document& document, Offset at);
Offset LineBegin(const Document& document, Range node, Offset at);

// What stands behind the text of "[a] (u)", "[a](u" or "[a]（u）".
struct LinkTarget {
  Offset text_end = 0;  // the bracket before it
  Range url = {};
  bool spaced = false;  // blanks before the parenthesis
  bool wide = false;    // the parenthesis is a full-width one
  Offset closing = 0;   // bytes: ")", "）" or none

  Offset end() const { return url.end + closing; }
};

// Nothing where no address begins in parentheses.
std::optional<LinkTarget> LinkTargetAfter(std::string_view text, Offset close, Offset end);

// Where "(u v)" ends if what follows the address up to the next parenthesis is likely part of it;
// otherwise 0.
Offset EndBehindSpaces(std::string_view text, Range url, Offset limit);

// "[a](u " with ")" on the next line is a link, which md4c 0.4.8 does not see.
bool IsClosedBelow(const Document& document, Offset at);

// True if the address may go on: it has "](" in it or nothing behind its scheme, a title or more
// words with a parenthesis follow, or the next line has the rest, such as "watch?v=1)".
bool IsCutOff(const Document& document, Range url);

// "[![a](u": an image whose bracket is in another one that is open.
bool IsImageInOpenBracket(const Document& document, Offset at);

}  // namespace awl

#endif  // AWL_RULES_LINK_LINK_TEXT_H_
