#include "rule/entry_removal.h"

#include <string_view>

#include "awl/document.h"
#include "base/strings.h"

namespace awl {
namespace {

bool IsLinkedEntry(const List& list, NodeId item) {
  const EntryId id = list.EntryOf(item);
  return id != kNoId && list.entry(id).link != kNoNode;
}

// True if what follows the item does not belong to it: the next entry, a heading, a line. A note,
// a picture or a list of remarks that is not indented is about the entry before it as well.
bool EndsWithItem(const List& list, const Node& item) {
  const Document& doc = list.document();
  const NodeId next = doc.SubtreeEnd(item);
  if (next == doc.nodes().size()) return true;
  const Node& node = doc[next];
  switch (node.kind) {
    case NodeKind::kListItem:
    case NodeKind::kTableRow:
      return IsLinkedEntry(list, next);
    case NodeKind::kList:
      return IsLinkedEntry(list, node.first_child);
    case NodeKind::kHeading:
    case NodeKind::kThematicBreak:
    case NodeKind::kDefinition:
    case NodeKind::kFootnoteDefinition:
      return true;
    case NodeKind::kParagraph: {  // "**Parsers**"
      const Node* child = doc.FirstChild(node);
      return child != nullptr && child->kind == NodeKind::kStrong && child->next_sibling == kNoNode;
    }
    default:
      return false;
  }
}

}  // namespace

std::optional<Range> WholeLinesOf(const List& list, const Entry& entry) {
  const Document& doc = list.document();
  const Source& source = doc.source();
  const std::uint32_t first = source.LineAt(entry.full.begin);
  const std::uint32_t last =
      source.LineAt(entry.full.end == entry.full.begin ? entry.full.end : entry.full.end - 1);
  if (!Trim(source.Slice({source.LineBegin(first), entry.full.begin})).empty()) return std::nullopt;
  const Node& item = doc[entry.item];
  if (!EndsWithItem(list, item)) return std::nullopt;
  if (item.kind == NodeKind::kListItem &&
      doc.Parent(item)->first_child == doc.Parent(item)->last_child)
    return std::nullopt;
  return Range{source.LineBegin(first), source.LineWithEol(last).end};
}

std::string TextOf(const List& list, EntryId id) {
  const Entry& entry = list.entry(id);
  std::string out;
  for (const char c : Trim(list.document().Slice({entry.marker.end, entry.full.end}))) {
    if (c != ' ' || out.empty() || out.back() != ' ') out += c;
  }
  return out;
}

std::optional<Fix> RemoveRepeated(const List& list, const Entry& entry) {
  const std::optional<Range> gone = WholeLinesOf(list, entry);
  if (!gone) return std::nullopt;
  return Fix{.title = "remove the second entry; it is identical",
             .applicability = Applicability::kUnsafe,
             .effect = Effect::kStructure,
             .edits = {{*gone, ""}}};
}

}  // namespace awl
