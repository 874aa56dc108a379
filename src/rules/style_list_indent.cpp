#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "rule/list_edits.h"
#include "rules/builtin.h"
#include "rules/style/list_indent.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"marker-space", OptionType::kEnum, "consistent",
     "Spaces between a marker and the text: one, or as many as most items of the file have.",
     "consistent|one"},
    {"root", OptionType::kEnum, "consistent",
     "Whether outermost lists begin in the first column always, or where most of the file do.",
     "consistent|none"},
    {"nested", OptionType::kEnum, "consistent",
     "Where nested lists begin: under the text of their item, four columns after its marker, as "
     "most of the file do, or anywhere.",
     "consistent|text|four|any"},
};
constexpr std::string_view kAliases[] = {"remark-lint:list-item-indent",
                                         "remark-lint:list-item-bullet-indent", "MD005", "MD007",
                                         "MD030"};
constexpr std::string_view kGapPeer = kAliases[0];
constexpr std::string_view kRootPeer = kAliases[1];

constexpr std::uint32_t kMaxGap = 4;  // five spaces begin indented code

std::string Spaces(std::size_t count) { return Counted(count, "space"); }

class StyleListIndentRule final : public Rule {
 public:
  explicit StyleListIndentRule(const Options& options)
      : any_gap_(options.String("marker-space") == "consistent"),
        any_root_(options.String("root") == "consistent"),
        nested_(options.String("nested")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    Checker checker{*this, doc, ctx};
    checker.CheckGaps(false);
    checker.CheckGaps(true);
    checker.CheckRoot();
    if (nested_ == "any" || ctx.awesome_lint()) return;
    // The contents are often a program's, or were once.
    checker.CheckNested(false);
    checker.CheckNested(true);
  }

 private:
  struct Checker {
    const StyleListIndentRule& rule;
    const Document& doc;
    RuleContext& ctx;
    std::optional<ListShifter> shifter = {};
    std::uint32_t group = 0;

    const ListShifter& Shifter() {
      if (!shifter) shifter.emplace(doc);
      return *shifter;
    }

    // remark measures the indentation of a first paragraph that stands below its marker.
    void ReportBelowMarker(const Node& item) {
      const Node* child = doc.FirstChild(item);
      if (child == nullptr || doc.list_item(item).marker.empty()) return;
      const Source& source = doc.source();
      const Offset line = source.LineBegin(source.LineAt(child->full.begin));
      if (line <= item.full.begin || child->full.begin - line == 1) return;
      ctx.Report({child->full.begin, child->full.begin + 1},
                 Cat(Spaces(child->full.begin - line), " before the text of the item, 1 expected"))
          .peer = kGapPeer;
    }

    void CheckGaps(bool ordered) {
      std::array<std::size_t, kMaxGap + 1> counts{};
      std::size_t narrowest = kMaxGap;
      std::size_t widest = 1;
      // Peers ask for one gap, whatever the marker is.
      const bool any_marker = ordered || !rule.any_gap_ || ctx.awesome_lint();
      const char marker = any_marker ? '\0' : UsualMarker(doc);
      for (const Node& list : doc.All(NodeKind::kList)) {
        if (doc.list(list).ordered != ordered) continue;
        for (const Node& item : doc.Children(list)) {
          const std::optional<Range> gap = GapOf(doc, item);
          if (!gap) continue;
          ++counts[std::min<std::size_t>(gap->size(), kMaxGap)];
          narrowest = std::min<std::size_t>(narrowest, gap->size());
          widest = std::max<std::size_t>(widest, gap->size());
        }
      }
      std::size_t wanted = 1;
      if (rule.any_gap_) {
        for (std::size_t i = 1; i <= kMaxGap; ++i) {
          if (counts[i] > counts[wanted]) wanted = i;
        }
      }
      if (narrowest >= wanted && widest <= wanted && !ctx.awesome_lint()) return;
      Consistency found{.fix_title = Cat("leave ", Spaces(wanted)), .peer = kGapPeer};
      for (const Node& list : doc.All(NodeKind::kList)) {
        if (doc.list(list).ordered != ordered) continue;
        if (rule.any_gap_ && ordered && HasAlignedTexts(doc, list)) continue;
        // More spaces go with the marker that has them: "*   a", but "- b".
        if (wanted > 1 && marker != '\0' && doc.list(list).marker != marker) continue;
        for (const Node& item : doc.Children(list)) {
          const std::optional<Range> gap = GapOf(doc, item);
          if (!gap && ctx.awesome_lint()) ReportBelowMarker(item);
          if (!gap || gap->size() == wanted) continue;
          found.places.push_back(
              {.range = {doc.list_item(item).marker.begin, gap->end},
               .message = Cat(Spaces(gap->size()), " after the marker, ", wanted, " expected"),
               .edits = GapEdits(item, *gap, wanted)});
        }
      }
      found.message = Cat(found.places.size(), " of ", found.places.size() + counts[wanted],
                          ordered ? " numbered items" : " bullet items", " do not have ",
                          Spaces(wanted), " after the marker");
      ctx.Report(std::move(found));
    }

