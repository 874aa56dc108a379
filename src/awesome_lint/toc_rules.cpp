#include <algorithm>
#include <utility>
#include <vector>

#include "awesome_lint/rewrite_contents.h"
#include "awesome_lint/rules.h"
#include "awesome_lint/toc.h"

// One rule of awesome-lint, awesome-toc, is several of ours: each reports the faults that are its
// own.

namespace awl {
namespace {

class TocRule final : public Rule {
 public:
  using Kinds = std::vector<AwesomeTocFault>;
  // `cured` are the faults that go away where the contents list is rewritten: the first finding
  // has that as its fix.
  explicit TocRule(Kinds kinds, Kinds cured = {})
      : kinds_(std::move(kinds)), cured_(std::move(cured)) {}

  void Check(const Document&, RuleContext& ctx) const override {
    Report(kinds_, ctx);
    const std::size_t first = ctx.diagnostics().size();
    Report(cured_, ctx);
    if (first == ctx.diagnostics().size()) return;
    ctx.diagnostics()[first].fix = RewriteContents(ctx.facts());
  }

 private:
  static void Report(const Kinds& kinds, RuleContext& ctx) {
    for (const AwesomeTocFinding& finding : AwesomeTocFindings(ctx)) {
      if (std::find(kinds.begin(), kinds.end(), finding.fault) == kinds.end()) continue;
      ctx.Report(finding.range, finding.message).peer = "awesome-toc";
    }
  }

  const Kinds kinds_;
  const Kinds cured_;
};

}  // namespace

std::unique_ptr<const Rule> awesome_lint::TocDepth(const Options&) {
  return std::make_unique<TocRule>(TocRule::Kinds{AwesomeTocFault::kTooDeep});
}

std::unique_ptr<const Rule> awesome_lint::TocDuplicateItem(const Options&) {
  return std::make_unique<TocRule>(TocRule::Kinds{}, TocRule::Kinds{AwesomeTocFault::kDuplicate});
}

std::unique_ptr<const Rule> awesome_lint::TocExcludedSection(const Options&) {
  return std::make_unique<TocRule>(TocRule::Kinds{}, TocRule::Kinds{AwesomeTocFault::kForbidden});
}

std::unique_ptr<const Rule> awesome_lint::TocHeading(const Options&) {
  return std::make_unique<TocRule>(TocRule::Kinds{AwesomeTocFault::kNoList});
}

std::unique_ptr<const Rule> awesome_lint::TocItemWithoutHeading(const Options&) {
  return std::make_unique<TocRule>(
      TocRule::Kinds{}, TocRule::Kinds{AwesomeTocFault::kNoHeading, AwesomeTocFault::kNotFound});
}

std::unique_ptr<const Rule> awesome_lint::TocItemWithoutLink(const Options&) {
  return std::make_unique<TocRule>(
      TocRule::Kinds{AwesomeTocFault::kMissingLink, AwesomeTocFault::kMissingText});
}

std::unique_ptr<const Rule> awesome_lint::TocMissingHeading(const Options&) {
  return std::make_unique<TocRule>(TocRule::Kinds{AwesomeTocFault::kNoSections},
                                   TocRule::Kinds{AwesomeTocFault::kMissingItem});
}

std::unique_ptr<const Rule> awesome_lint::TocMultipleLists(const Options&) {
  return std::make_unique<TocRule>(TocRule::Kinds{AwesomeTocFault::kSeveralLists});
}

std::unique_ptr<const Rule> awesome_lint::TocPosition(const Options&) {
  return std::make_unique<TocRule>(
      TocRule::Kinds{AwesomeTocFault::kNotFirst, AwesomeTocFault::kNoTitle});
}

std::unique_ptr<const Rule> awesome_lint::TocTextMismatch(const Options&) {
  return std::make_unique<TocRule>(TocRule::Kinds{}, TocRule::Kinds{AwesomeTocFault::kTextDiffers});
}

}  // namespace awl
