#ifndef AWL_RULES_TOC_UNLISTED_H_
#define AWL_RULES_TOC_UNLISTED_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "awl/list.h"
#include "facts/contents_alignment.h"

// Headings that the contents list has no item for: where theirs would go, and whether one that
// leads nowhere was theirs.

namespace awl {

inline constexpr int kHeadingLevels = 7;

int LevelOf(const Document& document, const ContentsHeading& heading);

// Where an item for a heading goes, and how it begins.
struct ItemPlace {
  NodeId beside = kNoNode;  // the item that it goes after or before
  bool is_after = true;
  bool is_guess = false;        // it may as well be in another group of the contents list
  bool is_above_group = false;  // `beside` is a group, and the item is to be none

  // NOLINTNEXTLINE(modernize-use-nullptr): what the compiler writes compares with 0
  friend auto operator<=>(const ItemPlace&, const ItemPlace&) = default;
};

// The nearest listed heading of the same level and parent before each heading, and after it.
class Neighbours {
 public:
  Neighbours(const List& list, const ContentsAlignment& alignment);

  std::uint32_t Before(std::uint32_t heading) const { return before_[heading]; }
  std::uint32_t After(std::uint32_t heading) const { return after_[heading]; }

 private:
  std::vector<std::uint32_t> before_;
  std::vector<std::uint32_t> after_;
};

// How many subsections of each section the contents list has: below some it goes deeper than below
// others, and where it has one, the few others are missing.
class Branches {
 public:
  Branches(const ContentsAlignment& alignment, const List& list);

  // Most of the sections beside this one are listed.
  bool ListMostBeside(SectionId section) const {
    const SectionId parent = list_.section(section).parent;
    const Count& count = counts_[parent];
    return parent != 0 && count.listed >= 2 && 3 * count.listed >= 2 * count.all;
  }
  // All but one or two are listed, and one has its item below that of the section around them.
  bool ListAllButFewBeside(SectionId section) const {
    const SectionId parent = list_.section(section).parent;
    const Count& count = counts_[parent];
    return parent != 0 && count.has_nested && count.all - count.listed <= kFew;
  }
  // The section around this one is listed, and nothing below it.
  bool EndAbove(SectionId section) const {
    const SectionId parent = list_.section(section).parent;
    return parent != 0 && counts_[parent].is_listed && counts_[parent].listed == 0;
  }

 private:
  struct Count {
    std::size_t all = 0;
    std::size_t listed = 0;
    bool is_listed = false;   // the section itself
    bool has_nested = false;  // an item of a subsection stands below its item
  };
  static constexpr std::size_t kFew = 2;

  bool IsNested(const ContentsAlignment& alignment, const ContentsHeading& heading) const;

  const List& list_;
  std::vector<Count> counts_;  // by section
};

// The items that lead nowhere and have no section: what is left of sections that were renamed or
// removed.
class DeadItems {
 public:
  explicit DeadItems(const Facts& facts);

  // One whose name begins as `title` does, and differs in little else, may mean it: then the item
  // is the finding (anchor-missing-target).
  bool HasSlipOf(std::string_view title) const;

  // anchor-missing-target says of one that it is to lead there: then the item is the finding, too.
  bool MayLeadTo(std::string_view slug) const;

  // The one that has the former name of the section, judged by its words. Each is given once; kNoId
  // if there is none.
  std::uint32_t TakeSimilar(std::string_view title);

  // True if the item and `title` have a word in common, or the stem of one: "Proxy", "Proxies for
  // the Web".
  bool HasWordOf(std::uint32_t line, std::string_view title) const;

  // Those between `place` and the next item that is none, and the one beside it.
  std::vector<std::uint32_t> Around(const ItemPlace& place) const;

  // Given away, or anchor-missing-target knows where it was to lead.
  bool IsTaken(std::uint32_t line) const;

 private:
  struct Item {
    std::uint32_t line = 0;
    TitleSignature title;
    bool is_taken = false;
    std::string_view target = {};  // that anchor-missing-target names
  };

  static constexpr std::size_t kMostCompared = 200;
  static constexpr std::size_t kFewestAlike = 4;  // bytes
  static constexpr std::size_t kMostBeyond = 3;

  bool IsDead(std::uint32_t line) const;

  const List& list_;
  std::vector<Item> items_;
};

// Sections that the contents list may leave out by what is in them: prose without entries
// below the last one that has some, and those that hold nothing but pictures.
class QuietSections {
 public:
  QuietSections(const List& list, const ContentsAlignment& alignment);

  bool Have(SectionId section) const;

 private:
  bool IsProse(const Section& section) const;
  bool IsPictures(const Section& section) const;

  const List& list_;
  Offset closing_ = 0;  // where the last section with entries ends that is not about the list
};

// Headings whose place or name is what is wrong: the second of two of one name side by side, and
// "5.2." where the contents list has the numbers "1." to "8.".
class FaultyHeadings {
 public:
  FaultyHeadings(const List& list, const ContentsAlignment& alignment);

  // `heading`: index into ContentsAlignment::headings().
  bool Have(std::uint32_t heading) const { return faulty_[heading]; }

 private:
  std::vector<bool> faulty_;
};

// True if each item says more than its link: "[Books](#books) (12)". Whoever writes them, a program
// perhaps, does so in new ones, too.
bool HaveTails(const List& list);

// The item of the top level around `item` of the contents list that is a group rather than a
// section; kNoId if there is none. Which sections belong to it, the headings do not say.
std::uint32_t GroupAround(const ContentsAlignment& alignment, const Contents& contents,
                          std::uint32_t item);

// Where the items of the contents list lead that do not stay in the file.
class ListedPages {
 public:
  ListedPages(const Document& document, const Contents& contents);

  // True of "## [Books](books.md)", where an item leads to that file.
  bool HaveThatOf(const Node& heading) const;

 private:
  const Document& document_;
  std::unordered_set<std::string_view> urls_;
};

}  // namespace awl

#endif  // AWL_RULES_TOC_UNLISTED_H_
