#include <string>

#include "awesome_lint/rules.h"
#include "facts/destinations.h"
#include "rule/repository_path.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr std::string_view kAliases[] = {"awesome-lint:awesome-contributing"};

class RepoContributingRule final : public Rule {
 public:
  void Check(const Document&, RuleContext& ctx) const override {
    const Repository* repository = ctx.repository();
    if (repository == nullptr) return;
    if (!IsRootReadme(*repository)) return;
    for (const std::string_view folder : {"", ".github/", "docs/"}) {
      for (const std::string_view extension : {".md", ".markdown", "", ".rst", ".txt"}) {
        const std::optional<std::string> file =
            FindFile(*repository, Cat(folder, "contributing", extension));
        if (!file) continue;
        if (IsEmpty(*repository, *file)) {
          ctx.Report({0, 0}, Cat(*file, " is empty"));
        } else if (!IsLinked(ctx.facts(), FileName(*file))) {
          ctx.Report({0, 0}, Cat("no link to ", *file));
        }
        return;
      }
    }
    ctx.Report({0, 0}, "no contributing.md in the root, .github or docs");
  }

 private:
  static bool IsEmpty(const Repository& repository, std::string_view file) {
    const std::optional<std::string> text = repository.Read(file);
    return text && Trim(*text).empty();
  }

  // The link may be absolute, to the forge's page of the file.
  static bool IsLinked(const Facts& facts, std::string_view name) {
    for (const Destination& destination : facts.destinations()) {
      if (EqualsIgnoreAsciiCase(FileName(destination.parts.path), name)) return true;
    }
    return false;
  }
};

}  // namespace

RuleInfo RepoContributingInfo() {
  return {.name = "repo-contributing",
          .group = "repo",
          .summary = "No guidelines for contributors, or no link to them",
          .rationale = "Who wants to add an entry must learn how before opening a pull request.",
          .severity = Severity::kWarning,
          .fix = FixKind::kNone,
          .profiles = kStrict | kAwesomeLint | kIndex,
          .aliases = kAliases,
          .create = MakeRule<RepoContributingRule>,
          .awesome_lint = awesome_lint::RepoContributing};
}

}  // namespace awl
