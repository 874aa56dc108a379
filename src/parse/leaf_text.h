#ifndef AWL_PARSE_LEAF_TEXT_H_
#define AWL_PARSE_LEAF_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

#include "parse/block_parser.h"
#include "parse/inline_events.h"

namespace awl {

// A leaf block and its inlines.
struct Leaf {
  BlockId block = kNoBlock;
  // True if its text is in the joined text, false if it is one line of the source. That is what the
  // offsets here and in its events are in.
  bool joined = false;
  Offset guard_begin = 0;  // where its paragraph begins in the joined text
  Offset begin = 0;        // where its own text does
  Offset end = 0;
  std::uint32_t pieces_begin = 0;
  std::uint32_t pieces_end = 0;
  EventRange events = {};
};

// The leaves of a file, in order, and their inlines. Leaves that md4c is to decide about are one
// text that it reads as a row of paragraphs: one paragraph for each leaf, whatever is in it, and
// after them the reference definitions, each with its number as the destination. So md4c decides
// nothing but the inlines, a reference tells its definition, and no URL is copied.
struct LeafText {
  // A piece of the text that stands in the source as it is.
  struct Piece {
    Offset begin = 0;  // in the text
    Offset source = 0;
  };

  std::string text;  // followed by zero bytes, which `size` does not count
  Offset size = 0;
  Offset definitions_begin = 0;
  std::vector<Leaf> leaves;
  std::vector<Piece> pieces;
  InlineEvents events;

  std::string_view view() const { return {text.data(), size}; }
};

// What begins every line of a paragraph but the first: a line that is indented so is always text.
inline constexpr std::string_view kContinuation = "\n    ";
// What may stand before a leaf in its paragraph: a line of its own, or a letter where nothing but a
// bracket or a fence is to be kept from being what it looks like.
inline constexpr std::string_view kLineGuard = "x\n    ";
inline constexpr std::string_view kLetterGuard = "x";

// Finds the leaves and reads their inlines. Without `find_simple` md4c gets them all. Leaves that
// it did not come to are marked in `blocks` and left out.
LeafText ReadLeaves(const Source& source, Blocks& blocks,
                    const std::vector<bool>& wanted_definitions, bool find_simple);
void AppendDefinition(std::string_view label, std::size_t number, std::string& text);

}  // namespace awl

#endif  // AWL_PARSE_LEAF_TEXT_H_
