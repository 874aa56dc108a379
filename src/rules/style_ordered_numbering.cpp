#include <optional>

#include "rule/list_edits.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"style", OptionType::kEnum, "consistent",
     "How items are numbered: counting up from the first, all with 1, or either of them in each "
     "list.",
     "consistent|ordered|one"},
};
constexpr std::string_view kAliases[] = {"remark-lint:ordered-list-marker-value", "MD029"};

class StyleOrderedNumberingRule final : public Rule {
 public:
  explicit StyleOrderedNumberingRule(const Options& options) : style_(options.String("style")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    if (style_ == "consistent" && !ctx.awesome_lint() && LetsMarkdownCount(doc, ctx)) return;
    std::optional<ListShifter> shifter;
    std::uint32_t group = 0;
    for (const Node& list : doc.All(NodeKind::kList)) {
      if (!doc.list(list).ordered || doc.FirstChild(list) == nullptr) continue;
      CheckList(doc, list, &shifter, &group, ctx);
    }
  }

 private:
  void CheckList(const Document& doc, const Node& list, std::optional<ListShifter>* shifter,
                 std::uint32_t* group, RuleContext& ctx) const {
    const std::uint32_t start = doc.list(list).start;
    const bool all_one = style_ == "one";
    // "1. 1. 1." lets Markdown count, and so does "0. 0. 0.".
    if (style_ == "consistent" && AllEqual(doc, list)) return;
    Consistency found{.message = "", .fix_title = "renumber the items", .peer = kAliases[0]};
    ++*group;
    std::uint32_t index = 0;
    for (const Node& item : doc.Children(list)) {
      const std::string expected = Cat(all_one ? 1u : start + index);
      const Range marker = doc.list_item(item).marker;
      const bool first = index++ == 0;
      if (marker.size() < 2) continue;
      const Range number = {marker.begin, marker.end - 1};
      if (doc.Slice(number) == expected) continue;
      // "01." counts as right; remark compares the text.
      if (!ctx.awesome_lint() &&
          doc.list_item(item).ordinal == (all_one ? 1u : start + index - 1)) {
        continue;
      }
      Place place{.range = marker,
                  .message = Cat("number ", doc.Slice(number), ", ", expected, " expected"),
                  .group = *group};
      if (!*shifter) shifter->emplace(doc);
      place.edits = Renumber(doc, item, number, expected, **shifter);
      if (first && doc.list_item(item).ordinal != (all_one ? 1u : start)) {
        place.applicability = Applicability::kUnsafe;  // the numbers that readers see change
        place.effect = Effect::kStructure;
      }
      found.places.push_back(std::move(place));
    }
    if (found.places.empty()) return;
    found.message =
        Cat(found.places.size(), " of ", index,
            " numbers of a list are out of sequence; the first: ", found.places.front().message);
    ctx.Report(std::move(found));
  }

  // True if most items of the file's numbered lists have a 1: who adds one to them adds a 1, and
  // what number stands there otherwise does not matter.
  static bool LetsMarkdownCount(const Document& doc, const RuleContext& ctx) {
    std::size_t ones = 0;
    std::size_t others = 0;
    for (const Node& list : doc.All(NodeKind::kList)) {
      if (!doc.list(list).ordered) continue;
      bool first = true;
      for (const Node& item : doc.Children(list)) {
        const ListItemInfo& info = doc.list_item(item);
        if (!first && ctx.Counts(info.marker)) ++(info.ordinal == 1 ? ones : others);
        first = false;
      }
    }
    return ones > others;
  }

  static bool AllEqual(const Document& doc, const Node& list) {
    for (const Node& item : doc.Children(list)) {
      if (doc.list_item(item).ordinal != doc.list(list).start) return false;
    }
    return doc.list(list).item_count > 1;
  }

  // The content moves with the width of the number, so the lines below it must follow.
  static std::vector<Edit> Renumber(const Document& doc, const Node& item, Range number,
                                    const std::string& expected, const ListShifter& shifter) {
    if (expected.size() > 9 || doc.FirstChild(item) == nullptr) return {};
    std::vector<Edit> edits = {{number, expected}};
    const int delta = static_cast<int>(expected.size()) - static_cast<int>(number.size());
    if (delta == 0) return edits;
    const std::uint32_t content = doc.list_item(item).content_column;
    // Behind a tab the content stays where it is, or jumps.
    const Range gap = {number.end + 1, doc.FirstChild(item)->full.begin};
    if (gap.end < gap.begin || doc.Slice(gap).find_first_of("\t\r\n") != std::string_view::npos) {
      return {};
    }
    const std::uint32_t moved = static_cast<std::uint32_t>(static_cast<int>(content) + delta);
    if (!shifter.StaysApart(item, moved)) return {};
    const std::optional<std::vector<Edit>> below = shifter.Continue(item, delta, moved);
    if (!below) return {};
    edits.insert(edits.end(), below->begin(), below->end());
    return edits;
  }

  const std::string style_;
};

}  // namespace

RuleInfo StyleOrderedNumberingInfo() {
  return {.name = "style-ordered-numbering",
          .group = "style",
          .summary = "Numbered list whose numbers are not in sequence",
          .rationale =
              "Readers never see these numbers: Markdown counts from the first item, so the "
              "source says something else than the page.",
          .severity = Severity::kWarning,
          .layout = true,
          .fix = FixKind::kBoth,
          .profiles = kRecommended | kStrict | kAwesomeLint,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<StyleOrderedNumberingRule>};
}

}  // namespace awl
