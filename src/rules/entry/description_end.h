#ifndef AWL_RULES_ENTRY_DESCRIPTION_END_H_
#define AWL_RULES_ENTRY_DESCRIPTION_END_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "awl/document.h"
#include "awl/list.h"
#include "rule/group_customs.h"
#include "text/sentence_end.h"

// How a description ends, and how those of a list do.

namespace awl {

// What follows a description: "(…)" or "[…]", perhaps emphasised, with words or with nothing but
// links in it; `code`; a badge, a link, a tag.
enum class Trailing : std::uint8_t { kNone, kWords, kLinks, kCode, kOther };
inline constexpr std::size_t kTrailingKinds = 5;

inline bool IsBracket(Trailing trailing) {
  return trailing == Trailing::kWords || trailing == Trailing::kLinks;
}

struct Description {
  const Entry* entry = nullptr;
  Range range = {};
  Ending ending = {};
  std::uint32_t group = 0;
  Trailing trailing = Trailing::kNone;
  bool is_closed_behind = false;  // a stop follows the parts after it
  bool is_name = false;           // which needs no stop, and has none
  Offset trailing_end = 0;        // where these end
};

// How the descriptions of a list end.
struct EndingCustom {
  // Where the stop is in descriptions that something follows.
  struct Places {
    std::size_t before = 0;
    std::size_t behind = 0;
    std::size_t without = 0;
  };

  std::size_t stops = 0;
  std::size_t judged = 0;
  std::array<Places, kTrailingKinds> places = {};
  // Of the descriptions with Chinese or Japanese letters: how many end in "。", and in ".".
  std::size_t wide = 0;
  std::size_t narrow = 0;

  Places& At(Trailing trailing) { return places[static_cast<std::size_t>(trailing)]; }
  const Places& At(Trailing trailing) const { return places[static_cast<std::size_t>(trailing)]; }

  // What is in brackets belongs to the sentence, unless the list clearly says otherwise.
  bool StopGoesBehind(Trailing trailing) const {
    const Places& kind = At(trailing);
    if (!IsBracket(trailing)) return kind.behind > kind.before;
    return kind.before < kFewestBefore || kind.before < 4 * kind.behind;
  }
  // "A talk (May 28, 2017)": entries of this form go without a stop.
  bool GoesWithout(Trailing trailing) const {
    const Places& kind = At(trailing);
    return IsBracket(trailing) && kind.without >= GroupCustoms::kFewest &&
           kind.without >= 4 * (kind.before + kind.behind);
  }

  static constexpr std::size_t kFewestBefore = 2;
};

Description JudgeDescription(const Document& document, const Entry& entry);

// Adds what one description says about the custom of the list.
void CountEnding(const Document& document, const Description& description, EndingCustom* custom);

// A second line of authors, a venue or a date, with nothing that leads to it, is no description;
// nor is another link.
bool IsLineOfItsOwn(const Document& document, const Entry& entry);

// True for nothing but names, "Jane Mary Roe" or "by Jane Mary Roe", and for a single word,
// "Color", which is a name of its kind.
bool IsNames(const Document& document, const Description& description);

inline bool IsLinkOrReference(const Node& node) {
  return node.kind == NodeKind::kLink || node.kind == NodeKind::kLinkReference;
}

// The link in `range` that ends at `end`, or null.
const Node* LinkBefore(const Document& document, Range range, Offset end);

// What readers see of `range`, which lies in one block: of a link its text, not its URL.
std::string VisibleText(const Document& document, Range range);

bool HasCjkLetter(std::string_view text);

}  // namespace awl

#endif  // AWL_RULES_ENTRY_DESCRIPTION_END_H_
