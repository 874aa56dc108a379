#include "awesome_lint/rules.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr std::string_view kAliases[] = {"awesome-lint:awesome-list-item", "MD042"};

class EntryNameEmptyRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const Entry& entry : ctx.list().entries()) {
      if (entry.link == kNoNode) continue;
      const Node& link = doc[entry.link];
      // A picture is a name, too.
      if (doc.link(link).form == LinkForm::kInline && Trim(doc.Slice(link.content)).empty())
        ctx.Report(link.full, "the entry's link has no text");
    }
  }
};

}  // namespace

RuleInfo EntryNameEmptyInfo() {
  return {.name = "entry-name-empty",
          .group = "entry",
          .summary = "Entry's link has no text",
          .rationale = "There is nothing to see and nothing to click.",
          .severity = Severity::kError,
          .fix = FixKind::kNone,
          .profiles = kRecommended | kStrict | kAwesomeLint,
          .aliases = kAliases,
          .create = MakeRule<EntryNameEmptyRule>,
          .awesome_lint = awesome_lint::EntryNameEmpty};
}

}  // namespace awl
