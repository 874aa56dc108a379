#include <algorithm>
#include <string>

#include "rule/repository_path.h"
#include "rules/builtin.h"

namespace awl {
namespace {

// "awesome-list" of https://host/owner/awesome-list.git/ and git@host:owner/awesome-list.git.
std::string_view NameOf(std::string_view url) {
  while (url.ends_with('/')) url.remove_suffix(1);
  if (url.ends_with(".git")) url.remove_suffix(4);
  return url.substr(url.find_last_of("/:\\") + 1);
}

class RepoNameRule final : public Rule {
 public:
  void Check(const Document&, RuleContext& ctx) const override {
    const Repository* repository = ctx.repository();
    if (repository == nullptr || !IsRootReadme(*repository)) return;
    const std::string url = repository->remote_url().value_or("");
    const std::string_view name = NameOf(url);
    if (name.empty() || name == "awesome") return;
    const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
      return IsAsciiLower(c) || IsAsciiDigit(c) || c == '-' || c == '.';
    });
    if (!name.starts_with("awesome-") || !plain)
      ctx.Report({0, 0}, Cat("the repository is called \"", name,
                             "\"; lists are called \"awesome-topic\", in lower case"));
  }
};

}  // namespace

RuleInfo RepoNameInfo() {
  return {.name = "repo-name",
          .group = "repo",
          .summary = "Repository not called awesome-topic",
          .rationale = "People look for lists by that name, and the index of lists requires it.",
          .severity = Severity::kInfo,
          .fix = FixKind::kNone,
          .profiles = kStrict | kIndex,
          .create = MakeRule<RepoNameRule>};
}

}  // namespace awl
