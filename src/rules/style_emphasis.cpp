#include "rule/delimiter_style.h"
#include "rule/wanted_sign.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"marker", OptionType::kEnum, "consistent",
     "The sign to use, or the one that most places of the file have.", "consistent|*|_"},
};
constexpr std::string_view kAliases[] = {"remark-lint:emphasis-marker", "MD049"};

class StyleEmphasisRule final : public Rule {
 public:
  explicit StyleEmphasisRule(const Options& options) : marker_(WantedSign(options, "marker")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    ReportDelimiters(
        doc, {.kind = NodeKind::kEmphasis, .wanted = marker_, .fallback = '*', .peer = kAliases[0]},
        ctx);
  }

 private:
  const char marker_;
};

}  // namespace

RuleInfo StyleEmphasisInfo() {
  return {.name = "style-emphasis",
          .group = "style",
          .summary = "Emphasis with both '*' and '_'",
          .rationale =
              "Both look the same on the page; in the source they look like two things, and a "
              "search for one misses the other.",
          .severity = Severity::kInfo,
          .layout = true,
          .fix = FixKind::kSafe,
          .profiles = kRecommended | kStrict | kAwesomeLint,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<StyleEmphasisRule>};
}

}  // namespace awl
