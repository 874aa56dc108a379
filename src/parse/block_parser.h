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

// One block of the tree that BlockParser makes; links are ids.
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
  // By kind. Heading: open, close, underline. List item: marker, task. Quote: alert. Code: open,
  // info, close. Table: delimiter row.
  Range parts[3] = {};
  // Definitions: index into Blocks::definitions. Table: into Blocks::aligns.
  std::uint32_t ext = 0;
  std::uint32_t count = 0;          // table: number of columns
  std::uint32_t start = 0;          // list, item: ordinal
  std::uint32_t line = 0;           // where it begins
  std::uint16_t marker_offset = 0;  // list item
  std::uint16_t padding = 0;        // list item
  std::uint16_t fence_offset = 0;   // code
  std::uint16_t html_type = 0;
  char marker = 0;  // list, item: '-', '*', '+', '.', ')'. Code: the fence.
  bool last_line_blank = false;
  bool last_line_checked = false;
  bool loose = false;
  bool removed = false;  // not in the tree
  // Why it is not to be given to md4c, empty if it is only a fault of md4c's; null if it may be.
  const char* complex = nullptr;

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

// The block structure of a file: a tree of blocks whose leaves have their lines without container
// prefixes.
struct Blocks {
  std::vector<Block> blocks;  // blocks[0] is the root
  std::vector<Range> lines;
  std::vector<Align> aligns;
  std::vector<BlockDefinition> definitions;
  bool has_footnotes = false;
};

// Finds the block structure as cmark-gfm does (CommonMark 0.31.2, appendix "A parsing strategy",
// phase 1, with GFM's tables and task items and GitHub's footnotes and alerts). md4c has a phase 1
// of its own, but tells neither positions nor markers of blocks, and differs from GitHub in ways
// that cannot be seen in its events; so it is given the text of the leaves only.
Blocks ParseBlocks(const Source& source, Range range);

}  // namespace awl

#endif  // AWL_PARSE_BLOCK_PARSER_H_
