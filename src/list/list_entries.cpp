// Which items, rows and paragraphs are entries, and what they consist of.
#include <algorithm>
#include <utility>

#include "base/strings.h"
#include "base/utf8.h"
#include "list/entry_characters.h"
#include "list/list_builder.h"
#include "text/unicode.h"

namespace awl {
namespace {

// Paragraphs that begin with a link are entries if so many follow each other.
constexpr std::uint32_t kFewestParagraphs = 3;
// A column without links whose texts are this long on average describes. In letters.
constexpr std::uint32_t kLongText = 20;

bool IsLinked(EntryEvidence evidence) {
  return evidence == EntryEvidence::kLikely || evidence == EntryEvidence::kCertain ||
         evidence == EntryEvidence::kUrlOnly;
}

bool HasTextLink(const Document& doc, const Node& block) {
  const NodeId end = doc.SubtreeEnd(block);
  for (NodeId id = doc.IdOf(block) + 1; id < end; ++id) {
    if (IsTextLink(doc, doc[id])) return true;
  }
  return false;
}

// A number, a picture, a tick: nothing that could be a name.
bool IsNameless(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeUtf8(text, at);
    if (IsLetter(c.value)) return false;
    at += c.length;
  }
  return true;
}

// Code points, so that a word is as long in Devanagari as in Latin; of CJK (U+3000 to U+DFFF) each
// says as much as three letters.
std::uint32_t CountLetters(std::string_view text) {
  if (IsAscii(text)) return static_cast<std::uint32_t>(text.size());
  std::uint32_t letters = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) != 0x80) letters += byte >= 0xE3 && byte <= 0xED ? 3 : 1;
  }
  return letters;
}

}  // namespace

ListBuilder::ListBuilder(List* list)
    : list_(*list), doc_(list->document()), parser_(list->document(), &list->trailing_) {}

void ListBuilder::Build() {
  MakeSections();
  FindContents();
  CollectCandidates();
  CollectParagraphs();
  FindFieldBlocks();
  DecideEntries();
  DecideParagraphs();
  MakeEntries();
  Finish();
}

void ListBuilder::CollectCandidates() {
  const std::span<const NodeId> items = doc_.Ids(NodeKind::kListItem);
  if (items.empty()) return;
  candidates_.reserve(items.size());
  candidate_of_.assign(doc_.nodes().size(), kNoId);
  auto skip = list_.contents_.lists.begin();
  for (const NodeId id : items) {
    const Node& item = doc_[id];
    while (skip != list_.contents_.lists.end() && doc_[*skip].full.end <= item.full.begin) ++skip;
    if (skip != list_.contents_.lists.end() && doc_[*skip].full.Contains(item.full)) continue;
    candidate_of_[id] = static_cast<std::uint32_t>(candidates_.size());
    EntryCandidate& candidate = candidates_.emplace_back();
    candidate.node = id;
    candidate.list = item.parent;
    const Node& list = doc_[item.parent];
    if (list.parent != kNoNode && doc_[list.parent].kind == NodeKind::kListItem) {
      candidate.parent = candidate_of_[list.parent];
      if (candidate.parent != kNoId) ++candidates_[candidate.parent].children;
    }
    if (const Node* head = doc_.FirstChild(item);
        head != nullptr && head->kind == NodeKind::kParagraph) {
      candidate.head = doc_.IdOf(*head);
      candidate.parts = parser_.Parse(*head, head->content, list.has(kOrdered));
      candidate.has_lines = MayHaveFieldLines(candidate);
    }
  }
}

