#include <string>

#include "rules/builtin.h"
#include "text/url.h"

namespace awl {
namespace {

// Letters and digits, lower case.
std::string LettersOfAnyScript(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (IsAsciiAlnum(c) || static_cast<unsigned char>(c) >= 0x80) out += AsciiLower(c);
  }
  return out;
}

class EntryNameMatchesRepoRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const Entry& entry : ctx.list().entries()) {
      if (entry.link == kNoNode || entry.name.empty()) continue;
      const RepoRef repo = ParseRepo(doc.link(doc[entry.link]).url);
      if (repo.empty()) continue;
      const std::string name = LettersOfAnyScript(doc.Slice(entry.name));
      const std::string repo_name = LettersOfAnyScript(repo.name);
      // "owner/name" is a name as well.
      if (name == repo_name || name == LettersOfAnyScript(repo.owner) + repo_name) continue;
      ctx.Report(entry.name, Cat("the name is not that of the repository, ", repo.name));
    }
  }
};

}  // namespace

RuleInfo EntryNameMatchesRepoInfo() {
  return {
      .name = "entry-name-matches-repo",
      .group = "entry",
      .summary = "Entry's name is not its repository's",
      .rationale =
          "Lists such as awesome-go ask for it, so that an entry is found by the name people type.",
      .severity = Severity::kWarning,
      .fix = FixKind::kNone,
      .profiles = 0,
      .create = MakeRule<EntryNameMatchesRepoRule>};
}

}  // namespace awl