    std::vector<Edit> GapEdits(const Node& item, Range gap, std::size_t wanted) {
      const std::uint32_t from = ColumnOf(doc.source(), gap.begin);
      const std::uint32_t to = from + static_cast<std::uint32_t>(wanted);
      const std::uint32_t old_content = ColumnOf(doc.source(), gap.end);
      if (old_content - from > kMaxGap) return {};
      const int delta = static_cast<int>(to) - static_cast<int>(old_content);
      std::vector<Edit> edits = {{gap, std::string(wanted, ' ')}};
      if (delta == 0) return edits;
      if (!Shifter().StaysApart(item, to)) return {};
      const std::optional<std::vector<Edit>> below = Shifter().Continue(item, delta, to);
      if (!below) return {};
      edits.insert(edits.end(), below->begin(), below->end());
      return edits;
    }

    std::vector<const Node*> ParentsOf(const Node& list) const {
      return ctx.awesome_lint() ? std::vector<const Node*>(doc.list(list).item_count, nullptr)
                                : MeantParents(doc, list);
    }

    // The items of `list` that have a parent in `parents` are to go below its text.
    void ReportMeantNested(const Node& list, const std::vector<const Node*>& parents,
                           Consistency* found) {
      ++group;
      bool all = true;
      const std::size_t before = found->places.size();
      std::size_t i = 0;
      for (const Node& item : doc.Children(list)) {
        const Node* parent = parents[i++];
        if (parent == nullptr) continue;
        const std::uint32_t text = doc.list_item(*parent).content_column;
        const std::uint32_t column = ColumnOf(doc.source(), item.full.begin);
        const int delta = static_cast<int>(text) - static_cast<int>(column);
        std::optional<std::vector<Edit>> edits;
        if (all && delta > 0) edits = Shifter().Move(item, delta);
        all = all && edits.has_value();
        found->places.push_back(
            {.range = doc.list_item(item).marker,
             .message = Cat("in column ", column + 1, ", the text above in column ", text + 1),
             .edits = edits ? std::move(*edits) : std::vector<Edit>{},
             .applicability = Applicability::kUnsafe,
             .effect = Effect::kStructure,
             .group = group});
      }
      if (!all) DropEditsSince(before, found);
    }

    void Report(Consistency meant_nested) {
      meant_nested.message = Cat(Counted(meant_nested.places.size(), "item"),
                                 " indented less than the text of the item above, so not nested in "
                                 "it");
      ctx.Report(std::move(meant_nested));
    }

    static void DropEditsSince(std::size_t first, Consistency* found) {
      for (std::size_t i = first; i < found->places.size(); ++i) found->places[i].edits.clear();
    }

    // Moves the items of `list` that have no parent in `parents` to `column`. Nothing is moved
    // where some have one: an item that moves left would take them along.
    template <typename MessageFor>
    void MoveAll(const Node& list, const std::vector<const Node*>& parents, std::uint32_t wanted,
                 Applicability applicability, MessageFor message_for, Consistency* found) {
      ++group;
      const std::size_t before = found->places.size();
      bool all = !HasAny(parents) && !(wanted == 0 && HasIndentedGroup(list));
      std::size_t i = 0;
      for (const Node& item : doc.Children(list)) {
        const std::uint32_t column = ColumnOf(doc.source(), item.full.begin);
        if (parents[i++] != nullptr || column == wanted) continue;
        if (wanted == 0 && IsAtLineBegin(doc, item)) continue;  // after a byte order mark
        const int delta = static_cast<int>(wanted) - static_cast<int>(column);
        std::optional<std::vector<Edit>> edits = all ? Shifter().Move(item, delta) : std::nullopt;
        if (edits && doc.Next(item) == nullptr) {
          const std::uint32_t content = static_cast<std::uint32_t>(
              static_cast<int>(doc.list_item(item).content_column) + delta);
          if (!Shifter().StaysApart(item, content)) edits.reset();
        }
        all = all && edits.has_value();
        found->places.push_back({.range = doc.list_item(item).marker,
                                 .message = message_for(column),
                                 .edits = edits ? std::move(*edits) : std::vector<Edit>{},
                                 .applicability = applicability,
                                 .group = group});
      }
      if (!all) DropEditsSince(before, found);
    }

    // "- a", below it " - b" and " - c", then "- d": two that may be meant as part of the first.
    bool HasIndentedGroup(const Node& list) const {
      std::size_t indented = 0;  // that follow each other, below one that is not
      bool is_below = false;
      for (const Node& item : doc.Children(list)) {
        if (!IsAtLineBegin(doc, item)) {
          indented += is_below ? 1 : 0;
          continue;
        }
        if (indented > 1) return true;
        is_below = true;
        indented = 0;
      }
      return false;
    }

