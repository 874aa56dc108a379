#ifndef AWL_PARSE_LEAF_TEXT_H_
#define AWL_PARSE_LEAF_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

#include "parse/block_parser.h"
#include "parse/simple_spans.h"

namespace awl {

// A leaf block whose text goes through md4c.
struct Leaf {
  BlockId block = kNoBlock;
  Offset guard_begin = 0;  // where its paragraph begins in the joined text
  Offset begin = 0;        // where its own text does
  Offset end = 0;
  std::uint32_t pieces_begin = 0;
  std::uint32_t pieces_end = 0;
};

// A leaf block of one line, without markup or with the simplest.
struct SimpleLeaf {
  BlockId block = kNoBlock;
  std::uint32_t spans_end = 0;  // where its spans end, and those of the next leaf begin
};

// The leaves of a file as one text that md4c reads as a row of paragraphs: one paragraph for each
// leaf, whatever stands in it, and after them the reference definitions, each with its number as
// the destination. So md4c decides nothing but the inlines, a reference tells its definition, and
// no URL is copied.
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
  // Leaves of one line that md4c need not see, in order, and the spans in them.
  std::vector<SimpleLeaf> simple;
  std::vector<SimpleSpan> spans;
  // How many nodes the inlines of all leaves will be, nearly, and how many links.
  std::size_t node_count = 0;
  std::size_t link_count = 0;

  std::string_view view() const { return {text.data(), size}; }
};

// What begins every line of a paragraph but the first: a line that is indented so is always text.
inline constexpr std::string_view kContinuation = "\n    ";
// What may stand before a leaf in its paragraph: a line of its own, or a letter where nothing but a
// bracket or a fence is to be kept from being what it looks like.
inline constexpr std::string_view kLineGuard = "x\n    ";
inline constexpr std::string_view kLetterGuard = "x";

// Without `find_simple` md4c gets them all.
LeafText JoinLeaves(const Source& source, const Blocks& blocks,
                    const std::vector<bool>& wanted_definitions, bool find_simple);
void AppendDefinition(std::string_view label, std::size_t number, std::string& text);

}  // namespace awl

#endif  // AWL_PARSE_LEAF_TEXT_H_
