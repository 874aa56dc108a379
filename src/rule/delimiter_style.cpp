#include "rule/delimiter_style.h"

#include <string>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "text/flanking.h"

namespace awl {
namespace {

bool IsSign(char c) { return c == '*' || c == '_'; }

// The paragraph, heading or cell that holds the node.
const Node& LeafBlock(const Document& document, const Node& node) {
  const Node* at = &node;
  while (!IsBlock(at->kind)) at = document.Parent(*at);
  return *at;
}

// A sign that stands for itself and is not escaped could become a partner of the new delimiters.
bool HasLiteral(const Document& document, Range range, char sign) {
  const std::string_view text = document.Slice(range);
  for (std::size_t at = text.find(sign); at != std::string_view::npos;
       at = text.find(sign, at + 1)) {
    const Offset offset = range.begin + static_cast<Offset>(at);
    if (document.source()[offset - 1] == '\\') continue;
    if (document.NodeAt(offset).kind == NodeKind::kText) return true;
  }
  return false;
}

// A reference finds its definition by its text, delimiters included.
bool IsInLabel(const Document& document, const Node& node) {
  for (const Node* at = &node; !IsBlock(at->kind); at = document.Parent(*at)) {
    if (at->kind == NodeKind::kLinkReference && document.link(*at).label.Contains(node.full)) {
      return true;
    }
  }
  return false;
}

std::vector<Edit> Rewrite(const Document& document, const Node& node, char wanted) {
  if (IsInLabel(document, node)) return {};
  const Source& source = document.source();
  const Range open = {node.full.begin, node.content.begin};
  const Range close = {node.content.end, node.full.end};
  const std::size_t length = node.kind == NodeKind::kStrong ? 2 : 1;
  if (open.size() != length || close.size() != length || !document.IsExact(node.full)) return {};
  const char before = open.begin == 0 ? '\0' : source[open.begin - 1];
  if (IsSign(before) || IsSign(source[open.end]) || IsSign(source[close.begin - 1]) ||
      IsSign(source[close.end])) {
    return {};
  }
  const std::string_view text = source.text();
  const DelimiterPower opener =
      PowerOfDelimiter(wanted, FlankClassBefore(text, open.begin), FlankClassAt(text, open.end));
  const DelimiterPower closer =
      PowerOfDelimiter(wanted, FlankClassBefore(text, close.begin), FlankClassAt(text, close.end));
  if (!opener.sure || !closer.sure || !opener.opens || !closer.closes) return {};
  const bool one_way = !opener.closes && !closer.opens;
  if (one_way) {
    if (HasLiteral(document, node.content, wanted)) return {};
  } else {
    const std::string_view block = document.Slice(LeafBlock(document, node).full);
    if (block.find(wanted) != std::string_view::npos) return {};
    const std::string_view content = document.Slice(node.content);
    if (content.find_first_of("*_") != std::string_view::npos) return {};
  }
  return {{open, std::string(length, wanted)}, {close, std::string(length, wanted)}};
}

}  // namespace

void ReportDelimiters(const Document& document, const DelimiterStyle& style, RuleContext& context) {
  char wanted = style.wanted;
  std::size_t stars = 0;
  std::size_t lines = 0;
  for (const Node& node : document.All(style.kind)) {
    if (!context.Counts(node.full)) continue;
    const char sign = static_cast<char>(node.small);
    if (wanted == '\0' && context.awesome_lint()) wanted = sign;
    ++(sign == '*' ? stars : lines);
  }
  if (wanted == '\0') wanted = stars == lines ? style.fallback : stars > lines ? '*' : '_';
  const std::size_t conforming = wanted == '*' ? stars : lines;
  Consistency found{.peer = style.peer};
  const std::string sign(style.kind == NodeKind::kStrong ? 2 : 1, wanted);
  found.fix_title = Cat("use ", sign);
  for (const Node& node : document.All(style.kind)) {
    if (static_cast<char>(node.small) == wanted) continue;
    const std::string other(sign.size(), static_cast<char>(node.small));
    found.places.push_back({.range = node.full,
                            .message = Cat("'", other, "' where '", sign, "' is expected"),
                            .edits = Rewrite(document, node, wanted)});
  }
  found.message =
      Cat("'", std::string(sign.size(), wanted == '*' ? '_' : '*'), "' in ", found.places.size(),
          " of ", found.places.size() + conforming, " places, where '", sign, "' is expected");
  context.Report(std::move(found));
}

}  // namespace awl
