#include "curate/placement.h"

#include <algorithm>
#include <map>
#include <optional>

#include "base/strings.h"
#include "curate/entry_key.h"
#include "curate/entry_record.h"
#include "curate/list_order.h"
#include "rule/list_edits.h"
#include "rule/moves.h"

namespace awl {
namespace {

// As many of the entries must have a year for the years to be an order.
constexpr std::size_t kFewestYears = 3;

// The list item that is the heading of the list which the entry is in, or kNoNode.
NodeId GroupOf(const List& list, const Entry& entry) {
  const Document& document = list.document();
  const Node& item = document[entry.item];
  if (item.kind != NodeKind::kListItem) return kNoNode;
  const NodeId above = document[item.parent].parent;
  if (above == kNoNode || document[above].kind != NodeKind::kListItem) return kNoNode;
  const EntryId outer = list.EntryOf(above);
  return outer == kNoId || list.entry(outer).link == kNoNode ? above : kNoNode;
}

std::string TitleOf(const Document& document, NodeId item) {
  const Node* text = document.FirstChild(document[item]);
  const bool has_text =
      text != nullptr && (text->kind == NodeKind::kParagraph || text->kind == NodeKind::kHeading);
  return has_text ? std::string(Trim(document.Text(*text))) : std::string();
}

// Entries of the shelf that stand in no other entry.
std::vector<EntryId> EntriesOn(const List& list, const Shelf& shelf) {
  std::vector<EntryId> entries;
  for (const EntryId id : list.section(shelf.section).entries) {
    const Entry& entry = list.entry(id);
    const NodeId group = GroupOf(list, entry);
    const bool nested = entry.parent != kNoId && group == kNoNode;
    if (!nested && group == shelf.item) entries.push_back(id);
  }
  return entries;
}

// Below a heading under which all entries have such an item above them: those of all items.
std::vector<EntryId> EntriesBelow(const List& list, const Shelf& shelf) {
  std::vector<EntryId> entries = EntriesOn(list, shelf);
  if (!entries.empty() || shelf.item != kNoNode) return entries;
  for (const EntryId id : list.section(shelf.section).entries) {
    if (GroupOf(list, list.entry(id)) != kNoNode) entries.push_back(id);
  }
  return entries;
}

// Those in the list or table that has most of them.
std::vector<EntryId> InLargestContainer(const Document& document, const List& list,
                                        const std::vector<EntryId>& entries) {
  std::map<NodeId, std::vector<EntryId>> by_container;
  for (const EntryId id : entries) {
    by_container[document[list.entry(id).item].parent].push_back(id);
  }
  std::vector<EntryId> most;
  for (const auto& [container, ids] : by_container) {
    if (ids.size() >= most.size()) most = ids;
  }
  return most;
}

// True if nearly all entries name a year, and later ones stand first.
bool HasNewestFirst(const Document& document, const List& list,
                    const std::vector<EntryId>& entries) {
  std::vector<std::string> years;
  for (const EntryId id : entries) {
    std::string year = YearOf(document, list.entry(id));
    if (!year.empty()) years.push_back(std::move(year));
  }
  if (years.size() < kFewestYears || 10 * years.size() < 9 * entries.size()) return false;
  return years.front() != years.back() &&
         std::is_sorted(years.begin(), years.end(), std::greater<>());
}

class Placer {
 public:
  Placer(const List& list, const Shelf& shelf)
      : list_(list), document_(list.document()), source_(document_.source()), shelf_(shelf) {}

  ListPlace Run(std::string_view name, bool newest_first) {
    const std::vector<EntryId> entries =
        InLargestContainer(document_, list_, EntriesBelow(list_, shelf_));
    if (entries.empty()) return InEmptySection();
    const NodeId container = document_[list_.entry(entries.front()).item].parent;
    place_.is_sorted = ListOrder(list_).IsSorted(container);
    std::optional<std::size_t> after = entries.size() - 1;
    if (place_.is_sorted) {
      after = SortedAfter(entries, name);
    } else if (newest_first || HasNewestFirst(document_, list_, entries)) {
      after = std::nullopt;
    }
    Put(entries, after);
    return std::move(place_);
  }

