#include <string>

#include "rule/repository_path.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr std::string_view kAliases[] = {"awesome-lint:awesome-code-of-conduct"};
constexpr std::string_view kAuthor = "sindresorhus";
constexpr std::string_view kEmail = "sindresorhus@gmail.com";

bool IsCodeOfConduct(std::string_view path) {
  const std::string_view folder = FolderPart(path);
  if (!folder.empty() && folder != ".github/" && folder != "docs/") return false;
  const std::string_view name = FileName(path);
  return EqualsIgnoreAsciiCase(name, "code-of-conduct.md") ||
         EqualsIgnoreAsciiCase(name, "code_of_conduct.md");
}

class RepoCodeOfConductRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    const Repository* repository = ctx.repository();
    if (repository == nullptr || !IsCodeOfConduct(repository->path())) return;
    if (doc[doc.root()].first_child == kNoNode) {
      ctx.Report({0, 0}, "code-of-conduct.md file must not be empty");
      return;
    }
    // As a reference it needs a definition; the texts that people paste have none.
    for (const std::string_view placeholder :
         {"[INSERT EMAIL ADDRESS]", "[INSERT CONTACT METHOD]"}) {
      const Range found = FindIn(doc, placeholder);
      if (found.empty()) continue;
      if (ctx.awesome_lint() && !IsReference(doc, found)) continue;
      ctx.Report(found, "The email placeholder must be replaced with yours");
      return;
    }
    const Range email = FindIn(doc, kEmail);
    if (!email.empty() && !IsAuthors(*repository))
      ctx.Report(email, "The default email must be replaced with yours");
  }

 private:
  static Range FindIn(const Document& doc, std::string_view text) {
    const std::size_t at = doc.source().text().find(text);
    if (at == std::string_view::npos) return {0, 0};
    return {static_cast<Offset>(at), static_cast<Offset>(at + text.size())};
  }

  static bool IsReference(const Document& doc, Range range) {
    for (const Node& reference : doc.All(NodeKind::kLinkReference)) {
      if (reference.full.begin <= range.begin && range.end <= reference.full.end) return true;
    }
    return false;
  }

  // The text comes from that author's lists, where the address is right.
  static bool IsAuthors(const Repository& repository) {
    const std::string owner = Cat(kAuthor, "/");
    if (repository.remote_url().value_or("").find(owner) != std::string::npos) return true;
    const std::string package = repository.Read("package.json").value_or("");
    const std::size_t key = package.find("\"repository\"");
    if (key == std::string::npos) return false;
    return std::string_view(package).substr(key, 200).find(owner) != std::string_view::npos;
  }
};

}  // namespace

RuleInfo RepoCodeOfConductInfo() {
  return {.name = "repo-code-of-conduct",
          .group = "repo",
          .summary = "Code of conduct that is empty or still the template",
          .rationale = "Who reports something must reach the maintainers of this list.",
          .severity = Severity::kError,
          .fix = FixKind::kNone,
          .profiles = kStrict | kAwesomeLint,
          .any_markdown = true,  // the code of conduct is no list
          .aliases = kAliases,
          .create = MakeRule<RepoCodeOfConductRule>};
}

}  // namespace awl
