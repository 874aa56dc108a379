#include "rules/builtin.h"

namespace awl {
namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";

class EncodingBomRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    if (!doc.source().has_bom()) return;
    const Range bom = {0, static_cast<Offset>(kBom.size())};
    ctx.Report(bom, "byte order mark at the start of the file").fix =
        Fix{.title = "remove it",
            .applicability = Applicability::kSafe,
            .effect = Effect::kLayout,
            .edits = {{bom, ""}}};
  }
};

}  // namespace

RuleInfo EncodingBomInfo() {
  return {.name = "encoding-bom",
          .group = "encoding",
          .summary = "Byte order mark",
          .rationale =
              "UTF-8 needs none, and some tools take it for text: the first heading is then no "
              "heading.",
          .severity = Severity::kWarning,
          .fix = FixKind::kSafe,
          .profiles = kRecommended | kStrict,
          .create = MakeRule<EncodingBomRule>};
}

}  // namespace awl
