#ifndef AWL_PATTERN_PARTS_H_
#define AWL_PATTERN_PARTS_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

#include "awl/document.h"
#include "awl/list.h"
#include "pattern/pattern.h"

namespace awl {

// One thing that patterns look at.
struct Part {
  // A stretch of the text that stands in one piece in the source.
  struct Piece {
    std::size_t begin = 0;  // in the text
    Offset source = 0;
  };

  // As the source has it; of a text over several lines without what stands before each of them
  // because of the blocks around it ("> ", indentation), and with "\n" between them.
  std::string_view text = {};
  Range range = {};  // in the source
  Range point = {};  // where a finding about the whole of it points
  // Empty: the text is the range as it is.
  std::span<const Piece> pieces = {};
  EntryId entry = kNoId;
  std::uint32_t column = 0;     // of cells and trailing parts, from 1
  std::string_view label = {};  // of a field; of a cell its column's header
  const Node* link = nullptr;   // whose destination it is: link, image or definition
  bool missing = false;         // the entry has no such part; `range` is where it would stand

  Offset SourceOffset(std::size_t at) const;
  // The range of text[begin, end); it may cover what stands between two lines.
  Range SourceRange(std::size_t begin, std::size_t end) const;
};

// Calls `visit` with each part of that kind, in source order. A Part lives as long as the call.
// Lines of code blocks and of front matter are no lines, and header rows have no cells.
void ForEachPart(PatternPart on, const List& list, const std::function<void(const Part&)>& visit);

}  // namespace awl

#endif  // AWL_PATTERN_PARTS_H_
