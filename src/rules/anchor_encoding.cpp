#include <string>

#include "facts/anchors.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"form", OptionType::kEnum, "any", "How letters outside ASCII are written in anchors.",
     "any|raw"},
};

constexpr std::string_view kAliases[] = {"MD051"};

class AnchorEncodingRule final : public Rule {
 public:
  explicit AnchorEncodingRule(const Options& options) : raw_(options.String("form") == "raw") {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    const Anchors& anchors = ctx.facts().anchors();
    for (const AnchorReference& reference : anchors.references()) {
      if (Anchors::IsPageAnchor(reference.id)) continue;
      const AnchorTarget* target = anchors.Find(reference.id);
      std::string message;
      if (target == nullptr && anchors.FindFolded(reference.id) == nullptr) {
        target = anchors.FindVisible(reference.id);
        if (target == nullptr) continue;
        message = Cat("the anchor differs from #", target->id, " in invisible characters");
      } else if (target != nullptr && raw_ &&
                 doc.Slice(reference.range).find('%') != std::string_view::npos &&
                 target->id.find_first_of("%() <>") == std::string_view::npos) {
        message = Cat("percent-encoded anchor; #", target->id, " is readable");
      } else {
        continue;
      }
      Diagnostic& found =
          ctx.Report({reference.range.begin - 1, reference.range.end}, std::move(message));
      found.fix = Fix{.title = Cat("write #", target->id),
                      .applicability = Applicability::kSafe,
                      .effect = Effect::kDestination,
                      .edits = {{reference.range, std::string(target->id)}}};
    }
  }

 private:
  const bool raw_;
};

}  // namespace

RuleInfo AnchorEncodingInfo() {
  return {.name = "anchor-encoding",
          .group = "anchor",
          .summary = "Anchor differs from its target in invisible characters or encoding",
          .rationale =
              "GitHub keeps a variation selector (U+FE0F) of an emoji in the anchor; a link "
              "without it leads nowhere.",
          .severity = Severity::kWarning,
          .fix = FixKind::kSafe,
          .profiles = kRecommended | kStrict,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<AnchorEncodingRule>};
}

}  // namespace awl
