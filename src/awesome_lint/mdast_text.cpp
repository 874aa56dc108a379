#include "awesome_lint/mdast_text.h"

#include <algorithm>
#include <span>

#include "base/strings.h"
#include "text/character_reference.h"

namespace awl {
namespace {

// Adds the lines of `leaf` that lie in `range`, with `between` between them.
template <typename AddLine>
void ForEachLine(const Document& document, const Node& leaf, Range range, AddLine add) {
  const std::span<const Range> lines = document.Lines(leaf);
  auto line = std::lower_bound(lines.begin(), lines.end(), range.begin,
                               [](Range of, Offset offset) { return of.end < offset; });
  bool first = true;
  for (; line != lines.end() && line->begin < range.end; ++line) {
    const Range part = {std::max(line->begin, range.begin), std::min(line->end, range.end)};
    if (part.begin > part.end) continue;
    add(document.Slice(part), first, part.end < range.end);
    first = false;
  }
}

}  // namespace

std::string MdastText(const Document& document, const Node& node) {
  std::string out;
  const Node* leaf = &node;
  while (leaf->parent != kNoNode && !IsBlock(leaf->kind)) leaf = document.Parent(*leaf);
  const NodeId end = document.SubtreeEnd(node);
  for (NodeId id = document.IdOf(node); id < end; ++id) {
    const Node& at = document[id];
    if (IsBlock(at.kind)) leaf = &at;
    switch (at.kind) {
      case NodeKind::kText:
        ForEachLine(document, *leaf, at.full, [&](std::string_view text, bool first, bool more) {
          if (!first) out += '\n';
          while (more && !text.empty() && IsBlank(text.back())) text.remove_suffix(1);
          AppendUnescaped(text, out);
        });
        break;
      case NodeKind::kInlineCode:
        ForEachLine(document, *leaf, at.content, [&](std::string_view text, bool first, bool) {
          if (!first) out += ' ';
          out += text;
        });
        break;
      case NodeKind::kCode:
        ForEachLine(document, at, at.content, [&](std::string_view text, bool first, bool) {
          if (!first) out += '\n';
          out += text;
        });
        break;
      case NodeKind::kHtmlInline:
      case NodeKind::kHtmlBlock:
        out += document.Slice(at.full);
        break;
      case NodeKind::kImage:
      case NodeKind::kImageReference:
        AppendUnescaped(document.Slice(at.content), out);
        id = document.SubtreeEnd(at) - 1;
        break;
      default:
        break;
    }
  }
  return out;
}

}  // namespace awl
