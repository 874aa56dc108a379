#include "rule/section_size.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"max", OptionType::kCount, "50", "How many entries a section has at most."},
};

class SectionMaxEntriesRule final : public Rule {
 public:
  explicit SectionMaxEntriesRule(const Options& options) : max_(options.Count("max")) {}

  void Check(const Document& /*doc*/, RuleContext& ctx) const override {
    ReportSectionSizes(0, max_, ctx);
  }

 private:
  const std::size_t max_;
};

}  // namespace

RuleInfo SectionMaxEntriesInfo() {
  return {.name = "section-max-entries",
          .group = "section",
          .summary = "Section with many entries",
          .rationale = "Nobody reads a hundred entries in a row; subsections give an overview.",
          .severity = Severity::kWarning,
          .fix = FixKind::kNone,
          .profiles = 0,
          .options = kOptions,
          .create = MakeRule<SectionMaxEntriesRule>};
}

}  // namespace awl
