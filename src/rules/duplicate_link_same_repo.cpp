#include <string>
#include <unordered_map>

#include "rules/builtin.h"
#include "text/url.h"

namespace awl {
namespace {

class DuplicateLinkSameRepoRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    std::unordered_map<std::string, EntryId> seen;
    const List& list = ctx.list();
    for (EntryId id = 0; id < list.entries().size(); ++id) {
      const Entry& entry = list.entry(id);
      if (entry.link == kNoNode) continue;
      const std::string_view url = doc.link(doc[entry.link]).url;
      const RepoRef repo = ParseRepo(url);
      if (repo.empty()) continue;
      const auto [first, is_new] =
          seen.emplace(Cat(repo.host, "/", repo.owner, "/", repo.name), id);
      if (is_new) continue;
      const Entry& earlier = list.entry(first->second);
      if (CanonicalUrl(doc.link(doc[earlier.link]).url) == CanonicalUrl(url)) continue;
      const std::uint32_t line = doc.source().LineAt(earlier.full.begin) + 1;
      ctx.Report(doc[entry.link].full, Cat("another part of the repository in line ", line))
          .related.push_back({"listed here", doc[earlier.link].full});
    }
  }
};

}  // namespace

RuleInfo rules::DuplicateLinkSameRepo() {
  return {.name = "duplicate-link-same-repo",
          .group = "duplicate",
          .summary = "Two entries link parts of one repository",
          .rationale = "Often one entry that names both parts says more.",
          .severity = Severity::kInfo,
          .fix = FixKind::kNone,
          .profiles = kStrict,
          .create = MakeRule<DuplicateLinkSameRepoRule>};
}

}  // namespace awl
