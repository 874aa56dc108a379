#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"max", OptionType::kCount, "4", "The deepest level that a heading may have."},
};

class SectionDepthRule final : public Rule {
 public:
  explicit SectionDepthRule(const Options& options) : max_(options.Count("max")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const Section& section : ctx.list().sections()) {
      if (section.heading == kNoNode || section.level <= max_) continue;
      ctx.Report(doc[section.heading].full,
                 Cat("section of level ", section.level, " where ", max_, " is the deepest"));
    }
  }

 private:
  const std::size_t max_;
};

}  // namespace

RuleInfo SectionDepthInfo() {
  return {.name = "section-depth",
          .group = "section",
          .summary = "Sections nested too deeply",
          .rationale =
              "In a deep tree nobody finds the place for an entry, and contents lists "
              "show no more than two levels.",
          .severity = Severity::kWarning,
          .fix = FixKind::kNone,
          .profiles = 0,
          .options = kOptions,
          .create = MakeRule<SectionDepthRule>};
}

}  // namespace awl
