#include <optional>
#include <string>

#include "awesome_lint/rules.h"
#include "base/strings.h"
#include "rule/repository_path.h"

namespace awl {
namespace {

class RepoContributing final : public Rule {
 public:
  void Check(const Document&, RuleContext& ctx) const override {
    const Repository* repository = ctx.repository();
    if (repository == nullptr) return;
    // It looks beside the list, wherever that stands, and not into docs.
    const std::string folder(FolderPart(repository->path()));
    std::optional<std::string> file = FindFile(*repository, folder + "contributing.md");
    if (!file) file = FindFile(*repository, folder + ".github/contributing.md");
    if (!file) {
      ctx.Report({0, 0}, "Missing file contributing.md");
    } else if (const auto text = repository->Read(*file); text && Trim(*text).empty()) {
      ctx.Report({0, 0}, "contributing.md file must not be empty");
    }
  }
};

}  // namespace

std::unique_ptr<const Rule> awesome_lint::RepoContributing(const Options& options) {
  return MakeRule<awl::RepoContributing>(options);
}

}  // namespace awl
