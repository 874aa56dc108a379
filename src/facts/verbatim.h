#ifndef AWL_FACTS_VERBATIM_H_
#define AWL_FACTS_VERBATIM_H_

#include <cstdint>
#include <span>
#include <vector>

#include "awl/document.h"

namespace awl {

// The lines in which white space is content or markup that is not Markdown: code, HTML blocks,
// front matter, and what the guards kept from the parser. Whole lines, sorted, not overlapping. The
// fences of a code block are not among them.
std::vector<Range> VerbatimLines(const Document& document);

// Tells whether one of some sorted ranges holds an offset. Offsets must be asked in ascending
// order; all questions together cost one walk over the ranges.
class RangeCursor {
 public:
  explicit RangeCursor(std::span<const Range> ranges) : ranges_(ranges) {}

  bool Contains(Offset offset) {
    while (next_ < ranges_.size() && ranges_[next_].end <= offset) ++next_;
    return next_ < ranges_.size() && ranges_[next_].begin <= offset;
  }

 private:
  std::span<const Range> ranges_;
  std::size_t next_ = 0;
};

// True if `line`, without blanks at its end, is nothing but the marker of a list item.
bool IsBareMarker(const Source& source, Range line);

// True if a blank at `offset` does no more than separate: it is not part of code, a tag, a comment,
// a hard line break, a destination or a title, and the parser is sure of the place.
bool IsLooseBlank(const Document& document, Offset offset);

// True if `range` is in or directly after the brackets of what would be the box of a task, were its
// white space one space: "- [  ] Text". What changes there makes an item a task.
bool IsAtBrokenTaskBox(const Document& document, Range range);

// True for the tag that begins or ends preformatted text in HTML.
bool IsPre(const Document& document, const HtmlTag& tag);

// The stretches of paragraphs, headings and cells that stand between <pre> and </pre>, where white
// space is seen as it is written. Sorted.
std::vector<Range> PreformattedText(const Document& document);

// True if the white space in a line that has nothing else does nothing.
bool MayBeEmptied(const Document& document, std::uint32_t line);

}  // namespace awl

#endif  // AWL_FACTS_VERBATIM_H_
