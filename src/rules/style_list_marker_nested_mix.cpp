#include <iterator>
#include <utility>
#include <vector>

#include "rule/list_edits.h"
#include "rules/builtin.h"

namespace awl {
namespace {

class StyleListMarkerNestedMixRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    const char majority = MajorityMarker(doc, false, ctx, '-');
    Consistency found{.fix_title = "use the marker of the outer list"};
    Votes body;
    Votes contents;
    std::vector<Place> of_contents;
    for (const Node& list : doc.All(NodeKind::kList)) {
      const Node* outer = OuterList(doc, list);
      if (outer == nullptr || doc.list(*outer).ordered || doc.list(list).ordered) continue;
      const char marker = doc.list(list).marker;
      const char wanted = doc.list(*outer).marker;
      const bool in_contents = ctx.list().InContents(list);
      Votes& votes = in_contents ? contents : body;
      ++(marker == wanted ? votes.same : votes.different);
      if (marker == wanted) continue;
      // Where the inner marker is the file's, it is the outer list that has to change
      // (style-list-marker). A neighbour with the same marker would become part of the list.
      const bool fixable = wanted == majority && !HasNeighbour(doc, list);
      for (const Node& item : doc.Children(list)) {
        (in_contents ? of_contents : found.places)
            .push_back({.range = doc.list_item(item).marker,
                        .message = Cat("'", marker, "' in a list of '", wanted, "'"),
                        .edits = fixable ? MarkerEdits(doc, item, wanted) : std::vector<Edit>{},
                        .group = static_cast<std::uint32_t>(body.different + contents.different)});
      }
    }
    // Files that change the marker at every level have a style, too. The contents list, which often
    // a program writes, does not count where others do.
    const Votes& votes = body.same + body.different > 0 ? body : contents;
    if (votes.different > votes.same) return;
    // Nor is it changed where it has a custom of its own.
    if (contents.same == 0 && contents.different > 1) {
      contents = {};
      of_contents.clear();
    }
    std::move(of_contents.begin(), of_contents.end(), std::back_inserter(found.places));
    const std::size_t different = body.different + contents.different;
    found.message = Cat(different, " of ", different + body.same + contents.same,
                        " nested lists have another marker than the list around them");
    ctx.Report(std::move(found));
  }

 private:
  // Nested lists with the marker of the list around them, and with another.
  struct Votes {
    std::size_t same = 0;
    std::size_t different = 0;
  };

  static const Node* OuterList(const Document& doc, const Node& list) {
    const Node* item = doc.Parent(list);
    return item == nullptr || item->kind != NodeKind::kListItem ? nullptr : doc.Parent(*item);
  }

  // Two lists directly one after the other within one item.
  static bool HasNeighbour(const Document& doc, const Node& list) {
    const Node* next = doc.Next(list);
    if (next != nullptr && AreAlike(doc, list, *next)) return true;
    const Node* item = doc.Parent(list);
    const Node* previous = nullptr;
    for (const Node& child : doc.Children(*item)) {
      if (&child == &list) break;
      previous = &child;
    }
    return previous != nullptr && AreAlike(doc, *previous, list);
  }
};

}  // namespace

RuleInfo StyleListMarkerNestedMixInfo() {
  return {.name = "style-list-marker-nested-mix",
          .group = "style",
          .summary = "Nested list with another marker than the list around it",
          .rationale =
              "Some entries of a list that look different from their neighbours for no "
              "reason are copied as examples of how to write one.",
          .severity = Severity::kWarning,
          .layout = true,
          .fix = FixKind::kSafe,
          .profiles = kRecommended | kStrict,
          .create = MakeRule<StyleListMarkerNestedMixRule>};
}

}  // namespace awl