    void CheckRoot() {
      Consistency found{.fix_title = "move the list to the first column", .peer = kRootPeer};
      Consistency nested{.fix_title = "indent as far as the text above"};
      std::size_t conforming = 0;
      const Node* previous = nullptr;
      for (const Node& list : doc.Children(doc.root())) {
        const Node* before_list = std::exchange(previous, &list);
        if (list.kind != NodeKind::kList) continue;
        if (!IsIndented(doc, list)) {  // as most
          conforming += doc.list(list).item_count;
          continue;
        }
        const Node* above = ctx.awesome_lint() ? nullptr : MeantAbove(doc, list, before_list);
        if (above != nullptr) {
          const std::vector<const Node*> parents(doc.list(list).item_count, above);
          ReportMeantNested(list, parents, &nested);
          continue;
        }
        const std::vector<const Node*> parents = ParentsOf(list);
        if (HasAny(parents)) ReportMeantNested(list, parents, &nested);
        for (const Node& item : doc.Children(list)) conforming += IsAtLineBegin(doc, item) ? 1 : 0;
        MoveAll(
            list, parents, 0,
            !ctx.awesome_lint() && HasFurtherBelow(doc, list) ? Applicability::kUnsafe
                                                              : Applicability::kSafe,
            [](std::uint32_t column) { return Cat("list item is indented by ", column); }, &found);
      }
      Report(std::move(nested));
      if (rule.any_root_ && conforming < found.places.size()) return;
      found.message = Cat(found.places.size(), " of ", found.places.size() + conforming,
                          " items of outermost lists are indented");
      ctx.Report(std::move(found));
    }

    void CheckNested(bool contents) {
      std::size_t under_text = 0;
      std::size_t by_four = 0;
      for (const Node& list : doc.All(NodeKind::kList)) {
        const std::optional<ListStep> step = StepOf(doc, list);
        if (!step || ctx.list().InContents(list) != contents) continue;
        for (const Node& item : doc.Children(list)) {
          const std::uint32_t column = ColumnOf(doc.source(), item.full.begin);
          if (column == step->text) ++under_text;
          if (column == step->marker + 4) ++by_four;
        }
      }
      const bool four =
          rule.nested_ == "four" || (rule.nested_ == "consistent" && by_four > under_text);
      Consistency nested{.fix_title = "indent as far as the text above"};
      Consistency found = CollectNested(contents, four, &nested);
      Report(std::move(nested));
      const std::size_t conforming = four ? by_four : under_text;
      // Without a majority there is no style to follow.
      if (rule.nested_ == "consistent" && conforming <= found.places.size()) return;
      found.message = Cat(found.places.size(), " of ", found.places.size() + conforming,
                          " nested items are not ",
                          four ? "indented by four more columns than the item above"
                               : "under the text of the item above");
      ctx.Report(std::move(found));
    }

    Consistency CollectNested(bool contents, bool four, Consistency* nested) {
      Consistency found{.fix_title = four ? "indent by four columns" : "align with the text"};
      // Of lists that follow another: where the text of its last item begins.
      std::map<NodeId, std::uint32_t> text_above;
      for (const Node& list : doc.All(NodeKind::kList)) {
        if (const Node* next = doc.Next(list); next != nullptr && next->kind == NodeKind::kList) {
          text_above[doc.IdOf(*next)] = doc.list_item(*doc.LastChild(list)).content_column;
        }
        const std::optional<ListStep> step = StepOf(doc, list);
        if (!step || ctx.list().InContents(list) != contents) continue;
        const std::vector<const Node*> parents = ParentsOf(list);
        if (HasAny(parents)) ReportMeantNested(list, parents, nested);
        // A list that could not stand four columns behind its marker stands under the text.
        const std::uint32_t wanted = four ? std::max(step->marker + 4, step->text) : step->text;
        if (wanted > step->text + 3) continue;
        // "- a" and "* b" below each other are two lists; further right, "* b" would be a's.
        const auto above = text_above.find(doc.IdOf(list));
        if (above != text_above.end() && wanted >= above->second) continue;
        MoveAll(
            list, parents, wanted, Applicability::kSafe,
            [wanted](std::uint32_t column) {
              return Cat("nested item in column ", column + 1, ", ", wanted + 1, " expected");
            },
            &found);
      }
      return found;
    }
  };

  const bool any_gap_;
  const bool any_root_;
  const std::string nested_;
};

}  // namespace

RuleInfo StyleListIndentInfo() {
  return {.name = "style-list-indent",
          .group = "style",
          .summary = "List items with uneven indentation",
          .rationale =
              "Indentation decides what belongs to which item; where it is uneven, the next "
              "edit ends up in the wrong one.",
          .severity = Severity::kWarning,
          .layout = true,
          .fix = FixKind::kBoth,
          .profiles = kRecommended | kStrict | kAwesomeLint,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<StyleListIndentRule>};
}

}  // namespace awl
