#include "rule/list_edits.h"
#include "rules/builtin.h"

namespace awl {
namespace {

class StyleListSpacingRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    const Gaps file = CountAll(doc);
    for (const Node& list : doc.All(NodeKind::kList)) CheckList(doc, list, file, ctx);
  }

 private:
  struct Gaps {
    std::size_t all = 0;
    std::size_t blank = 0;

    // True if most gaps are the other way, so clearly that a short list says nothing against it.
    bool SpeakAgainst(bool remove) const {
      constexpr std::size_t kFewest = 8;
      const std::size_t against = remove ? blank : all - blank;
      return all >= kFewest && 3 * all <= 4 * against;
    }
  };

  // Of the outermost lists.
  static Gaps CountAll(const Document& doc) {
    Gaps gaps;
    for (const Node& list : doc.All(NodeKind::kList)) {
      if (list.parent != doc.root()) continue;
      for (const Node& item : doc.Children(list)) {
        const Node* next = doc.Next(item);
        if (next == nullptr) break;
        ++gaps.all;
        gaps.blank += HasLineBetween(doc.source(), item.full, next->full) ? 1 : 0;
      }
    }
    return gaps;
  }

  static bool HasLineBetween(const Source& source, Range above, Range below) {
    int line_ends = 0;
    for (Offset at = above.end - (above.empty() ? 0 : 1); at < below.begin; ++at) {
      line_ends += source[at] == '\n' || (source[at] == '\r' && source[at + 1] != '\n') ? 1 : 0;
      if (line_ends == 2) return true;
    }
    return false;
  }

  // A group with a blank line between its own items is set apart from the items around it.
  static bool IsLooseGroup(const Document& doc, const Node& item) {
    for (const Node& child : doc.Children(item)) {
      if (child.kind == NodeKind::kList && !doc.list(child).tight) return true;
    }
    return false;
  }

  // "- ## Books": what a blank line above it sets apart is no item like the others.
  static bool BeginsWithHeading(const Document& doc, const Node& item) {
    const Node* first = doc.FirstChild(item);
    return first != nullptr && first->kind == NodeKind::kHeading;
  }

  static const Node& LastBlock(const Document& doc, const Node& item) {
    const Node* last = &item;
    while (last->last_child != kNoNode && IsBlock(doc[last->last_child].kind)) {
      last = &doc[last->last_child];
    }
    return *last;
  }

  // The item's last line, if it is text that begins no further to the right than the item's marker:
  // it is part of the item, and may be meant to be none. Empty if it is not.
  static Range LazyLine(const Document& doc, const Node& item) {
    const Node& last = LastBlock(doc, item);
    if (last.kind != NodeKind::kParagraph || doc.Lines(last).size() < 2) return {};
    const Range line = doc.Lines(last).back();
    const auto column = [&](Offset at) {
      return at - doc.source().LineBegin(doc.source().LineAt(at));
    };
    return column(line.begin) <= column(doc.list_item(item).marker.begin) ? line : Range{};
  }

  // A blank line ends what is hardly meant as part of the item, or code.
  static bool EndsOutside(const Document& doc, const Node& item) {
    return LastBlock(doc, item).kind == NodeKind::kCode || !LazyLine(doc, item).empty();
  }

  // "For readers:" above items, and right below one.
  static void ReportGlued(const Document& doc, const Node& item, RuleContext& ctx) {
    const Range line = LazyLine(doc, item);
    if (line.empty() || !Trim(doc.Slice(line)).ends_with(':') || !doc.IsExact(line)) return;
    const Offset begin = doc.source().LineBegin(doc.source().LineAt(line.begin));
    ctx.Report(line,
               "text right below an item, which makes it a part of the item; a blank line "
               "before it is missing")
        .fix = Fix{.title = "add it",
                   .applicability = Applicability::kUnsafe,
                   .effect = Effect::kStructure,
                   .edits = {{{begin, begin}, std::string(EolText(doc.source().eol()))}}};
  }

  // A group with a blank line above its own items.
  static bool IsApart(const Document& doc, const Node& item) {
    const Node* above = nullptr;
    for (const Node& child : doc.Children(item)) {
      if (child.kind == NodeKind::kList && above != nullptr &&
          HasLineBetween(doc.source(), above->full, child.full)) {
        return true;
      }
      above = &child;
    }
    return false;
  }

  // True if most groups of the list that have a blank line above their items have one below them,
  // too: that sets them apart, and says nothing of the other items.
  static bool SetsGroupsApart(const Document& doc, const Node& list) {
    std::size_t apart = 0;
    std::size_t closed = 0;
    for (const Node& item : doc.Children(list)) {
      const Node* next = doc.Next(item);
      if (next == nullptr || !IsApart(doc, item)) continue;
      ++apart;
      closed += HasLineBetween(doc.source(), item.full, next->full) ? 1 : 0;
    }
    return 2 * closed > apart;
  }

