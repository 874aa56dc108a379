#include <string>
#include <unordered_set>

#include "awesome_lint/rules.h"
#include "facts/destinations.h"
#include "rule/license_section.h"
#include "rules/builtin.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"sections", OptionType::kStrings,
     "license, licence, licensing, license & copyright, copyright, lizenz, licencia, licença, "
     "licence et droits, licenza, лицензия, ліцензія, 许可证, 许可协议, 授權, 授权, ライセンス, "
     "라이선스, lisans, licencja",
     "Names of such sections."},
};

constexpr std::string_view kAliases[] = {"awesome-lint:awesome-license"};

class DocumentNoLicenseTextRule final : public Rule {
 public:
  explicit DocumentNoLicenseTextRule(const Options& options) {
    for (const std::string& name : options.Strings("sections")) names_.insert(FoldCase(name));
  }

  void Check(const Document& doc, RuleContext& ctx) const override {
    bool in_section = false;
    for (const Node& heading : doc.All(NodeKind::kHeading)) {
      if (names_.count(FoldCase(Trim(doc.heading(heading).text))) == 0) continue;
      ReportLicenseSection(ctx, heading);
      in_section = true;
    }
    if (in_section) return;
    for (const Destination& image : ctx.facts().destinations()) {
      const bool is_image =
          image.kind == Destination::Kind::kImage || image.kind == Destination::Kind::kHtmlImage;
      if (is_image && image.url.find("creativecommons.org") != std::string_view::npos)
        ctx.Report(image.range, "badge of the licence");
    }
    for (const Node& paragraph : doc.All(NodeKind::kParagraph)) {
      if (paragraph.parent != doc.root()) continue;
      const std::string text = AsciiLower(doc.Slice(paragraph.full));
      for (const std::string_view phrase :
           {"licensed under", "is released under the", "to the extent possible under law"}) {
        const std::size_t at = text.find(phrase);
        if (at == std::string::npos) continue;
        const Offset begin = paragraph.full.begin + static_cast<Offset>(at);
        ctx.Report({begin, begin + static_cast<Offset>(phrase.size())}, "licence text in the list");
        break;
      }
    }
  }

 private:
  std::unordered_set<std::string> names_;
};

}  // namespace

RuleInfo DocumentNoLicenseTextInfo() {
  return {.name = "document-no-license-text",
          .group = "document",
          .summary = "Licence text in the list",
          .rationale =
              "GitHub shows the licence file beside the list; the text in the list goes stale and "
              "takes the last screen.",
          .severity = Severity::kInfo,
          .fix = FixKind::kUnsafe,
          .profiles = kStrict | kAwesomeLint,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<DocumentNoLicenseTextRule>,
          .awesome_lint = awesome_lint::DocumentNoLicenseText};
}

}  // namespace awl
