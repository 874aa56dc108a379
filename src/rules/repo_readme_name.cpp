#include <string>

#include "rule/repository_path.h"
#include "rules/builtin.h"

namespace awl {
namespace {

class RepoReadmeNameRule final : public Rule {
 public:
  void Check(const Document&, RuleContext& ctx) const override {
    const Repository* repository = ctx.repository();
    if (repository == nullptr) return;
    const std::string_view name = FileName(repository->path());
    if (!EqualsIgnoreAsciiCase(SplitFileName(name).stem, "readme")) return;
    if (name != "readme.md" && name != "README.md")
      ctx.Report({0, 0},
                 Cat("the file is called \"", name, "\", not \"readme.md\" or \"README.md\""));
  }
};

}  // namespace

RuleInfo RepoReadmeNameInfo() {
  return {.name = "repo-readme-name",
          .group = "repo",
          .summary = "Readme with an unusual name",
          .rationale = "Tools and people look for readme.md or README.md.",
          .severity = Severity::kInfo,
          .fix = FixKind::kNone,
          .profiles = kStrict,
          .create = MakeRule<RepoReadmeNameRule>};
}

}  // namespace awl
