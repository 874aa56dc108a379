#include "rule/contents_edits.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "facts/awesome_lint_toc.h"
#include "facts/contents_alignment.h"

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

namespace {

// The markers of a list's items, to be continued.
class Markers {
 public:
  // `item` is the first of its list.
  static std::optional<Markers> Of(const Document& doc, const Node& item) {
    std::optional<std::string> prefix = ItemPrefix(doc, item);
    const Node& list = *doc.Parent(item);
    if (!prefix || !doc.list(list).tight) return std::nullopt;
    Markers markers;
    markers.ordered_ = doc.list(list).ordered;
    markers.next_ = doc.list(list).start;
    if (markers.ordered_ && item.next_sibling != kNoNode) {
      markers.counts_ = doc.Slice(doc.list_item(doc[item.next_sibling]).marker) !=
                        doc.Slice(doc.list_item(item).marker);
    }
    const std::size_t digits = prefix->find_first_of("0123456789");
    if (markers.ordered_ && digits == std::string::npos) return std::nullopt;
    markers.before_ = prefix->substr(0, markers.ordered_ ? digits : prefix->size());
    if (markers.ordered_) {
      markers.after_ = prefix->substr(prefix->find_first_not_of("0123456789", digits));
    }
    return markers;
  }

  bool ordered() const { return ordered_; }
  std::string Next() {
    if (!ordered_) return before_;
    std::string out = Cat(before_, next_, after_);
    if (counts_) ++next_;
    return out;
  }

 private:
  bool ordered_ = false;
  bool counts_ = true;
  std::uint32_t next_ = 1;
  std::string before_;
  std::string after_;
};

// An item that is one link and, at most, a list.
bool IsOneLink(const Document& doc, const Node& item) {
  const Node* head = doc.FirstChild(item);
  if (head == nullptr || head->kind != NodeKind::kParagraph) return false;
  const Node* link = doc.FirstChild(*head);
  if (link == nullptr || link->kind != NodeKind::kLink || link->next_sibling != kNoNode ||
      doc.link(*link).form != LinkForm::kInline) {
    return false;
  }
  const Node* below = doc.Next(*head);
  return below == nullptr || (below->kind == NodeKind::kList && below->next_sibling == kNoNode);
}

// How the items of a contents list stand.
struct ItemsShape {
  const Node* nested = nullptr;  // the first item of the second level
  std::size_t top = 0;           // items of the first level
  std::size_t parents = 0;       // those of them that have items below
};

// Nothing where an item is more than a link or leads to something else than a heading, or most of
// them stand for no heading.
std::optional<ItemsShape> ShapeOfItems(const Document& doc, const Contents& contents,
                                       const ContentsAlignment& alignment) {
  ItemsShape shape;
  std::size_t known = 0;
  for (std::size_t i = 0; i < contents.items.size(); ++i) {
    const Node& item = doc[contents.items[i].item];
    if (!IsOneLink(doc, item)) return std::nullopt;
    if (contents.items[i].depth == 1 && shape.nested == nullptr) shape.nested = &item;
    if (contents.items[i].depth == 0) {
      ++shape.top;
      if (item.first_child != item.last_child) ++shape.parents;
    }
    const ContentsLine& line = alignment.lines()[i];
    if (line.heading != kNoId) ++known;
    // A place that has no heading cannot be written anew.
    if (line.target == ContentsLine::Target::kPlace ||
        line.target == ContentsLine::Target::kElsewhere) {
      return std::nullopt;
    }
  }
  // Whatever else has links into the file.
  if (known * 2 < contents.items.size()) return std::nullopt;
  return shape;
}

}  // namespace

std::optional<Fix> RewriteContents(const Document& doc, const List& list) {
  const Contents* contents = list.contents();
  if (contents == nullptr || contents->heading == kNoNode || contents->lists.size() != 1) {
    return std::nullopt;
  }
  const Node& top = doc[contents->lists.front()];
  if (top.parent != doc.root() || !doc.IsExact(top.full)) return std::nullopt;
  const ContentsAlignment& alignment = list.contents_alignment();
  const std::optional<ItemsShape> shape = ShapeOfItems(doc, *contents, alignment);
  if (!shape) return std::nullopt;
  const Node* nested = shape->nested;
  std::optional<Markers> markers = Markers::Of(doc, doc[top.first_child]);
  std::optional<Markers> nested_markers;
  if (nested != nullptr) nested_markers = Markers::Of(doc, *nested);
  if (!markers || (nested != nullptr && (!nested_markers || markers->ordered()))) {
    return std::nullopt;
  }
  std::string text;
  std::vector<Range> reads;
  std::size_t kept = 0;
  bool deeper = false;
  for (const ContentsHeading& heading : alignment.headings()) {
    const Node& node = doc[heading.node];
    const int level = doc.heading(node).level;
    if (!heading.is_after || level > 3 || (level == 3 && !deeper)) continue;
    if (level < 2) {
      deeper = false;
      continue;
    }
    const bool denied = level == 2 && IsDeniedByAwesomeToc(doc.heading(node).text);
    if (level == 2) {
      deeper = nested != nullptr && !denied && shape->parents * 2 > shape->top;
      if (heading.line != kNoId && nested != nullptr && !denied) {
        const Node& item = doc[contents->items[heading.line].item];
        if (contents->items[heading.line].depth == 0) deeper = item.first_child != item.last_child;
      }
    }
    if (denied) continue;
    // awesome-lint reads a way back as part of the heading.
    const std::string link = HeadingAsLink(doc, node, WholeHeading(doc, node));
    if (link.empty()) return std::nullopt;
    if (heading.line != kNoId) ++kept;
    reads.push_back(node.full);
    if (!text.empty()) text += EolText(doc.source().eol());
    text += Cat((level == 2 ? *markers : *nested_markers).Next(), link);
  }
  if (text.empty()) return std::nullopt;
  const Source& source = doc.source();
  const Range old = {source.LineBegin(source.LineAt(top.full.begin)),
                     source.Line(source.LineAt(top.full.end - 1)).end};
  const bool safe = alignment.is_alone() && kept == contents->items.size();
  return Fix{.title = "rewrite the contents list",
             .applicability = safe ? Applicability::kSafe : Applicability::kUnsafe,
             .effect = Effect::kStructure,
             .edits = {{old, std::move(text)}},
             .reads = std::move(reads)};
}

}  // namespace awl