  // True if the blank lines of the list are those beside items with items of their own, below at
  // least two of them, and no other items are parted.
  static bool PartsGroups(const Document& doc, const Node& list) {
    constexpr std::size_t kFewest = 2;
    const auto has_items = [&](const Node& item) {
      return item.last_child != kNoNode && doc[item.last_child].kind == NodeKind::kList;
    };
    std::size_t parted = 0;
    for (const Node& item : doc.Children(list)) {
      const Node* next = doc.Next(item);
      if (next == nullptr) break;
      const bool is_blank = HasLineBetween(doc.source(), item.full, next->full);
      if (is_blank ? !has_items(item) && !has_items(*next) : has_items(item)) return false;
      parted += is_blank && has_items(item) ? 1 : 0;
    }
    return parted >= kFewest;
  }

  static void CheckList(const Document& doc, const Node& list, const Gaps& file, RuleContext& ctx) {
    const Source& source = doc.source();
    std::size_t gaps = 0;
    std::size_t blank = 0;
    const auto is_blank = [&](const Node& above, const Node& below) {
      return HasLineBetween(source, above.full, below.full);
    };
    const bool sets_apart = SetsGroupsApart(doc, list);
    const auto is_group = [&](const Node& item) {
      return IsLooseGroup(doc, item) || (sets_apart && IsApart(doc, item)) ||
             BeginsWithHeading(doc, item);
    };
    const auto counts = [&](const Node& above, const Node& below) {
      return !is_group(above) && !is_group(below) && !EndsOutside(doc, above);
    };
    const Node* previous = nullptr;
    for (const Node& item : doc.Children(list)) {
      if (previous != nullptr && is_blank(*previous, item)) ReportGlued(doc, *previous, ctx);
      if (previous != nullptr && counts(*previous, item)) {
        ++gaps;
        if (is_blank(*previous, item)) ++blank;
      }
      previous = &item;
    }
    if (blank == 0 || blank == gaps || PartsGroups(doc, list)) return;
    const bool remove = blank * 2 <= gaps;
    Consistency found{.fix_title = remove ? "remove the blank lines" : "add blank lines"};
    previous = nullptr;
    for (const Node& item : doc.Children(list)) {
      if (previous != nullptr && counts(*previous, item) && is_blank(*previous, item) == remove) {
        found.places.push_back(remove ? Remove(doc, *previous, item) : Add(doc, *previous, item));
      }
      previous = &item;
    }
    // Whether this list is another kind of list is for people to say.
    if (list.parent == doc.root() && file.SpeakAgainst(remove)) {
      for (Place& place : found.places) place.edits.clear();
    }
    found.message =
        remove ? Cat("blank line in ", blank, " of ", gaps, " gaps between the items of a list")
               : Cat("no blank line in ", gaps - blank, " of ", gaps,
                     " gaps between the items of a list");
    ctx.Report(std::move(found));
  }

  // Loose lists have their items in paragraphs, so readers see the difference: no layout.
  static Place Remove(const Document& doc, const Node& above, const Node& below) {
    const Source& source = doc.source();
    const Offset begin = source.LineBegin(LinesOf(source, above.full).last + 1);
    const std::uint32_t line = source.LineAt(below.full.begin);
    return {.range = {begin, source.Line(line - 1).end},
            .message = "blank line between two items",
            .edits = {{{begin, source.LineBegin(line)}, ""}},
            .applicability = Applicability::kUnsafe,
            .effect = Effect::kStructure};
  }

  static Place Add(const Document& doc, const Node& above, const Node& below) {
    const Source& source = doc.source();
    Place place{.range = doc.list_item(below).marker,
                .message = "no blank line above the item",
                .applicability = Applicability::kUnsafe,
                .effect = Effect::kStructure};
    const std::uint32_t line = source.LineAt(below.full.begin);
    const Offset begin = source.LineBegin(line);
    const bool in_quote = doc.Slice({begin, below.full.begin}).find('>') != std::string_view::npos;
    if (line > 0 && !in_quote && line > LinesOf(source, above.full).last) {
      const Offset at = source.Line(line - 1).end;
      place.edits.push_back({{at, at}, std::string(EolText(source.eol()))});
    }
    return place;
  }
};

}  // namespace

RuleInfo StyleListSpacingInfo() {
  return {.name = "style-list-spacing",
          .group = "style",
          .summary = "Blank lines between some items of a list only",
          .rationale =
              "One blank line between two items spreads the whole list: Markdown makes a "
              "paragraph of every item.",
          .severity = Severity::kWarning,
          .fix = FixKind::kUnsafe,
          .profiles = kRecommended | kStrict,
          .create = MakeRule<StyleListSpacingRule>};
}

}  // namespace awl
