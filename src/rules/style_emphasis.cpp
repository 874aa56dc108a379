#include "rule/delimiter_style.h"
#include "rule/wanted_sign.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr std::string_view kSummary =
    "The sign to use, or the one that most places of the file have.";
constexpr std::string_view kRationale =
    "Both look the same on the page; in the source they look like two things, and a search for one "
    "misses the other.";

constexpr OptionInfo kEmphasisOptions[] = {
    {"marker", OptionType::kEnum, "consistent", kSummary, "consistent|*|_"},
};
constexpr OptionInfo kStrongOptions[] = {
    {"marker", OptionType::kEnum, "consistent", kSummary, "consistent|**|__"},
};
constexpr std::string_view kEmphasisAliases[] = {"remark-lint:emphasis-marker", "MD049"};
constexpr std::string_view kStrongAliases[] = {"remark-lint:strong-marker", "MD050"};

template <NodeKind kKind>
class StyleEmphasisRule final : public Rule {
 public:
  explicit StyleEmphasisRule(const Options& options) : marker_(WantedSign(options, "marker")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    const std::string_view peer =
        kKind == NodeKind::kStrong ? kStrongAliases[0] : kEmphasisAliases[0];
    ReportDelimiters(doc, {.kind = kKind, .wanted = marker_, .fallback = '*', .peer = peer}, ctx);
  }

 private:
  const char marker_;
};

}  // namespace

RuleInfo StyleEmphasisInfo() {
  return {.name = "style-emphasis",
          .group = "style",
          .summary = "Emphasis with both '*' and '_'",
          .rationale = kRationale,
          .severity = Severity::kInfo,
          .layout = true,
          .fix = FixKind::kSafe,
          .profiles = kRecommended | kStrict | kAwesomeLint,
          .options = kEmphasisOptions,
          .aliases = kEmphasisAliases,
          .create = MakeRule<StyleEmphasisRule<NodeKind::kEmphasis>>};
}

RuleInfo StyleStrongInfo() {
  return {.name = "style-strong",
          .group = "style",
          .summary = "Strong emphasis with both '**' and '__'",
          .rationale = kRationale,
          .severity = Severity::kInfo,
          .layout = true,
          .fix = FixKind::kSafe,
          .profiles = kRecommended | kStrict | kAwesomeLint,
          .options = kStrongOptions,
          .aliases = kStrongAliases,
          .create = MakeRule<StyleEmphasisRule<NodeKind::kStrong>>};
}

}  // namespace awl
