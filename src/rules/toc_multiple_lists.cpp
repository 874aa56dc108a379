#include "awesome_lint/rules.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr std::string_view kAliases[] = {"awesome-lint:awesome-toc"};

class TocMultipleListsRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    const Contents* contents = ctx.list().contents();
    if (contents == nullptr || contents->lists.size() < 2) return;
    Diagnostic& found = ctx.Report(doc[contents->lists[1]].full,
                                   Cat("the contents are ", contents->lists.size(), " lists"));
    found.related.push_back({.message = "the first", .range = doc[contents->lists[0]].full});
  }
};

}  // namespace

RuleInfo TocMultipleListsInfo() {
  return {.name = "toc-multiple-lists",
          .group = "toc",
          .summary = "Contents in several lists",
          .rationale = "Scripts that keep the contents up to date know one list only.",
          .severity = Severity::kInfo,
          .profiles = kStrict | kAwesomeLint,
          .aliases = kAliases,
          .create = MakeRule<TocMultipleListsRule>,
          .awesome_lint = awesome_lint::TocMultipleLists};
}

}  // namespace awl
