#include <unordered_map>

#include "facts/anchors.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr std::string_view kAliases[] = {"MD080"};

class AnchorAmbiguousRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    const Anchors& anchors = ctx.facts().anchors();
    if (anchors.references().empty()) return;
    // By the text of a heading, its second one.
    std::unordered_map<std::string_view, const Node*> first;
    std::unordered_map<std::string_view, const Node*> second;
    for (const Node& heading : doc.All(NodeKind::kHeading)) {
      const std::string_view text = doc.heading(heading).text;
      if (!first.emplace(text, &heading).second) second.emplace(text, &heading);
    }
    for (const AnchorReference& reference : anchors.references()) {
      const AnchorTarget* target = anchors.Find(reference.id);
      if (target == nullptr) continue;
      const Range place = {reference.range.begin - 1, reference.range.end};
      if (target->kind == AnchorTarget::Kind::kHeading) {
        const auto twin = second.find(doc.heading(doc[target->node]).text);
        // A link that names the second one by its number knows what it means.
        if (twin == second.end() || first[twin->first] != &doc[target->node]) continue;
        ctx.Report(place,
                   Cat("#", target->id, " leads to the first of several headings of that name"))
            .related.push_back({"another one", twin->second->full});
      } else if (anchors.Count(target->id) > 1) {
        ctx.Report(place, Cat("several places have the id \"", target->id, "\""))
            .related.push_back({"the first one", target->range});
      }
    }
  }
};

}  // namespace

RuleInfo AnchorAmbiguousInfo() {
  return {.name = "anchor-ambiguous",
          .group = "anchor",
          .summary = "Link to an anchor that several places share",
          .rationale =
              "It leads to the first of them, and moves to another when sections are reordered.",
          .severity = Severity::kWarning,
          .fix = FixKind::kNone,
          .profiles = kStrict,
          .aliases = kAliases,
          .create = MakeRule<AnchorAmbiguousRule>};
}

}  // namespace awl