// Paragraphs outside lists: those that follow each other and begin with a link, and those whose
// lines may be fields.
void ListBuilder::CollectParagraphs() {
  std::uint32_t run = 0;
  NodeId last = kNoNode;
  const auto end_run = [&] {
    if (run < kFewestParagraphs) candidates_.resize(candidates_.size() - run);
    run = 0;
  };
  for (const Node& paragraph : doc_.All(NodeKind::kParagraph)) {
    const Node* first = doc_.FirstChild(paragraph);
    if (paragraph.parent != doc_.root() || first == nullptr) continue;
    EntryCandidate candidate = {.node = doc_.IdOf(paragraph), .head = doc_.IdOf(paragraph)};
    const bool begins_with_text = first->kind == NodeKind::kText || first->kind == NodeKind::kImage;
    const bool lines = doc_.Lines(paragraph).size() > 2;
    if (begins_with_text && !lines) continue;
    candidate.parts = parser_.Parse(paragraph, paragraph.content, false);
    candidate.has_lines = lines && MayHaveFieldLines(candidate);
    candidate.is_entry = candidate.parts.evidence == EntryEvidence::kCertain;
    const bool follows = last != kNoNode && doc_[last].next_sibling == candidate.node;
    if (!follows || candidate.has_lines) end_run();
    if (!candidate.is_entry && !candidate.has_lines) continue;
    last = candidate.has_lines ? kNoNode : candidate.node;
    run += !candidate.has_lines;
    candidates_.push_back(candidate);
  }
  end_run();
}

void ListBuilder::DecideEntries() {
  std::vector<ListFacts> facts(doc_.Ids(NodeKind::kList).size());
  const auto facts_of = [&](const EntryCandidate& candidate) -> ListFacts& {
    return facts[doc_[candidate.list].ext];
  };
  // A bare URL under an entry is another address of it.
  const auto is_note = [this](const EntryCandidate& candidate) {
    return candidate.parts.evidence == EntryEvidence::kUrlOnly && candidate.parent != kNoId &&
           candidates_[candidate.parent].parts.link != kNoNode;
  };
  for (const EntryCandidate& candidate : candidates_) {
    if (candidate.list == kNoNode || candidate.is_field || is_note(candidate)) continue;
    if (candidate.parts.evidence == EntryEvidence::kAnchor) continue;
    ListFacts& list = facts_of(candidate);
    ++list.items;
    if (IsLinked(candidate.parts.evidence) || candidate.is_block) ++list.linked;
  }
  for (EntryCandidate& candidate : candidates_) {
    if (candidate.list == kNoNode || candidate.is_field || is_note(candidate)) continue;
    const ListFacts& list = facts_of(candidate);
    switch (candidate.parts.evidence) {
      case EntryEvidence::kCertain:
      case EntryEvidence::kUrlOnly:
        candidate.is_entry = true;
        break;
      case EntryEvidence::kLikely:
        candidate.is_entry = 3 * list.linked >= list.items;
        break;
      case EntryEvidence::kProse:
        candidate.is_entry = 2 * list.linked >= list.items;
        break;
      case EntryEvidence::kPlain:
      case EntryEvidence::kNone:
      case EntryEvidence::kAnchor:
        break;
    }
    candidate.is_entry |= candidate.is_block;
    if (candidate.is_entry) ++facts_of(candidate).entries;
  }
  for (auto candidate = candidates_.rbegin(); candidate != candidates_.rend(); ++candidate) {
    if (candidate->parent == kNoId) continue;
    candidates_[candidate->parent].has_entry_below |=
        candidate->is_entry || candidate->has_entry_below;
  }
  for (EntryCandidate& candidate : candidates_) {
    if (candidate.list == kNoNode) continue;
    ListFacts& list = facts_of(candidate);
    const NodeId before = std::exchange(list.last, candidate.node);
    if (candidate.parts.evidence != EntryEvidence::kPlain) continue;
    if (candidate.is_field || candidate.is_entry || candidate.has_entry_below) continue;
    // Below an entry it says something of that.
    if (candidate.parent != kNoId && candidates_[candidate.parent].is_entry) continue;
    candidate.is_entry = list.entries > 1 && 2 * list.entries >= list.items &&
                         !IsMeantNested(before, candidate.node);
  }
}

// True if an item stands further right than the bullet item before it, or further left than the one
// after it: who wrote that meant the one below the other.
bool ListBuilder::IsMeantNested(NodeId before, NodeId item) const {
  if (doc_[doc_[item].parent].has(kOrdered)) return false;  // " 9." above "10."
  const auto column = [this](NodeId id) {
    const Offset begin = doc_.list_item(doc_[id]).marker.begin;
    return begin - doc_.source().LineBegin(doc_.source().LineAt(begin));
  };
  if (before != kNoNode && column(before) < column(item)) return true;
  const NodeId after = doc_[item].next_sibling;
  return after != kNoNode && column(after) > column(item);
}

