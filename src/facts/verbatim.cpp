#include "facts/verbatim.h"

#include <algorithm>
#include <mutex>

#include "awl/list.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "text/unicode.h"

namespace awl {
namespace {

Range WholeLines(const Source& source, Range range) {
  const Offset last = range.empty() ? range.begin : range.end - 1;
  return {source.LineBegin(source.LineAt(range.begin)),
          source.LineWithEol(source.LineAt(last)).end};
}

bool IsBlankLine(const Source& source, std::uint32_t line) {
  return Trim(source.Slice(source.Line(line))).empty();
}

Range CodeLines(const Document& document, const Node& node) {
  const Source& source = document.source();
  const CodeInfo& code = document.code(node);
  Range lines = WholeLines(source, node.full);
  if (code.fence == 0) return lines;
  lines.begin = source.LineWithEol(source.LineAt(code.open.begin)).end;
  if (!code.close.empty()) {
    lines.end = std::max(lines.begin, source.LineBegin(source.LineAt(code.close.begin)));
    return lines;
  }
  // Nothing closes it, so the blank lines that follow belong to it too.
  lines.end = std::max(lines.begin, lines.end);
  while (lines.end < source.size()) {
    const std::uint32_t line = source.LineAt(lines.end);
    if (!IsBlankLine(source, line)) break;
    lines.end = source.LineWithEol(line).end;
  }
  return lines;
}

// True if a footnote is the last block before the blank line, and an indented line follows.
bool EndsFootnote(const Document& document, std::uint32_t line) {
  if (document.All(NodeKind::kFootnoteDefinition).empty()) return false;
  const Source& source = document.source();
  const Offset begin = source.LineBegin(line);
  std::uint32_t next = line;
  while (next < source.line_count() && IsBlankLine(source, next)) ++next;
  if (next == source.line_count() || !IsBlank(source[source.LineBegin(next)])) return false;
  for (const Node& footnote : document.All(NodeKind::kFootnoteDefinition)) {
    if (footnote.full.begin > begin) break;
    // Nothing but white space between its end and the line.
    const Offset end = std::min(footnote.full.end, begin);
    if (Trim(source.Slice({end, begin})).empty()) return true;
  }
  return false;
}

}  // namespace

std::vector<Range> VerbatimLines(const Document& document) {
  const Source& source = document.source();
  std::vector<Range> found;
  if (!document.front_matter().empty())
    found.push_back(WholeLines(source, document.front_matter()));
  for (const Node& node : document.All(NodeKind::kCode)) found.push_back(CodeLines(document, node));
  for (const Node& node : document.All(NodeKind::kHtmlBlock)) {
    found.push_back(WholeLines(source, node.full));
  }
  for (const ComplexRegion& region : document.complex_regions()) {
    found.push_back(WholeLines(source, region.range));
  }
  std::sort(found.begin(), found.end(), [](Range a, Range b) { return a.begin < b.begin; });
  std::vector<Range> lines;
  for (const Range range : found) {
    if (range.empty()) continue;
    if (!lines.empty() && range.begin <= lines.back().end) {
      lines.back().end = std::max(lines.back().end, range.end);
    } else {
      lines.push_back(range);
    }
  }
  return lines;
}

bool IsBareMarker(const Source& source, Range line) {
  while (!line.empty() && IsBlank(source[line.end - 1])) --line.end;
  while (!line.empty() && (IsBlank(source[line.begin]) || source[line.begin] == '>')) ++line.begin;
  if (line.empty()) return false;
  const char last = source[line.end - 1];
  if (last == '-' || last == '*' || last == '+') return line.size() == 1;
  if (last != '.' && last != ')') return false;
  while (IsAsciiDigit(source[line.begin])) ++line.begin;
  return line.size() == 1;
}

bool IsAtBrokenTaskBox(const Document& document, Range range) {
  constexpr std::size_t kLongest = 16;  // of a box with its blanks, in bytes
  const Node* paragraph = &document.NodeAt(range.begin);
  if (paragraph->kind != NodeKind::kParagraph) {
    paragraph = document.Ancestor(*paragraph, NodeKind::kParagraph);
  }
  if (paragraph == nullptr) return false;
  const Node* item = document.Parent(*paragraph);
  if (item == nullptr || item->kind != NodeKind::kListItem ||
      document.FirstChild(*item) != paragraph || !document.list_item(*item).task.empty()) {
    return false;
  }
  const std::string_view text = document.Slice(paragraph->content);
  const std::size_t close = text.substr(0, kLongest).find(']');
  if (!text.starts_with('[') || close == std::string_view::npos) return false;
  for (std::size_t at = 1; at < close;) {
    const CodePoint c = DecodeUtf8(text, at);
    if (!IsSpace(c.value) && !IsInvisible(c.value) && c.value != 'x' && c.value != 'X')
      return false;
    at += c.length;
  }
  return range.begin <= paragraph->content.begin + close + 1;
}

bool IsLooseBlank(const Document& document, Offset offset) {
  if (!document.IsExact({offset, offset + 1})) return false;
  const Node& node = document.NodeAt(offset);
  switch (node.kind) {
    case NodeKind::kCode:
    case NodeKind::kHtmlBlock:
    case NodeKind::kYaml:
    case NodeKind::kInlineCode:
    case NodeKind::kHtmlInline:
    case NodeKind::kBreak:
      return false;
    // What an image is said to show is an attribute, which keeps its white space.
    case NodeKind::kImageReference:
      return !node.content.Contains(offset);
    case NodeKind::kLink:
    case NodeKind::kImage: {
      if (node.kind == NodeKind::kImage && node.content.Contains(offset)) return false;
      const LinkInfo& link = document.link(node);
      return !link.destination_raw.Contains(offset) && !link.title_raw.Contains(offset);
    }
    case NodeKind::kDefinition: {
      const DefinitionInfo& definition = document.definition(node);
      return !definition.destination_raw.Contains(offset) && !definition.title_raw.Contains(offset);
    }
    default:
      return true;
  }
}

bool IsPre(const Document& document, const HtmlTag& tag) {
  return EqualsIgnoreAsciiCase(document.Slice(tag.name), "pre");
}

std::vector<Range> PreformattedText(const Document& document) {
  std::vector<Range> out;
  for (const HtmlTag& tag : document.html_tags()) {
    const Node& node = document[tag.node];
    if (node.kind != NodeKind::kHtmlInline || tag.closing || !IsPre(document, tag)) continue;
    if (!out.empty() && tag.full.begin < out.back().end) continue;
    const Node* leaf = &node;
    while (!IsBlock(leaf->kind)) leaf = document.Parent(*leaf);
    const auto tags = std::span(document.html_tags());
    const auto rest = tags.subspan(static_cast<std::size_t>(&tag - tags.data()) + 1);
    const auto close = std::find_if(rest.begin(), rest.end(), [&](const HtmlTag& other) {
      return other.closing && IsPre(document, other);
    });
    const Offset end = close == rest.end() ? leaf->full.end : close->full.begin;
    out.push_back({tag.full.end, std::min(end, leaf->full.end)});
  }
  return out;
}

bool MayBeEmptied(const Document& document, std::uint32_t line) {
  const Source& source = document.source();
  if (!IsLooseBlank(document, source.LineBegin(line))) return false;
  // A footnote ends at a blank line with white space, and goes on over one without. What is
  // indented below is its text then.
  if (EndsFootnote(document, line)) return false;
  // An item that begins with a blank line is read in other ways when that line has blanks.
  return line == 0 || !IsBareMarker(source, source.Line(line - 1));
}

}  // namespace awl
