#include "rule/list_edits.h"
#include "rules/builtin.h"

namespace awl {
namespace {

class StyleListSplitRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    const char majority = MajorityMarker(doc, false, ctx, '-');
    for (const Node& list : doc.All(NodeKind::kList)) {
      const Node* next = doc.Next(list);
      if (next == nullptr || !AreAlike(doc, list, *next)) continue;
      const Node* last = doc.LastChild(list);
      const Node* first = doc.FirstChild(*next);
      if (last == nullptr || first == nullptr) continue;
      const char before = doc.list(list).marker;
      const char after = doc.list(*next).marker;
      Diagnostic& found =
          ctx.Report(doc.list_item(*first).marker,
                     Cat("'", after, "' starts a new list where '", before, "' would go on"));
      found.related.push_back(
          {.message = "the list before ends here", .range = doc.list_item(*last).marker});
      // Numbered lists count anew in the second; joining them changes what readers see.
      if (doc.list(list).ordered) continue;
      const bool keep_second = after == majority && before != majority;
      Fix fix{.title = Cat("use '", keep_second ? after : before, "' in both"),
              .applicability = Applicability::kUnsafe,
              .effect = Effect::kStructure};
      for (const Node& item : doc.Children(keep_second ? list : *next)) {
        for (Edit& edit : MarkerEdits(doc, item, keep_second ? after : before)) {
          fix.edits.push_back(std::move(edit));
        }
      }
      const std::size_t items = doc.list(keep_second ? list : *next).item_count;
      if (fix.edits.size() == items) found.fix = std::move(fix);
    }
  }
};

}  // namespace

RuleInfo rules::StyleListSplit() {
  return {.name = "style-list-split",
          .group = "style",
          .summary = "Change of the marker in the middle of a list",
          .rationale =
              "Markdown ends the list there and starts another one: numbers begin anew, "
              "and the gap between the two is wider than between items.",
          .severity = Severity::kWarning,
          .fix = FixKind::kUnsafe,
          .profiles = kRecommended | kStrict,
          .create = MakeRule<StyleListSplitRule>};
}

}  // namespace awl
