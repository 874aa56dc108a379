#include "rules/builtin.h"

namespace awl {
namespace {

// What a comment suppressed is known when all other rules have run, so the engine reports this.
class SuppressionUnusedRule final : public Rule {
 public:
  void Check(const Document&, RuleContext&) const override {}
};

}  // namespace

RuleInfo SuppressionUnusedInfo() {
  return {.name = "suppression-unused",
          .group = "suppression",
          .summary = "Comment that suppresses nothing",
          .rationale = "A suppression that outlives its reason hides the next mistake.",
          .severity = Severity::kWarning,
          .fix = FixKind::kBoth,
          .profiles = kRecommended | kStrict,
          .create = MakeRule<SuppressionUnusedRule>};
}

}  // namespace awl