void ListBuilder::DecideParagraphs() {
  for (EntryCandidate& candidate : candidates_) {
    if (candidate.list == kNoNode) candidate.is_entry |= candidate.is_block;
  }
}

void ListBuilder::MakeEntries() {
  // Candidates are sorted but for the paragraphs, which come last.
  std::size_t paragraph = candidates_.size();
  while (paragraph > 0 && candidates_[paragraph - 1].list == kNoNode) --paragraph;
  const std::size_t items_end = paragraph;
  const auto items = static_cast<std::size_t>(
      std::count_if(candidates_.begin(), candidates_.end(),
                    [](const EntryCandidate& candidate) { return candidate.is_entry; }));
  const std::size_t entries = items + doc_.Ids(NodeKind::kTableRow).size();
  list_.entries_.reserve(entries);
  spans_.reserve(entries);
  const std::span<const NodeId> tables = doc_.Ids(NodeKind::kTable);
  auto table = tables.begin();
  std::size_t item = 0;
  constexpr NodeId kEnd = kNoNode;
  for (;;) {
    const NodeId next_item = item < items_end ? candidates_[item].node : kEnd;
    const NodeId next_paragraph =
        paragraph < candidates_.size() ? candidates_[paragraph].node : kEnd;
    const NodeId next_table = table != tables.end() ? *table : kEnd;
    const NodeId next = std::min({next_item, next_paragraph, next_table});
    if (next == kEnd) return;
    if (next == next_table) {
      MakeRowEntries(doc_[*table++]);
    } else {
      EntryCandidate& candidate = candidates_[next == next_item ? item++ : paragraph++];
      if (candidate.parent != kNoId) {
        const EntryCandidate& parent = candidates_[candidate.parent];
        candidate.entry_above =
            parent.is_entry ? list_.entry_of_item_[parent.node] : parent.entry_above;
      }
      if (candidate.is_entry) MakeItemEntry(candidate);
    }
  }
}

Range ListBuilder::UrlRange(NodeId link) const {
  if (link == kNoNode) return {};
  const LinkInfo& info = doc_.link(doc_[link]);
  if (info.definition != kNoNode) return doc_.definition(doc_[info.definition]).destination;
  return info.destination;
}

Entry& ListBuilder::Add(const Node& item, const Node& paragraph, const EntryParts& parts) {
  if (list_.entry_of_item_.empty()) list_.entry_of_item_.assign(doc_.nodes().size(), kNoId);
  list_.entry_of_item_[doc_.IdOf(item)] = static_cast<EntryId>(list_.entries_.size());
  spans_.push_back({.trailing_begin = parts.trailing_begin,
                    .trailing_count = parts.trailing_count,
                    .fields_begin = 0,
                    .fields_count = 0});
  list_.entries_.push_back({.form = parts.form,
                            .item = doc_.IdOf(item),
                            .paragraph = doc_.IdOf(paragraph),
                            .link = parts.link,
                            .full = item.full,
                            .marker = {item.full.begin, item.full.begin},
                            .name = parts.name,
                            .url = UrlRange(parts.link),
                            .notes = parts.notes,
                            .separator = parts.separator,
                            .description = parts.description});
  return list_.entries_.back();
}

