#include "awesome_lint/rewrite_contents.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "awesome_lint/toc.h"
#include "base/strings.h"
#include "facts/contents_alignment.h"
#include "rule/contents_edits.h"

namespace awl {
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
    // A place that has no heading cannot be rewritten.
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

std::optional<Fix> RewriteContents(const Facts& facts) {
  const Document& doc = facts.document();
  const List& list = facts.list();
  const Contents* contents = list.contents();
  if (contents == nullptr || contents->heading == kNoNode || contents->lists.size() != 1) {
    return std::nullopt;
  }
  const Node& top = doc[contents->lists.front()];
  if (top.parent != doc.root() || !doc.IsExact(top.full)) return std::nullopt;
  const ContentsAlignment& alignment = facts.contents_alignment();
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
