#include <optional>
#include <utility>

#include "document/contents_alignment.h"
#include "grammar/awesome_lint_toc.h"
#include "rule/contents_edits.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr std::string_view kAliases[] = {"awesome-lint:awesome-toc"};

class TocItemWithoutHeadingRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    if (ctx.awesome_lint()) return CheckAsAwesomeLint(doc, ctx);
    const ContentsAlignment& alignment = ctx.list().contents_alignment();
    for (std::size_t i = 0; i < alignment.lines().size(); ++i) {
      const ContentsLine& line = alignment.lines()[i];
      // A heading of that text takes the item; its anchor is anchor-missing-target's then.
      if (line.target != ContentsLine::Target::kNowhere || line.heading != kNoId) continue;
      const ContentsItem& item = ctx.list().contents()->items[i];
      Diagnostic& found =
          ctx.Report(doc[item.link].full, Cat("no heading for contents item \"", line.text, "\""));
      found.fix = RemoveItem(doc, doc[item.item]);
    }
  }

 private:
  static void CheckAsAwesomeLint(const Document& doc, RuleContext& ctx) {
    bool is_first = true;
    for (AwesomeTocFinding& finding : FindAwesomeTocFaults(doc)) {
      if (finding.fault != AwesomeTocFault::kNoHeading &&
          finding.fault != AwesomeTocFault::kNotFound) {
        continue;
      }
      Diagnostic& found = ctx.Report(doc[finding.at].full, std::move(finding.message));
      found.peer = kAwesomeToc;
      if (is_first) found.fix = RewriteContents(doc, ctx.list());
      is_first = false;
    }
  }
};

}  // namespace

RuleInfo rules::TocItemWithoutHeading() {
  return {.name = "toc-item-without-heading",
          .group = "toc",
          .summary = "Contents item for a section that does not exist",
          .rationale = "It promises a section that the list has not, or has under another name.",
          .severity = Severity::kError,
          .fix = FixKind::kBoth,
          .profiles = kRecommended | kStrict | kAwesomeLint,
          .aliases = kAliases,
          .create = MakeRule<TocItemWithoutHeadingRule>};
}

}  // namespace awl