void ListBuilder::MakeItemEntry(EntryCandidate& candidate) {
  const Node& item = doc_[candidate.node];
  Entry& entry = Add(item, doc_[candidate.head], candidate.parts);
  if (candidate.list != kNoNode) entry.marker = doc_.list_item(item).marker;
  entry.parent = candidate.entry_above;
  if (!candidate.is_block) return;

  spans_.back().fields_begin = candidate.fields_begin;
  spans_.back().fields_count = candidate.fields_count;
  const std::span<const Field> fields(list_.fields_.data() + candidate.fields_begin,
                                      candidate.fields_count);
  if (entry.link == kNoNode) {
    entry.form = EntryForm::kFieldBlock;
    // All of its own text is the name, unless fields follow as lines.
    if (!candidate.has_lines) NameFieldBlock(entry);
    for (const Field& field : fields) {
      entry.link = LinkAt(field);
      entry.url = UrlRange(entry.link);
      if (entry.link != kNoNode) break;
    }
  }
  if (!entry.description.empty()) return;
  const Field* unlabelled = nullptr;
  for (const Field& field : fields) {
    if (IsDescriptionLabel(doc_.Slice(field.label))) {
      entry.description = field.value;
      return;
    }
    if (unlabelled == nullptr && field.label.empty() && LinkAt(field) == kNoNode) {
      unlabelled = &field;
    }
  }
  if (unlabelled != nullptr) entry.description = unlabelled->value;
}

void ListBuilder::NameFieldBlock(Entry& entry) {
  entry.name = parser_.InnerText(doc_[entry.paragraph]);
  const CodePoint last = DecodeUtf8Before(doc_.source().text(), entry.name.end);
  entry.separator = {entry.name.end, entry.name.end};
  if (IsColon(last.value)) {
    entry.name.end = TrimmedEnd({entry.name.begin, entry.name.end - last.length});
    entry.separator.begin = entry.name.end;
  }
  entry.notes = {entry.name.end, entry.name.end};
  entry.description = {entry.separator.end, entry.separator.end};
  spans_.back().trailing_count = 0;
}

// The link that a field's value begins with.
NodeId ListBuilder::LinkAt(const Field& field) const {
  const Node* head = doc_.FirstChild(doc_[field.node]);
  if (doc_[field.node].kind == NodeKind::kParagraph) head = &doc_[field.node];
  if (head == nullptr) return kNoNode;
  const NodeId end = doc_.SubtreeEnd(*head);
  for (NodeId id = doc_.IdOf(*head) + 1; id < end; ++id) {
    const Node& node = doc_[id];
    if (node.full.begin > field.value.begin) {
      // A bracket or marker may stand before it.
      return IsTextLink(doc_, node) && node.full.begin <= field.value.begin + 2 ? id : kNoNode;
    }
    if (node.full.begin == field.value.begin && IsTextLink(doc_, node)) return id;
  }
  return kNoNode;
}

Offset ListBuilder::TrimmedEnd(Range range) const {
  const std::string_view text = doc_.source().text();
  while (range.end > range.begin) {
    const CodePoint c = DecodeUtf8Before(text, range.end);
    if (!IsSpace(c.value)) break;
    range.end -= c.length;
  }
  return range.end;
}

// ---- tables ----

ListBuilder::TableFacts ListBuilder::ExamineTable(const Node& table) const {
  struct Column {
    std::uint32_t links = 0, names = 0, letters = 0;
    bool describes = false;
  };
  const std::size_t columns = doc_.table(table).aligns.size();
  std::vector<Column> column(columns);
  std::uint32_t rows = 0, linked_rows = 0, linked_cells = 0;
  for (const Node& row : doc_.Children(table)) {
    const bool header = row.has(kHeaderRow);
    bool linked = false;
    for (const Node& cell : doc_.Children(row)) {
      if (cell.small >= columns) break;
      Column& here = column[cell.small];
      const std::string_view text = doc_.Slice(cell.content);
      if (header) {
        here.describes = IsDescriptionLabel(text);
        continue;
      }
      here.letters += CountLetters(text);
      const bool link = HasTextLink(doc_, cell);
      here.links += link;
      here.names += link || !IsNameless(text);
      linked |= link;
      linked_cells += link;
    }
    rows += !header;
    linked_rows += linked;
  }
  TableFacts facts;
  // Where all cells are links, the table only arranges them.
  const bool grid = columns > 1 && 4 * linked_cells >= 3 * columns * rows;
  facts.has_entries = rows > 0 && 2 * linked_rows >= rows && !grid;
  if (!facts.has_entries) return facts;
  while (facts.name + 1u < columns && 2 * column[facts.name].names < rows) ++facts.name;
  for (std::size_t i = facts.name + 1u; i < columns; ++i) {
    if (column[i].describes) facts.description = static_cast<std::uint16_t>(i);
  }
  for (std::size_t i = facts.name + 1u; i < columns && facts.description == kNoColumn; ++i) {
    if (2 * column[i].links < rows && column[i].letters >= kLongText * rows) {
      facts.description = static_cast<std::uint16_t>(i);
    }
  }
  return facts;
}

