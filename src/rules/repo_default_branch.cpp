#include <string>

#include "rule/repository_path.h"
#include "rules/builtin.h"

namespace awl {
namespace {

class RepoDefaultBranchRule final : public Rule {
 public:
  void Check(const Document&, RuleContext& ctx) const override {
    const Repository* repository = ctx.repository();
    if (repository == nullptr || !IsRootReadme(*repository)) return;
    const std::optional<std::string> branch = repository->default_branch();
    if (branch && *branch != "main")
      ctx.Report({0, 0}, Cat("the default branch is \"", *branch, "\", not \"main\""));
  }
};

}  // namespace

RuleInfo RepoDefaultBranchInfo() {
  return {.name = "repo-default-branch",
          .group = "repo",
          .summary = "Default branch not called main",
          .rationale = "The index of lists requires it, and links to files name the branch.",
          .severity = Severity::kInfo,
          .fix = FixKind::kNone,
          .profiles = kStrict | kIndex,
          .create = MakeRule<RepoDefaultBranchRule>};
}

}  // namespace awl
