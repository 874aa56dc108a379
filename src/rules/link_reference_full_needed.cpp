#include <string>

#include "rules/builtin.h"
#include "text/label.h"

namespace awl {
namespace {

constexpr std::string_view kAliases[] = {"remark-lint:no-unneeded-full-reference-link",
                                         "remark-lint:no-unneeded-full-reference-image"};

class LinkReferenceFullNeededRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    CheckKind(doc, ctx, NodeKind::kLinkReference, "no-unneeded-full-reference-link");
    CheckKind(doc, ctx, NodeKind::kImageReference, "no-unneeded-full-reference-image");
  }

 private:
  static void CheckKind(const Document& doc, RuleContext& ctx, NodeKind kind,
                        std::string_view peer) {
    for (const Node& node : doc.All(kind)) {
      const LinkInfo& link = doc.link(node);
      if (link.form != LinkForm::kFull) continue;
      const std::string_view text = doc.Slice(link.text);
      const std::string_view label = doc.Slice(link.label);
      if (text != label && NormalizeLabel(text) != NormalizeLabel(label)) continue;
      Diagnostic& found = ctx.Report(
          node.full, Cat("label \"", label, "\" is the text once more; \"[]\" is enough"));
      found.peer = peer;
      found.fix = Fix{.title = "write []",
                      .applicability = Applicability::kSafe,
                      .effect = Effect::kText,
                      .edits = {{link.label, ""}}};
    }
  }
};

}  // namespace

RuleInfo LinkReferenceFullNeededInfo() {
  return {.name = "link-reference-full-needed",
          .group = "link",
          .summary = "Reference whose label repeats its text",
          .rationale = "The name is there twice, and has to be changed twice.",
          .severity = Severity::kInfo,
          .fix = FixKind::kSafe,
          .profiles = kStrict | kAwesomeLint,
          .aliases = kAliases,
          .create = MakeRule<LinkReferenceFullNeededRule>};
}

}  // namespace awl
