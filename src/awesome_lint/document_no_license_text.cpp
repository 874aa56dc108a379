#include <string>

#include "awesome_lint/mdast_text.h"
#include "awesome_lint/rules.h"
#include "base/strings.h"
#include "rule/license_section.h"

namespace awl {
namespace {

class DocumentNoLicenseText final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const Node& heading : doc.All(NodeKind::kHeading)) {
      const std::string text = AsciiLower(MdastText(doc, heading));
      if (text != "license" && text != "licence") continue;
      ReportLicenseSection(ctx, heading);
      return;
    }
  }
};

}  // namespace

std::unique_ptr<const Rule> awesome_lint::DocumentNoLicenseText(const Options& options) {
  return MakeRule<awl::DocumentNoLicenseText>(options);
}

}  // namespace awl
