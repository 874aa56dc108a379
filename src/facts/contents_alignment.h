#ifndef AWL_FACTS_CONTENTS_ALIGNMENT_H_
#define AWL_FACTS_CONTENTS_ALIGNMENT_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "awl/document.h"
#include "awl/list.h"
#include "facts/facts.h"
#include "facts/heading_title.h"

namespace awl {

struct AnchorTarget;

// One item of the contents list and the heading that it stands for.
struct ContentsLine {
  enum class Target : std::uint8_t {
    kNone,       // it has no link
    kHeading,    // its link leads to a heading
    kPlace,      // its link leads to another place of the file
    kElsewhere,  // its link leaves the file
    kNowhere,    // nothing in the file has that anchor
  };
  Target target = Target::kNone;
  bool is_duplicate = false;       // an earlier item stands for the same heading
  bool is_ordered = true;          // false: to be moved to have the order of the headings
  std::uint32_t heading = kNoId;   // index into headings(): by its link, else by its text
  std::uint32_t leads_to = kNoId;  // the heading that the link leads to
  std::string text = {};           // of the link; without one, of the item
};

// A heading, and what the contents list says of it.
struct ContentsHeading {
  NodeId node = kNoNode;
  HeadingTitle title = {};  // without a way back
  SectionId section = 0;
  std::uint32_t line = kNoId;  // index into lines(): the item that stands for it
  bool is_after = false;       // stands after the contents list
  bool is_linked = false;      // by a link of the contents list that is not the first of its item
  bool is_left_out = false;    // such as "Contributing", below one, or marked <!-- omit in toc -->
};

// The contents list of a document beside its headings. An item stands for the heading that its link
// leads to, or whose text it has; of those that have one, the fewest are called out of order. So an
// item too many or too few disturbs no other. O(n log n); empty without a contents list.
class ContentsAlignment {
 public:
  explicit ContentsAlignment(const Facts& facts);

  // One for each of Contents::items.
  const std::vector<ContentsLine>& lines() const { return lines_; }
  // Those of the document itself, not in quotes or lists, in source order.
  const std::vector<ContentsHeading>& headings() const { return headings_; }
  // The outermost level that the contents list has; 0: none.
  int top_level() const { return top_level_; }
  // At least half of the headings of that level have an item.
  bool Lists(int level) const { return (listed_levels_ >> level & 1u) != 0; }
  // The contents section, or all that stands around the list without heading, holds nothing else.
  bool is_alone() const { return is_alone_; }
  // The items of the top level are in alphabetical order, but for one slip in a long list, while
  // the sections are in another. What stands apart (see ContentsSortKey) may be anywhere.
  bool is_alphabetical() const { return is_alphabetical_; }

 private:
  void CollectHeadings(const Facts& facts);
  void ReadItems(const Facts& facts);
  void ReadFurtherLinks(const Facts& facts, const ContentsItem& item);
  std::uint32_t HeadingAt(const Document& document, const AnchorTarget& target) const;
  void Match(const List& list);
  // The first heading of each name (TitleKey) below each section.
  using HeadingsByParent = std::map<std::pair<SectionId, std::string_view>, std::uint32_t>;
  HeadingsByParent ByParent(const List& list) const;
  void MatchBelowParents(const List& list, const std::vector<std::string>& keys);
  void Order();
  void FindAlphabetical(const List& list);
  void FindLevels(const Document& document, const Contents& contents);
  std::uint32_t HeadingOf(NodeId node) const;
  std::uint32_t HeadingBeside(const Document& document, const Node& node) const;

  std::vector<ContentsLine> lines_;
  std::vector<ContentsHeading> headings_;
  std::vector<std::string> heading_keys_;  // TitleKey of their titles
  int top_level_ = 0;
  unsigned listed_levels_ = 0;
  bool is_alone_ = false;
  bool is_alphabetical_ = false;
};

// The text without numbering, emoji, markup and case, for comparing an item with a heading.
std::string TitleKey(std::string_view text);

// The words of a title in their order, without those that join others ("and", "of"), case-folded.
std::vector<std::string> TitleWords(std::string_view title);

// What an alphabetical contents list is sorted by: without emoji and articles at the beginning,
// without case and accents. Empty for what stands apart at one of its ends, such as "Introduction",
// "Other" and "License".
std::string ContentsSortKey(std::string_view text);

// True if a contents item with text `item` may stand for a heading with text `heading`: equal but
// for emoji, numbering and closing punctuation, or one has a remark or prefix that the other lacks:
// "SQL (and others)", "Tool: SQL", "Structured Query Language (SQL)"; or the item goes on where the
// heading ends: "SQL / Databases"; or it is its acronym.
bool IsSameTitle(std::string_view item, std::string_view heading);

// What titles are compared by.
struct TitleSignature {
  explicit TitleSignature(std::string_view title);

  // True if one of the two is likely the other with a slip: the same words in another order, or a
  // letter or two of a long word are others. Another number or short word is another title.
  bool IsNear(const TitleSignature& other) const;
  // True if one of the two may be a former name of the other: half of the words are the same.
  bool IsLike(const TitleSignature& other) const;

  std::string key;                    // TitleKey
  std::vector<std::string> words;     // TitleWords, sorted
  std::vector<std::string> in_order;  // the same as they stand
};

// Blocks beside the lists in the contents section; comments are none.
std::vector<NodeId> FindStrayBlocks(const List& list);

}  // namespace awl

#endif  // AWL_FACTS_CONTENTS_ALIGNMENT_H_
