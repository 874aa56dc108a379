#include "facts/anchors.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr std::string_view kAliases[] = {"MD051"};

class AnchorCaseRule final : public Rule {
 public:
  void Check(const Document&, RuleContext& ctx) const override {
    const Anchors& anchors = ctx.facts().anchors();
    for (const AnchorReference& reference : anchors.references()) {
      if (Anchors::IsPageAnchor(reference.id) || anchors.Find(reference.id) != nullptr) continue;
      const AnchorTarget* target = anchors.FindFolded(reference.id);
      if (target == nullptr) continue;
      Diagnostic& found = ctx.Report(
          {reference.range.begin - 1, reference.range.end},
          Cat("\"", reference.id, "\" differs from the anchor #", target->id, " in letter case"));
      found.related.push_back({"the target", target->range});
      found.fix = Fix{.title = Cat("write #", target->id),
                      .applicability = Applicability::kSafe,
                      .effect = Effect::kDestination,
                      .edits = {{reference.range, std::string(target->id)}},
                      .reads = {target->range}};
    }
  }
};

}  // namespace

RuleInfo AnchorCaseInfo() {
  return {
      .name = "anchor-case",
      .group = "anchor",
      .summary = "Link to an anchor in other letter case",
      .rationale = "Anchors are lower case; a browser does not find one that is written otherwise.",
      .severity = Severity::kWarning,
      .fix = FixKind::kSafe,
      .profiles = kRecommended | kStrict,
      .aliases = kAliases,
      .create = MakeRule<AnchorCaseRule>};
}

}  // namespace awl
