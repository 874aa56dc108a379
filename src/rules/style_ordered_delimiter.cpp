#include "rule/marker_style.h"
#include "rule/wanted_sign.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"delimiter", OptionType::kEnum, "consistent",
     "What follows the number, or what follows it in most items of the file.", "consistent|.|)"},
};
constexpr std::string_view kAliases[] = {"remark-lint:ordered-list-marker-style"};

class StyleOrderedDelimiterRule final : public Rule {
 public:
  explicit StyleOrderedDelimiterRule(const Options& options)
      : delimiter_(WantedSign(options, "delimiter")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    ReportMarkers(
        doc, {.ordered = true, .wanted = delimiter_, .fallback = '.', .peer = kAliases[0]}, ctx);
  }

 private:
  const char delimiter_;
};

}  // namespace

RuleInfo StyleOrderedDelimiterInfo() {
  return {.name = "style-ordered-delimiter",
          .group = "style",
          .summary = "Numbered lists with both '1.' and '1)'",
          .rationale = "Markdown takes a change of the delimiter for the start of another list.",
          .severity = Severity::kInfo,
          .layout = true,
          .fix = FixKind::kBoth,
          .profiles = kRecommended | kStrict | kAwesomeLint,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<StyleOrderedDelimiterRule>};
}

}  // namespace awl
