#include "rule/contents_edits.h"

#include <algorithm>

#include "base/strings.h"

namespace awl {
namespace {

bool IsPlain(const Document& doc, const Node& heading) {
  const NodeId end = doc.SubtreeEnd(heading);
  for (NodeId id = doc.IdOf(heading) + 1; id < end; ++id) {
    const NodeKind kind = doc[id].kind;
    if (kind != NodeKind::kText && kind != NodeKind::kInlineCode && kind != NodeKind::kEmphasis &&
        kind != NodeKind::kStrong) {
      return false;
    }
  }
  return doc.Slice(heading.content).find_first_of("[]\r\n") == std::string_view::npos;
}

}  // namespace

std::string HeadingAsLinkText(const Document& doc, const Node& heading) {
  if (IsPlain(doc, heading)) return std::string(doc.Slice(heading.content));
  std::string out;
  for (const char c : Trim(doc.heading(heading).text)) {
    if (std::string_view("\\[]*_`<&").find(c) != std::string_view::npos) out += '\\';
    out += IsEol(c) ? ' ' : c;
  }
  return out;
}

std::string HeadingAsLink(const Document& doc, const Node& heading) {
  const std::string text = HeadingAsLinkText(doc, heading);
  const std::string_view slug = doc.heading(heading).slug;
  return text.empty() || slug.empty() ? std::string() : Cat("[", text, "](#", slug, ")");
}

std::optional<std::string> ItemPrefix(const Document& doc, const Node& item) {
  const Source& source = doc.source();
  const Offset line = source.LineBegin(source.LineAt(item.full.begin));
  const std::string_view indent = doc.Slice({line, item.full.begin});
  if (!std::all_of(indent.begin(), indent.end(), IsBlank)) return std::nullopt;
  const Range marker = doc.list_item(item).marker;
  Offset content = marker.end;
  while (content < item.full.end && IsBlank(source[content])) ++content;
  // Indented code, or nothing at all.
  if (content - marker.end > 4 || content >= item.full.end || IsEol(source[content])) {
    return std::nullopt;
  }
  return std::string(doc.Slice({line, content}));
}

std::optional<Edit> RemoveItem(const Document& doc, const Node& item) {
  const Source& source = doc.source();
  const Node* list = doc.Parent(item);
  if (list->first_child == list->last_child || !ItemPrefix(doc, item)) return std::nullopt;
  if (item.first_child != item.last_child) return std::nullopt;
  const std::uint32_t line = source.LineAt(item.full.begin);
  if (source.LineAt(item.full.end - 1) != line || !doc.IsExact(item.full)) return std::nullopt;
  // The end of the line before goes, so that the blank lines after a list's last item stay, and
  // what comes next is not touched.
  if (line > 0 && !Trim(source.Slice(source.Line(line - 1))).empty()) {
    return Edit{{source.Line(line - 1).end, source.Line(line).end}, ""};
  }
  return Edit{source.LineWithEol(line), ""};
}

}  // namespace awl
