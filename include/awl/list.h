#ifndef AWL_LIST_H_
#define AWL_LIST_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "awl/document.h"
#include "awl/source.h"

namespace awl {

// How an entry is written.
enum class EntryForm : std::uint8_t {
  kLinkFirst,     // - [name](url) - description.
  kStrongLink,    // - **[name](url)** - description. (emphasis or strong around the link or in it)
  kTextFirst,     // - name: [site](url)
  kBareUrl,       // - https://… - description.
  kImageFirst,    // - ![logo](…) [name](url) - description.
  kSeveralLinks,  // - [name](url) [code](url) - description.
  kFieldBlock,    // - name, and sub-items with labels: "URL: …", "地址：…"
  kTableRow,      // | [name](url) | description |
  kCitation,      // 1. Authors. Title. Venue. [PDF](url)
  kNoLink,        // an item of a list of entries that has no link at all
};

// A labelled sub-item or line of a field block.
struct Field {
  Range label = {};      // "地址"
  Range separator = {};  // "：" with the blanks around it
  Range value = {};
  NodeId node = kNoNode;  // the list item or paragraph it stands in
};

using EntryId = std::uint32_t;
using SectionId = std::uint32_t;
inline constexpr std::uint32_t kNoId = ~std::uint32_t{0};

// One recommendation. Ranges that the entry lacks are empty; they stand at the place where the part
// would be, except `url` of an entry without a link, which is {0, 0}.
struct Entry {
  EntryForm form = EntryForm::kNoLink;
  NodeId item = kNoNode;       // the list item, table row or (entries outside lists) paragraph
  NodeId paragraph = kNoNode;  // the block that holds name and description
  NodeId link = kNoNode;       // the main link, also of reference form; kNoNode if there is none
  SectionId section = 0;
  EntryId parent = kNoId;  // the entry whose sub-item this one is
  Range full = {};         // the item with its sub-items
  Range marker = {};       // "-", "*", "1."
  // What names the thing: the link's text, or the text before it; without emphasis markers, blanks
  // around it, and a colon after it.
  Range name = {};
  Range url = {};    // the destination as written; of a reference link, the definition's
  Range notes = {};  // between link and separator: "(2024)", "`⚠`", a badge, "by @x"
  // From the link part (links and notes) to the description: " - ", "：", or only blanks where
  // nothing else separates them. Also a separator that no description follows.
  Range separator = {};
  Range description = {};  // without blanks around it, without the trailing parts
  // Badges, `code` tags, "(…)" and "[…]" groups after the description.
  std::span<const Range> trailing = {};
  std::span<const NodeId> links = {};  // all links of the entry's own blocks, main link included
  std::span<const Field> fields = {};
};

// A heading with what stands under it until the next heading of the same or a higher level. Section
// 0 has no heading: it is the text before the first one, and the parent of the top-level sections.
struct Section {
  NodeId heading = kNoNode;
  std::uint8_t level = 0;
  std::string_view slug = {};
  Range range = {};  // from the heading to the end of its last subsection
  Range own = {};    // the same up to the first subsection
  SectionId parent = kNoId;
  SectionId first_subsection = kNoId;
  SectionId next_sibling = kNoId;
  std::span<const EntryId> entries = {};  // its own, not those of subsections
  bool is_contents = false;
};

// One line of the contents list.
struct ContentsItem {
  NodeId item = kNoNode;  // list item
  NodeId link = kNoNode;  // its link, kNoNode if it has none
  std::uint32_t parent = kNoId;
  std::uint32_t depth = 0;  // 0: top level
};

// The contents ("table of contents") list of a document.
struct Contents {
  NodeId heading = kNoNode;        // kNoNode if the list stands without one
  SectionId section = kNoId;       // its section, or the one that the list stands in
  std::vector<NodeId> lists = {};  // its top-level lists: one, if it is well formed
  std::vector<ContentsItem> items = {};
};

// What a Document is as an awesome list: sections and entries. Made once per Document; immutable;
// must not outlive it. What is computed from it is in src/facts.
//
//   const List list(document);
//   for (const Entry& entry : list.entries()) {
//     std::string_view name = document.Slice(entry.name);                // "ripgrep"
//     std::string_view why = document.Slice(entry.description);          // "Searches fast."
//     const Section& section = list.section(entry.section);              // the heading above it
//     bool has_link = entry.link != kNoNode;                             // a part may be missing
//   }
class List {
 public:
  explicit List(const Document& document);
  List(const List&) = delete;
  List& operator=(const List&) = delete;

  const Document& document() const { return document_; }
  std::span<const Section> sections() const { return sections_; }
  const Section& section(SectionId id) const { return sections_[id]; }
  // In source order.
  std::span<const Entry> entries() const { return entries_; }
  const Entry& entry(EntryId id) const { return entries_[id]; }
  // Null if the document has no contents list.
  const Contents* contents() const { return has_contents_ ? &contents_ : nullptr; }
  // True for the nodes of the contents list and their descendants.
  bool InContents(const Node& node) const;
  // The section that holds the byte at `offset`.
  SectionId SectionAt(Offset offset) const;
  // The entry whose item this is, or kNoId.
  EntryId EntryOf(NodeId item) const;

  // True if `heading` is a name that contents sections have in some language ("Contents", "Table of
  // Contents", "目录").
  static bool IsContentsName(std::string_view heading);

 private:
  friend class ListBuilder;

  const Document& document_;
  std::vector<Section> sections_;
  std::vector<Entry> entries_;
  std::vector<Range> trailing_;
  std::vector<NodeId> links_;
  std::vector<Field> fields_;
  std::vector<EntryId> section_entries_;
  // By NodeId of list items and rows; empty while there are no entries.
  std::vector<EntryId> entry_of_item_;
  Contents contents_;
  bool has_contents_ = false;
};

}  // namespace awl

#endif  // AWL_LIST_H_
