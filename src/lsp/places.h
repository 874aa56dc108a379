#ifndef AWL_LSP_PLACES_H_
#define AWL_LSP_PLACES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "facts/anchors.h"
#include "facts/facts.h"

namespace awl::lsp {

// What a place of a list names, or where it is named: so that one can go from the one to the other.
struct Thing {
  enum class Kind : std::uint8_t {
    kAnchor,  // a heading, or another place that "#id" leads to
    kLabel,   // of link reference definitions
    kFootnote,
    kUrl,  // that entries lead to
  };
  Kind kind = Kind::kAnchor;
  const AnchorTarget* anchor = nullptr;
  NodeId definition = kNoNode;
  std::string url = {};  // canonical
  Range range = {};      // of what stands at the place that was asked about
};

// The innermost thing that touches `offset`.
std::optional<Thing> ThingAt(const Facts& facts, Offset offset);
// Where it is made: the heading, the definition, the first entry with the URL.
std::optional<Range> DeclarationOf(const Facts& facts, const Thing& thing);
// Where it is used, in source order, the declaration left out.
std::vector<Range> UsesOf(const Facts& facts, const Thing& thing);

// The target of an id as a link finds it, letter case and invisible signs aside; null if there is
// none.
const AnchorTarget* FindAnchor(const Anchors& anchors, std::string_view id);
// The heading's Markdown without markers, or the HTML attribute's value.
Range NameRange(const Document& document, const AnchorTarget& target);

}  // namespace awl::lsp

#endif  // AWL_LSP_PLACES_H_
