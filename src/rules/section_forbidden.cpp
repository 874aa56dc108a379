#include <string>
#include <vector>

#include "rules/builtin.h"
#include "text/glob.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"sections", OptionType::kStrings, "", "Headings that no section may have, as globs."},
};

class SectionForbiddenRule final : public Rule {
 public:
  explicit SectionForbiddenRule(const Options& options)
      : names_(Folded(options.Strings("sections")), Glob::Kind::kText) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    if (names_.empty()) return;
    for (const Section& section : ctx.list().sections()) {
      if (section.heading == kNoNode) continue;
      const Node& heading = doc[section.heading];
      const std::string_view text = Trim(doc.heading(heading).text);
      if (!names_.Matches(FoldCase(text))) continue;
      ctx.Report(heading.full, Cat("section \"", text, "\", which the list does not want"));
    }
  }

 private:
  static std::vector<std::string> Folded(std::vector<std::string> globs) {
    for (std::string& glob : globs) glob = FoldCase(glob);
    return globs;
  }

  const GlobSet names_;
};

}  // namespace

RuleInfo SectionForbiddenInfo() {
  return {.name = "section-forbidden",
          .group = "section",
          .summary = "Section that the list does not want",
          .rationale =
              "What belongs into a file of its own, or nowhere, comes back with every "
              "contributor who does not know.",
          .severity = Severity::kWarning,
          .fix = FixKind::kNone,
          .profiles = 0,
          .options = kOptions,
          .create = MakeRule<SectionForbiddenRule>};
}

}  // namespace awl
