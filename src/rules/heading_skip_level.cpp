#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"first-level", OptionType::kCount, "0",
     "Deepest level the first heading may have; 0: any, since heading-title reports it."},
};

constexpr std::string_view kAliases[] = {"MD001"};

class HeadingSkipLevelRule final : public Rule {
 public:
  explicit HeadingSkipLevelRule(const Options& options)
      : first_level_(options.Count("first-level")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    std::size_t deepest = first_level_ == 0 ? 6 : first_level_;
    for (const Node& heading : doc.All(NodeKind::kHeading)) {
      const HeadingInfo& info = doc.heading(heading);
      if (info.level > deepest) {
        Diagnostic& found = ctx.Report(
            heading.full, Cat("h", info.level, " where h", deepest, " is the deepest allowed"));
        // Unsafe: what is missing may be the parent, not a "#" too many.
        if (!info.open.empty()) {
          found.fix = Fix{.title = Cat("make it h", deepest),
                          .applicability = Applicability::kUnsafe,
                          .effect = Effect::kStructure,
                          .edits = {{info.open, std::string(deepest, '#')}}};
        }
      }
      deepest = info.level + 1u;
    }
  }

 private:
  const std::size_t first_level_;
};

}  // namespace

RuleInfo HeadingSkipLevelInfo() {
  return {.name = "heading-skip-level",
          .group = "heading",
          .summary = "Heading more than one level below the one before it",
          .rationale =
              "Tables of contents and screen readers show a skipped level as a missing section.",
          .severity = Severity::kWarning,
          .fix = FixKind::kUnsafe,
          .profiles = kRecommended | kStrict,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<HeadingSkipLevelRule>};
}

}  // namespace awl
