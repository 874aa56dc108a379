#include <string>

#include "awesome_lint/rules.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr std::string_view kAliases[] = {"awesome-lint:awesome-toc"};

class TocPositionRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    const Contents* contents = ctx.list().contents();
    if (contents == nullptr || contents->heading == kNoNode) return;
    const Node* before = nullptr;
    for (const Section& section : ctx.list().sections()) {
      if (section.heading == contents->heading) break;
      // The title is no section.
      if (section.heading == kNoNode || section.level == 1) continue;
      before = &doc[section.heading];
      break;
    }
    if (before == nullptr) return;
    Diagnostic& found =
        ctx.Report(doc[contents->heading].full, "the contents list is not the first section");
    found.related.push_back({.message = "this section comes before it", .range = before->full});
  }
};

}  // namespace

RuleInfo TocPositionInfo() {
  return {.name = "toc-position",
          .group = "toc",
          .summary = "Section before the contents list",
          .rationale = "What comes before the contents is in nobody's overview.",
          .severity = Severity::kInfo,
          .profiles = kStrict | kAwesomeLint,
          .aliases = kAliases,
          .create = MakeRule<TocPositionRule>,
          .awesome_lint = awesome_lint::TocPosition};
}

}  // namespace awl
