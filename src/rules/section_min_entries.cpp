#include "rule/section_size.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"min", OptionType::kCount, "3", "How many entries a section has at least."},
};

class SectionMinEntriesRule final : public Rule {
 public:
  explicit SectionMinEntriesRule(const Options& options) : min_(options.Count("min")) {}

  void Check(const Document& /*doc*/, RuleContext& ctx) const override {
    ReportSectionSizes(min_, kNoLimit, ctx);
  }

 private:
  const std::size_t min_;
};

}  // namespace

RuleInfo SectionMinEntriesInfo() {
  return {.name = "section-min-entries",
          .group = "section",
          .summary = "Section with few entries",
          .rationale = "A section of one or two entries is better merged into its neighbour.",
          .severity = Severity::kWarning,
          .fix = FixKind::kNone,
          .profiles = 0,
          .options = kOptions,
          .create = MakeRule<SectionMinEntriesRule>};
}

}  // namespace awl
