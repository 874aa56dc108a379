#include <string>
#include <unordered_set>
#include <vector>

#include "rules/builtin.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"sections", OptionType::kStrings, "", "Headings that must exist."},
};

constexpr std::string_view kAliases[] = {"MD043"};

class DocumentRequiredSectionsRule final : public Rule {
 public:
  explicit DocumentRequiredSectionsRule(const Options& options)
      : sections_(options.Strings("sections")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    std::unordered_set<std::string> have;
    for (const Node& heading : doc.All(NodeKind::kHeading))
      have.insert(FoldCase(Trim(doc.heading(heading).text)));
    for (const std::string& section : sections_) {
      if (have.count(FoldCase(section)) == 0)
        ctx.Report({0, 0}, Cat("no section \"", section, "\""));
    }
  }

 private:
  const std::vector<std::string> sections_;
};

}  // namespace

RuleInfo DocumentRequiredSectionsInfo() {
  return {.name = "document-required-sections",
          .group = "document",
          .summary = "Required section missing",
          .rationale = "The list says which sections it wants.",
          .severity = Severity::kWarning,
          .fix = FixKind::kNone,
          .profiles = 0,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<DocumentRequiredSectionsRule>};
}

}  // namespace awl
