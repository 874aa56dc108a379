#include "facts/entry_groups.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "awl/document.h"
#include "awl/list.h"
#include "base/strings.h"

namespace awl {
namespace {

// "**Parsers**" in a paragraph of its own.
bool IsBoldLine(const Document& doc, const Node& paragraph) {
  const Node* child = doc.FirstChild(paragraph);
  return child != nullptr && child->next_sibling == kNoNode && child->kind == NodeKind::kStrong;
}

// "<h2>", "<summary>"
bool IsGroupTag(std::string_view name) {
  const bool heading = name.size() == 2 && AsciiLower(name[0]) == 'h' && IsAsciiDigit(name[1]);
  return heading || EqualsIgnoreAsciiCase(name, "summary");
}

// "- Parsers" with a list below it.
bool HasGroupInList(const Document& doc, const Node& item) {
  const Node* text = doc.FirstChild(item);
  if (text == nullptr || text->kind != NodeKind::kParagraph) return false;
  const Node* below = doc.Next(*text);
  if (below == nullptr || below->kind != NodeKind::kList) return false;
  const NodeId end = doc.SubtreeEnd(*text);
  for (NodeId id = doc.IdOf(*text); id < end; ++id) {
    const NodeKind kind = doc[id].kind;
    if (kind == NodeKind::kLink || kind == NodeKind::kLinkReference) return false;
  }
  return true;
}

// Where groups begin, in source order.
std::vector<Offset> GroupBegins(const Document& doc) {
  std::vector<Offset> begins;
  for (const Node& heading : doc.All(NodeKind::kHeading)) begins.push_back(heading.full.begin);
  for (const HtmlTag& tag : doc.html_tags()) {
    if (!tag.closing && IsGroupTag(doc.Slice(tag.name))) begins.push_back(tag.full.begin);
  }
  for (const Node& block : doc.Children(doc.root())) {
    if (block.kind == NodeKind::kParagraph && IsBoldLine(doc, block)) {
      begins.push_back(block.full.begin);
    } else if (block.kind == NodeKind::kList) {
      for (const Node& item : doc.Children(block)) {
        if (!HasGroupInList(doc, item)) continue;
        begins.push_back(item.full.begin);
        begins.push_back(item.full.end);
      }
    }
  }
  std::sort(begins.begin(), begins.end());
  return begins;
}

}  // namespace

std::vector<std::uint32_t> EntryGroups(const List& list) {
  const std::vector<Offset> begins = GroupBegins(list.document());
  std::vector<std::uint32_t> groups;
  groups.reserve(list.entries().size());
  std::size_t group = 0;  // how many begin before the entry
  for (const Entry& entry : list.entries()) {
    while (group < begins.size() && begins[group] <= entry.full.begin) ++group;
    groups.push_back(static_cast<std::uint32_t>(group));
  }
  return groups;
}

}  // namespace awl
