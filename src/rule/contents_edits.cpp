#include "rule/contents_edits.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/strings.h"

namespace awl {
namespace {

// What `range` of the heading has may be copied into a link's text as it is.
bool IsPlain(const Document& doc, const Node& heading, Range range) {
  const NodeId end = doc.SubtreeEnd(heading);
  for (NodeId id = doc.IdOf(heading) + 1; id < end; ++id) {
    if (!doc[id].full.Overlaps(range)) continue;
    const NodeKind kind = doc[id].kind;
    const bool whole = kind == NodeKind::kText || range.Contains(doc[id].full);
    if (!whole || (kind != NodeKind::kText && kind != NodeKind::kInlineCode &&
                   kind != NodeKind::kEmphasis && kind != NodeKind::kStrong)) {
      return false;
    }
  }
  return doc.Slice(range).find_first_of("[]\r\n") == std::string_view::npos;
}

// "&amp;" and the like: what a text with it would be read as.
bool BeginsCharacterReference(std::string_view text) {
  if (text.front() != '&') return false;
  const std::size_t end =
      text.find_first_not_of("#0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", 1);
  return end != std::string_view::npos && end > 1 && text[end] == ';';
}

}  // namespace

std::string TitleAsLinkText(const Document& doc, const Node& heading, const HeadingTitle& title) {
  if (IsPlain(doc, heading, title.content)) return std::string(doc.Slice(title.content));
  const std::string_view text = Trim(title.text);
  if (text.find("=\"") != std::string_view::npos) return {};  // what is left of a broken tag
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (std::string_view("\\[]*_`<").find(c) != std::string_view::npos ||
        BeginsCharacterReference(text.substr(i))) {
      out += '\\';
    }
    out += IsEol(c) ? ' ' : c;
  }
  return out;
}

std::string HeadingAsLink(const Document& doc, const Node& heading, const HeadingTitle& title,
                          std::string_view prefix) {
  const std::string text = TitleAsLinkText(doc, heading, title);
  const std::string_view slug = doc.heading(heading).slug;
  return text.empty() || slug.empty() ? std::string() : Cat("[", text, "](#", prefix, slug, ")");
}

std::string_view SlugPrefixOf(const Document& doc, const Contents& contents) {
  constexpr std::string_view kPrefix = "user-content-";
  std::size_t with = 0;
  std::size_t all = 0;
  for (const ContentsItem& item : contents.items) {
    if (item.link == kNoNode) continue;
    const std::string_view url = doc.link(doc[item.link]).url;
    if (!url.starts_with('#')) continue;
    ++all;
    with += url.substr(1).starts_with(kPrefix) ? 1 : 0;
  }
  return 2 * with > all ? kPrefix : std::string_view();
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

std::optional<Fix> RemoveItem(const Document& doc, const Node& item) {
  const Source& source = doc.source();
  const Node* list = doc.Parent(item);
  if (list->first_child == list->last_child || !ItemPrefix(doc, item)) return std::nullopt;
  if (item.first_child != item.last_child) return std::nullopt;
  const std::uint32_t line = source.LineAt(item.full.begin);
  if (source.LineAt(item.full.end - 1) != line || !doc.IsExact(item.full)) return std::nullopt;
  // The end of the line before goes, so that the blank lines after a list's last item stay, and
  // what comes next is not touched.
  const bool follows = line > 0 && !Trim(source.Slice(source.Line(line - 1))).empty();
  const Range gone =
      follows ? Range{source.Line(line - 1).end, source.Line(line).end} : source.LineWithEol(line);
  return Fix{.title = "remove the item",
             .applicability = Applicability::kUnsafe,
             .effect = Effect::kStructure,
             .edits = {{gone, ""}}};
}

}  // namespace awl
