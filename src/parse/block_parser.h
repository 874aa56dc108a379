#ifndef AWL_PARSE_BLOCK_PARSER_H_
#define AWL_PARSE_BLOCK_PARSER_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "awl/document.h"
#include "awl/source.h"

namespace awl {

using BlockId = std::uint32_t;
inline constexpr BlockId kNoBlock = ~BlockId{0};

// Why a leaf is not to be given to md4c.
enum class Complexity : std::uint8_t {
  kNone,
  kMistaken,  // md4c may take it for something else
  kParagraph,
  kBrackets,
};

// One block of the tree that BlockParser makes; links are ids. A large list has tens of thousands,
// so what few kinds need stands in side tables.
struct Block {
  NodeKind kind = NodeKind::kRoot;
  std::uint8_t flags = 0;
  std::uint16_t small = 0;
  Range full = {};
  Range content = {};
  BlockId parent = kNoBlock;
  BlockId first_child = kNoBlock;
  BlockId last_child = kNoBlock;
  BlockId next = kNoBlock;
  BlockId previous = kNoBlock;
  // Its lines in Blocks::lines.
  std::uint32_t lines_begin = 0;
  std::uint32_t lines_end = 0;
  std::uint32_t ext = 0;   // index into the table of its kind in Blocks
  std::uint32_t line = 0;  // where it begins
  // List item: the columns that a line needs to be in it. Code: those before its fence. HTML: which
  // of the seven types it is.
  std::uint16_t measure = 0;
  char marker = 0;  // list, item: '-', '*', '+', '.', ')'. Code: the fence.
  Complexity complexity = Complexity::kNone;
  bool last_line_blank = false;
  bool last_line_checked = false;
  bool removed = false;  // not in the tree

  bool has(NodeFlag flag) const { return (flags & flag) != 0; }
};

struct BlockDefinition {
  Range label = {};
  Range destination_raw = {};
  Range destination = {};
  Range title_raw = {};
  Range title = {};
  // The label when it is not one plain piece of the source.
  std::string label_text = {};
};

struct BlockTable {
  Range delimiter_row = {};
  std::uint32_t aligns_begin = 0;  // in Blocks::aligns
  std::uint32_t columns = 0;
};

// The block structure of a file: a tree of blocks whose leaves have their lines without container
// prefixes.
struct Blocks {
  std::vector<Block> blocks;  // blocks[0] is the root
  std::vector<Range> lines;
  // By Block::ext; those that the document takes over as they are come first.
  std::vector<HeadingInfo> headings;
  std::vector<ListInfo> lists;
  std::vector<ListItemInfo> list_items;
  std::vector<BlockquoteInfo> blockquotes;
  std::vector<CodeInfo> codes;
  std::vector<BlockTable> tables;
  std::vector<Align> aligns;
  std::vector<BlockDefinition> definitions;  // also of footnotes
};

// Finds the block structure as cmark-gfm does (CommonMark 0.31.2, appendix "A parsing strategy",
// phase 1, with GFM's tables and task items and GitHub's footnotes and alerts). md4c has a phase 1
// of its own, but tells neither positions nor markers of blocks, and differs from GitHub in ways
// that cannot be seen in its events; so it is given the text of the leaves only.
Blocks ParseBlocks(const Source& source, Range range);

}  // namespace awl

#endif  // AWL_PARSE_BLOCK_PARSER_H_
