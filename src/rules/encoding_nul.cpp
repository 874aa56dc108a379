#include <algorithm>

#include "rules/builtin.h"

namespace awl {
namespace {

class EncodingNulRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    const std::string_view text = doc.source().text();
    for (std::size_t at = text.find('\0'); at != std::string_view::npos; at = text.find('\0', at)) {
      const std::size_t end = std::min(text.find_first_not_of('\0', at), text.size());
      ctx.Report({static_cast<Offset>(at), static_cast<Offset>(end)}, "NUL byte; remove it");
      at = end;
    }
  }
};

}  // namespace

RuleInfo EncodingNulInfo() {
  return {
      .name = "encoding-nul",
      .group = "encoding",
      .summary = "NUL byte in the text",
      .rationale =
          "Git takes the file for binary and shows no differences; many tools stop reading there.",
      .severity = Severity::kError,
      .fix = FixKind::kNone,
      .profiles = kRecommended | kStrict,
      .create = MakeRule<EncodingNulRule>};
}

}  // namespace awl
