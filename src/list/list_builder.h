#ifndef AWL_LIST_LIST_BUILDER_H_
#define AWL_LIST_LIST_BUILDER_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "awl/document.h"
#include "awl/list.h"
#include "list/entry_parts.h"

namespace awl {

// A list item, or a paragraph outside lists, on its way to become an entry.
struct EntryCandidate {
  NodeId node = kNoNode;
  NodeId list = kNoNode;         // kNoNode: a paragraph
  NodeId head = kNoNode;         // the paragraph with the item's own text
  std::uint32_t parent = kNoId;  // the candidate whose sub-item it is
  EntryId entry_above = kNoId;   // the entry around it
  std::uint32_t children = 0;    // sub-items
  std::uint32_t fields_begin = 0;
  std::uint32_t fields_count = 0;
  EntryParts parts = {};
  Field field = {};        // as which it is read if its parent is a field block
  bool has_lines = false;  // its lines may be fields
  bool is_field = false;
  bool is_block = false;  // a field block
  bool is_entry = false;
  bool has_entry_below = false;
};

// Fills a List, in this order: sections, contents, candidates, field blocks, which candidates are
// entries, the entries themselves. All of it takes linear time.
class ListBuilder {
 public:
  explicit ListBuilder(List* list);
  void Build();

 private:
  // How the items of one list look.
  struct ListFacts {
    std::uint32_t items = 0;   // but for those that only lead to places in the file
    std::uint32_t linked = 0;  // that are likely to be entries
    std::uint32_t entries = 0;
    NodeId last = kNoNode;  // of those gone through
  };
  // What the columns of a table hold.
  struct TableFacts {
    bool has_entries = false;
    std::uint16_t name = 0;
    std::uint16_t description = kNoColumn;
  };
  static constexpr std::uint16_t kNoColumn = 0xFFFF;

  // list_sections.cpp
  void MakeSections();
  void FindContents();
  bool LooksLikeContents(const Node& list, bool named) const;
  void TakeContents(SectionId section, bool with_heading, std::span<const NodeId> lists);

  // list_fields.cpp
  class LabelUses;
  void FindFieldBlocks();
  LabelUses ReadLabels();
  void SplitAt(std::string_view separator, LabelUses* uses);
  void DecideFieldBlocks(const LabelUses& uses);
  void ReserveFields();
  void TakeLines(EntryCandidate& block);
  void TakeAsField(EntryCandidate& candidate);
  bool MayBeField(const EntryCandidate& candidate) const;
  Offset LinkBegin(const EntryCandidate& candidate) const;
  bool MayHaveFieldLines(const EntryCandidate& candidate) const;
  std::span<const Range> FieldLines(const EntryCandidate& candidate) const;
  Range WithoutImages(NodeId head, Range value) const;

  // list_entries.cpp
  void CollectCandidates();
  void CollectParagraphs();
  void DecideEntries();
  bool IsMeantNested(NodeId before, NodeId item) const;
  void DecideParagraphs();
  void MakeEntries();
  void MakeItemEntry(EntryCandidate& candidate);
  void NameFieldBlock(Entry& entry);
  void MakeRowEntries(const Node& table);
  TableFacts ExamineTable(const Node& table) const;
  void Finish();
  Entry& Add(const Node& item, const Node& paragraph, const EntryParts& parts);
  Range UrlRange(NodeId link) const;
  NodeId LinkAt(const Field& field) const;
  Offset TrimmedEnd(Range range) const;

  List& list_;
  const Document& doc_;
  EntryPartsParser parser_;
  std::vector<EntryCandidate> candidates_;
  std::vector<std::uint32_t> candidate_of_;  // by NodeId
  // By EntryId, until the arenas no longer move.
  struct Spans {
    std::uint32_t trailing_begin, trailing_count, fields_begin, fields_count;
  };
  std::vector<Spans> spans_;
};

// src/list/list_fields.cpp: labels that mean the description, whatever the list.
bool IsDescriptionLabel(std::string_view label);

}  // namespace awl

#endif  // AWL_LIST_LIST_BUILDER_H_
