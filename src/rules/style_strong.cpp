#include "rule/delimiter_style.h"
#include "rule/wanted_sign.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"marker", OptionType::kEnum, "consistent",
     "The sign to use, or the one that most places of the file have.", "consistent|**|__"},
};
constexpr std::string_view kAliases[] = {"remark-lint:strong-marker", "MD050"};

class StyleStrongRule final : public Rule {
 public:
  explicit StyleStrongRule(const Options& options) : marker_(WantedSign(options, "marker")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    ReportDelimiters(
        doc, {.kind = NodeKind::kStrong, .wanted = marker_, .fallback = '*', .peer = kAliases[0]},
        ctx);
  }

 private:
  const char marker_;
};

}  // namespace

RuleInfo StyleStrongInfo() {
  return {.name = "style-strong",
          .group = "style",
          .summary = "Strong emphasis with both '**' and '__'",
          .rationale =
              "Both look the same on the page; in the source they look like two things, and a "
              "search for one misses the other.",
          .severity = Severity::kInfo,
          .layout = true,
          .fix = FixKind::kSafe,
          .profiles = kRecommended | kStrict | kAwesomeLint,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<StyleStrongRule>};
}

}  // namespace awl
