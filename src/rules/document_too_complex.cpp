#include <algorithm>

#include "rules/builtin.h"

namespace awl {
namespace {

class DocumentTooComplexRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const ComplexRegion& region : doc.complex_regions()) {
      const Offset line_end = doc.source().Line(doc.source().LineAt(region.range.begin)).end;
      ctx.Report({region.range.begin, std::min(region.range.end, line_end)},
                 Cat("too complex to be parsed (", region.reason, "); it is left out"));
    }
  }
};

}  // namespace

RuleInfo DocumentTooComplexInfo() {
  return {.name = "document-too-complex",
          .group = "document",
          .summary = "Text too complex to be parsed",
          .rationale =
              "Some inputs would take a Markdown parser minutes; awl leaves them out and checks "
              "the rest.",
          .severity = Severity::kWarning,
          .fix = FixKind::kNone,
          .profiles = kRecommended | kStrict | kAwesomeLint | kIndex,
          .any_markdown = true,
          .create = MakeRule<DocumentTooComplexRule>};
}

}  // namespace awl