 private:
  // The entry that the new one comes after.
  std::optional<std::size_t> SortedAfter(const std::vector<EntryId>& entries,
                                         std::string_view name) const {
    std::vector<std::string> keys;
    for (const EntryId id : entries) {
      keys.push_back(ListOrder::KeyOf(document_, list_.entry(id)));
    }
    const std::string key = NameKey(name, {});
    std::optional<std::size_t> after;
    for (const std::size_t i : LongestRun(RankKeys(keys, false))) {
      if (key < keys[i]) break;
      after = i;
    }
    return after;
  }

  void Put(const std::vector<EntryId>& entries, std::optional<std::size_t> after) {
    const Entry& beside = list_.entry(entries[after.value_or(0)]);
    const Lines lines = LinesOf(source_, beside.full);
    const Offset begin = source_.LineBegin(lines.first);
    place_.indentation = source_.Slice({begin, beside.full.begin});
    if (document_[beside.item].kind == NodeKind::kTableRow)
      place_.indentation = RowIndentation(beside);
    place_.at = after ? source_.LineWithEol(lines.last).end : begin;
    // A list that has blank lines between its items keeps them.
    const std::string blank = BlankBetween(entries);
    (after ? place_.before : place_.after) = blank;
    place_.like = entries;
    if (after) {
      // The nearest last.
      std::rotate(place_.like.begin(),
                  place_.like.begin() + static_cast<std::ptrdiff_t>(*after) + 1, place_.like.end());
    }
  }

  std::string RowIndentation(const Entry& row) const {
    const Offset begin = source_.LineBegin(source_.LineAt(row.full.begin));
    const std::string_view line = source_.Slice({begin, row.full.end});
    return std::string(line.substr(0, line.find_first_not_of(" \t>")));
  }

  std::string BlankBetween(const std::vector<EntryId>& entries) const {
    if (entries.size() < 2) return {};
    const Entry& first = list_.entry(entries[0]);
    const Entry& second = list_.entry(entries[1]);
    const Node& container = document_[document_[first.item].parent];
    if (container.kind != NodeKind::kList || document_.list(container).tight) return {};
    const Offset end = source_.LineWithEol(LinesOf(source_, first.full).last).end;
    const Offset begin = source_.LineBegin(source_.LineAt(second.full.begin));
    return begin > end ? std::string(source_.Slice({end, begin})) : std::string();
  }

  // After the text of the section, or after its heading.
  ListPlace InEmptySection() {
    const Section& section = list_.section(shelf_.section);
    Offset end = section.own.end;
    const std::string_view eol = EolText(source_.eol());
    while (end > section.own.begin && IsAsciiSpace(source_[end - 1])) --end;
    place_.at = source_.LineWithEol(source_.LineAt(end > 0 ? end - 1 : 0)).end;
    place_.before = eol;
    for (EntryId id = 0; id < list_.entries().size(); ++id) {
      if (list_.entry(id).parent == kNoId) place_.like.push_back(id);
    }
    return std::move(place_);
  }

  const List& list_;
  const Document& document_;
  const Source& source_;
  const Shelf& shelf_;
  ListPlace place_;
};

}  // namespace

std::vector<Shelf> FindShelves(const List& list) {
  const Document& document = list.document();
  std::vector<Shelf> shelves;
  for (SectionId id = 0; id < list.sections().size(); ++id) {
    const Section& section = list.section(id);
    if (section.is_contents) continue;
    std::vector<std::string> path = SectionNames(list, id);
    if (section.heading != kNoNode && !path.empty()) shelves.push_back({id, kNoNode, path});
    NodeId last = kNoNode;
    for (const EntryId entry : section.entries) {
      const NodeId group = GroupOf(list, list.entry(entry));
      if (group == kNoNode || group == last) continue;
      last = group;
      std::vector<std::string> names = path;
      names.push_back(TitleOf(document, group));
      shelves.push_back({id, group, std::move(names)});
    }
  }
  return shelves;
}

ListPlace FindPlace(const List& list, const Shelf& shelf, std::string_view name,
                    bool newest_first) {
  return Placer(list, shelf).Run(name, newest_first);
}

}  // namespace awl
