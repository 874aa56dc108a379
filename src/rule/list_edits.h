#ifndef AWL_RULE_LIST_EDITS_H_
#define AWL_RULE_LIST_EDITS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "awl/diagnostic.h"
#include "awl/document.h"
#include "rule/rule_context.h"

// Edits on lists that leave the rendered document as it is. All columns count from 0, tabs expanded
// to the next multiple of four, as CommonMark does.

namespace awl {

struct Indentation {
  Offset end = 0;  // the first byte that is no blank
  std::uint32_t columns = 0;
};
Indentation IndentationAt(const Source& source, Offset line_begin);
std::uint32_t ColumnOf(const Source& source, Offset offset);

// The lines that a block stands on, from 0.
struct Lines {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};
Lines LinesOf(const Source& source, Range range);

// Knows which lines hold code or raw HTML, and moves the lines of list items. What is indented with
// tabs keeps its bytes where it belongs to the item all the same; where it must move, and most
// nested items of the document have tabs, it gets tabs.
class ListShifter {
 public:
  explicit ListShifter(const Document& document);

  // The edits that put the lines of `item` after its first by `delta` columns, for an item whose
  // content shall begin in column `content`. Nothing where a line would change its meaning, or
  // where the item stands in a quote or a footnote. What follows the item is StaysApart's.
  std::optional<std::vector<Edit>> Continue(const Node& item, int delta,
                                            std::uint32_t content) const;
  // The edits that put the whole item, its first line included, by `delta` columns.
  std::optional<std::vector<Edit>> Move(const Node& item, int delta) const;
  // True if the text after `item` would not become part of it with its content in column `content`.
  bool StaysApart(const Node& item, std::uint32_t content) const;

 private:
  bool ShiftLine(std::uint32_t line, int delta, std::uint32_t old_content,
                 std::uint32_t new_content, std::vector<Edit>* edits) const;
  bool InListsOnly(const Node& item) const;
  bool MayStay(const Node& item, std::uint32_t content) const;
  std::string IndentationOf(std::uint32_t columns) const;
  bool IsVerbatim(std::uint32_t line) const;

  const Document& document_;
  std::vector<Range> verbatim_;
  bool tabs_ = false;  // most nested items are indented with tabs
};

// The edit that ends the item's marker with `sign`, a bullet or an ordered list's delimiter.
// Nothing where the line would become a thematic break.
std::vector<Edit> MarkerEdits(const Document& document, const Node& item, char sign);

// The item whose neighbour one with its marker at `offset` would be, where text that goes on a
// paragraph stands now; null if it would begin a list.
const Node* ItemToJoin(const Document& document, Offset offset);

// The marker that most items of the document's bullet (or ordered) lists have, `fallback` if two
// are equally frequent or there is no list; with the context's `awesome_lint` the one of the first
// list. The contents list, which often a program writes, counts only if little else is there.
char MajorityMarker(const Document& document, bool ordered, const RuleContext& context,
                    char fallback);

// True if `block` ends in a code fence that nothing closes but the end of its list item or
// footnote: a blank line below would become a line of the code.
bool EndsInOpenFence(const Document& document, const Node& block);

// True if both are bullet lists or both are ordered.
bool AreAlike(const Document& document, const Node& a, const Node& b);

}  // namespace awl

#endif  // AWL_RULE_LIST_EDITS_H_
