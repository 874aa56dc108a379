#include "rules/style/list_indent.h"

#include <algorithm>
#include <cstddef>
#include <map>

#include "base/strings.h"
#include "rule/list_edits.h"

namespace awl {

std::optional<Range> GapOf(const Document& doc, const Node& item) {
  const ListItemInfo& info = doc.list_item(item);
  const Node* child = doc.FirstChild(item);
  if (child == nullptr || info.marker.empty()) return std::nullopt;
  if (child->kind == NodeKind::kCode && doc.code(*child).fence == 0) return std::nullopt;
  Offset end = info.marker.end;
  while (IsBlank(doc.source()[end])) ++end;
  if (end == info.marker.end || IsEol(doc.source()[end])) return std::nullopt;
  return Range{info.marker.end, end};
}

bool HasAlignedTexts(const Document& doc, const Node& list) {
  const Node* first = doc.FirstChild(list);
  bool widths_differ = false;
  for (const Node& item : doc.Children(list)) {
    if (doc.list_item(item).content_column != doc.list_item(*first).content_column) return false;
    widths_differ =
        widths_differ || doc.list_item(item).marker.size() != doc.list_item(*first).marker.size();
  }
  return widths_differ;
}

char UsualMarker(const Document& doc) {
  std::map<char, std::size_t> counts;
  for (const Node& list : doc.All(NodeKind::kList)) {
    if (!doc.list(list).ordered) counts[doc.list(list).marker] += doc.list(list).item_count;
  }
  const auto most =
      std::max_element(counts.begin(), counts.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == counts.end() ? '\0' : most->first;
}

const Node* MeantAbove(const Document& doc, const Node& list, const Node* previous) {
  if (previous == nullptr || previous->kind != NodeKind::kList) {
    return nullptr;
  }
  const Node* above = doc.LastChild(*previous);
  const std::uint32_t column = ColumnOf(doc.source(), list.full.begin);
  if (above == nullptr || column <= ColumnOf(doc.source(), above->full.begin)) return nullptr;
  return column < doc.list_item(*above).content_column ? above : nullptr;
}

std::vector<const Node*> MeantParents(const Document& doc, const Node& list) {
  std::map<std::uint32_t, std::size_t> columns;
  std::size_t items = 0;
  for (const Node& item : doc.Children(list)) {
    ++columns[ColumnOf(doc.source(), item.full.begin)];
    ++items;
  }
  std::vector<const Node*> parents(items, nullptr);
  if (columns.size() == 1) return parents;
  const Node* parent = nullptr;
  const Node* above = nullptr;
  std::size_t i = 0;
  for (const Node& item : doc.Children(list)) {
    const std::uint32_t column = ColumnOf(doc.source(), item.full.begin);
    const auto is_further = [&](const Node* than) {
      return than != nullptr && column > ColumnOf(doc.source(), than->full.begin) + 1;
    };
    if (is_further(above)) parent = above;
    if (!is_further(parent)) parent = nullptr;
    if (2 * columns[column] <= items) parents[i] = parent;
    ++i;
    above = &item;
  }
  return parents;
}

bool HasAny(const std::vector<const Node*>& parents) {
  return std::any_of(parents.begin(), parents.end(),
                     [](const Node* parent) { return parent != nullptr; });
}

bool IsIndented(const Document& doc, const Node& list) {
  for (const Node& item : doc.Children(list)) {
    if (!IsAtLineBegin(doc, item)) return true;
  }
  return false;
}

bool IsAtLineBegin(const Document& doc, const Node& item) {
  const Offset begin = item.full.begin;
  return begin == 0 || IsEol(doc.source()[begin - 1]) || (begin == 3 && doc.source().has_bom());
}

bool HasFurtherBelow(const Document& doc, const Node& list) {
  std::uint32_t least = ~std::uint32_t{0};
  for (const Node& item : doc.Children(list)) {
    const std::uint32_t column = ColumnOf(doc.source(), item.full.begin);
    if (column > least) return true;
    least = column;
  }
  return false;
}

std::optional<ListStep> StepOf(const Document& doc, const Node& list) {
  const Node* outer = doc.Parent(list);
  if (outer == nullptr || outer->kind != NodeKind::kListItem) return std::nullopt;
  const Source& source = doc.source();
  if (source.LineAt(outer->full.begin) == source.LineAt(list.full.begin)) return std::nullopt;
  return ListStep{doc.list_item(*outer).content_column, ColumnOf(source, outer->full.begin)};
}

}  // namespace awl