void ListBuilder::MakeRowEntries(const Node& table) {
  const TableFacts facts = ExamineTable(table);
  if (!facts.has_entries) return;
  for (const Node& row : doc_.Children(table)) {
    if (row.has(kHeaderRow)) continue;
    const Node* name = nullptr;
    const Node* description = nullptr;
    NodeId link = kNoNode;
    for (const Node& cell : doc_.Children(row)) {
      if (cell.small == facts.name) name = &cell;
      if (cell.small == facts.description) description = &cell;
      const NodeId end = doc_.SubtreeEnd(cell);
      for (NodeId id = doc_.IdOf(cell) + 1; id < end && link == kNoNode; ++id) {
        if (IsTextLink(doc_, doc_[id])) link = id;
      }
    }
    if (name == nullptr || name->content.empty()) continue;
    EntryParts parts = parser_.Parse(*name, name->content, false);
    if (parts.evidence == EntryEvidence::kAnchor) continue;
    parts.form = EntryForm::kTableRow;
    if (parts.link == kNoNode) {
      parts.link = link;
      parts.name = parser_.InnerText(*name);
      parts.notes = parts.separator = parts.description = {parts.name.end, parts.name.end};
      parts.trailing_count = 0;
    }
    if (description != nullptr) {
      parts.description = description->content;
      parts.separator = {parts.description.begin, parts.description.begin};
    }
    Add(row, *name, parts);
  }
}

// ---- spans ----

void ListBuilder::Finish() {
  std::vector<Entry>& entries = list_.entries_;
  // Every link belongs to the innermost entry around it.
  std::vector<std::pair<EntryId, NodeId>> links;
  const std::span<const NodeId> inline_links = doc_.Ids(NodeKind::kLink);
  const std::span<const NodeId> references = doc_.Ids(NodeKind::kLinkReference);
  links.reserve(inline_links.size() + references.size());
  std::vector<EntryId> open;
  std::vector<std::uint32_t> count(entries.size());
  auto a = inline_links.begin(), b = references.begin();
  EntryId next = 0;
  while (a != inline_links.end() || b != references.end()) {
    const bool first = b == references.end() || (a != inline_links.end() && *a < *b);
    const NodeId link = first ? *a++ : *b++;
    const Offset at = doc_[link].full.begin;
    while (next < entries.size() && entries[next].full.begin <= at) open.push_back(next++);
    while (!open.empty() && entries[open.back()].full.end <= at) open.pop_back();
    if (open.empty()) continue;
    links.emplace_back(open.back(), link);
    ++count[open.back()];
  }
  std::vector<std::uint32_t> begin(entries.size() + 1);
  for (std::size_t i = 0; i < entries.size(); ++i) begin[i + 1] = begin[i] + count[i];
  list_.links_.resize(links.size());
  std::vector<std::uint32_t> filled(begin.begin(), begin.end());
  for (const auto& [entry, link] : links) list_.links_[filled[entry]++] = link;

  list_.section_entries_.resize(entries.size());
  SectionId section = 0;
  for (EntryId id = 0; id < entries.size(); ++id) {
    Entry& entry = entries[id];
    const Spans& spans = spans_[id];
    entry.trailing = {list_.trailing_.data() + spans.trailing_begin, spans.trailing_count};
    entry.fields = {list_.fields_.data() + spans.fields_begin, spans.fields_count};
    entry.links = {list_.links_.data() + begin[id], count[id]};
    while (section + 1 < list_.sections_.size() &&
           list_.sections_[section + 1].range.begin <= entry.full.begin) {
      ++section;
    }
    entry.section = section;
    list_.section_entries_[id] = id;
    std::span<const EntryId>& own = list_.sections_[section].entries;
    own = {own.empty() ? list_.section_entries_.data() + id : own.data(), own.size() + 1};
  }
}

}  // namespace awl
