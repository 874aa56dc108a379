#include "awl/document.h"

#include <algorithm>
#include <utility>

#include "base/strings.h"
#include "document/text_within.h"
#include "text/character_reference.h"

namespace awl {
namespace {

constexpr std::string_view kMdastNames[kNodeKindCount] = {
    "root",     "yaml",       "heading",       "paragraph",      "list",
    "listItem", "blockquote", "code",          "html",           "thematicBreak",
    "table",    "tableRow",   "tableCell",     "definition",     "footnoteDefinition",
    "link",     "image",      "linkReference", "imageReference", "footnoteReference",
    "emphasis", "strong",     "delete",        "inlineCode",     "html",
    "break",    "text",
};

// `code` inside a table cell has its pipes escaped.
void AppendCode(std::string_view code, bool in_cell, std::string& out) {
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (in_cell && code[i] == '\\' && i + 1 < code.size() && code[i + 1] == '|') continue;
    out.push_back(code[i]);
  }
}

// Of regions that are sorted and apart, the first that ends behind `offset`; or their end.
auto EndingAfter(std::span<const Range> regions, Offset offset) {
  return std::partition_point(regions.begin(), regions.end(),
                              [offset](Range region) { return region.end <= offset; });
}

// What only borders on a region stays outside of it.
bool Reaches(std::span<const Range> regions, Range range) {
  const auto at = EndingAfter(regions, range.begin);
  if (at == regions.end()) return false;
  return range.empty() ? at->begin < range.begin : at->begin < range.end;
}

bool HoldOne(std::span<const Range> regions, Range range) {
  const auto at = EndingAfter(regions, range.begin);
  if (at == regions.end() || at->end < range.end) return false;
  return range.empty() ? at->begin < range.begin : at->begin <= range.begin;
}

}  // namespace

std::string_view MdastName(NodeKind kind) { return kMdastNames[static_cast<std::size_t>(kind)]; }

Document::Document(std::shared_ptr<const Source> source) : source_(std::move(source)) {}
Document::~Document() = default;

const Node* Document::Previous(const Node& node) const {
  const NodeId id = IdOf(node);
  if (node.parent == kNoNode || nodes_[node.parent].first_child == id) return nullptr;
  NodeId at = nodes_[node.parent].first_child;
  while (nodes_[at].next_sibling != id) at = nodes_[at].next_sibling;
  return &nodes_[at];
}

const Node* Document::Ancestor(const Node& node, NodeKind kind) const {
  for (const Node* at = Parent(node); at != nullptr; at = Parent(*at)) {
    if (at->kind == kind) return at;
  }
  return nullptr;
}

NodeId Document::SubtreeEnd(const Node& node) const {
  const Node* at = &node;
  while (at->last_child != kNoNode) at = &nodes_[at->last_child];
  return IdOf(*at) + 1;
}

const Node& Document::NodeAt(Offset offset) const {
  // Preorder is the order of the begins, so the last node that begins at or before `offset` is in
  // the subtree of the one sought, or in that of an earlier sibling of it.
  auto after = std::upper_bound(nodes_.begin() + 1, nodes_.end(), offset,
                                [](Offset at, const Node& node) { return at < node.full.begin; });
  const Node* at = &*(after - 1);
  while (!at->full.Contains(offset) && at->parent != kNoNode) at = &nodes_[at->parent];
  return *at;
}

std::span<const Range> Document::Lines(const Node& leaf) const {
  const NodeId id = IdOf(leaf);
  return {lines_.data() + line_index_[id], line_index_[id + 1] - line_index_[id]};
}

bool Document::PlainText(const Node& node, std::string_view* plain) const {
  const Node* at = &node;
  while (at->kind != NodeKind::kText && at->kind != NodeKind::kInlineCode) {
    if (at->first_child == kNoNode || at->first_child != at->last_child) return false;
    at = &nodes_[at->first_child];
  }
  const std::string_view text = Slice(at->kind == NodeKind::kText ? at->full : at->content);
  if (MayBeEscaped(text) || text.find('\n') != text.npos || text.find('\r') != text.npos) {
    return false;
  }
  *plain = text;
  return true;
}

std::string Document::Text(const Node& node) const {
  std::string_view plain;
  if (PlainText(node, &plain)) return std::string(plain);
  return TextWithin(*this, node, {0, source_->size()});
}

std::string TextWithin(const Document& document, const Node& node, Range within) {
  std::string out;
  const NodeId end = document.SubtreeEnd(node);
  // The leaf block that holds the text at hand, for its lines.
  const Node* leaf = &node;
  while (leaf->parent != kNoNode && !IsBlock(leaf->kind)) leaf = document.Parent(*leaf);
  for (NodeId id = document.IdOf(node); id < end; ++id) {
    const Node& at = document[id];
    if (IsBlock(at.kind)) {
      leaf = &at;
      if (!out.empty() && at.kind != NodeKind::kTableCell) out.push_back('\n');
      if (!out.empty() && at.kind == NodeKind::kTableCell) out.push_back(' ');
    }
    if (at.kind == NodeKind::kBreak && within.Contains(at.full)) out.push_back(' ');
    const bool code = at.kind == NodeKind::kInlineCode || at.kind == NodeKind::kCode;
    if (at.kind != NodeKind::kText && !code) continue;
    Range range = code ? at.content : at.full;
    range = {std::max(range.begin, within.begin), std::min(range.end, within.end)};
    if (range.begin >= range.end) continue;
    const bool in_cell = leaf->kind == NodeKind::kTableCell;
    bool first = true;
    const std::span<const Range> lines = document.Lines(*leaf);
    auto line = std::lower_bound(lines.begin(), lines.end(), range.begin,
                                 [](Range of, Offset offset) { return of.end < offset; });
    for (; line != lines.end() && line->begin < range.end; ++line) {
      const Range part{std::max(line->begin, range.begin), std::min(line->end, range.end)};
      if (part.begin > part.end) continue;
      if (!first) out.push_back(at.kind == NodeKind::kCode ? '\n' : ' ');
      first = false;
      std::string_view text = document.Slice(part);
      if (at.kind == NodeKind::kCode) {
        out.append(text);
      } else if (code) {
        AppendCode(text, in_cell, out);
      } else {
        while (part.end < range.end && !text.empty() && IsBlank(text.back())) text.remove_suffix(1);
        AppendUnescaped(text, out);
      }
    }
  }
  return out;
}

bool Document::IsExact(Range range) const {
  // Inexact leaves do not overlap, so both ends of them are sorted.
  auto at = std::lower_bound(inexact_.begin(), inexact_.end(), range.begin,
                             [](Range leaf, Offset offset) { return leaf.end < offset; });
  return at == inexact_.end() || at->begin > range.end;
}

bool Document::ReachesForeign(Range range) const { return Reaches(foreign_, range); }

bool Document::IsForeign(Range range) const { return HoldOne(foreign_, range); }

bool Document::KeepsLayout(Range range) const { return HoldOne(kept_layout_, range); }

}  // namespace awl
