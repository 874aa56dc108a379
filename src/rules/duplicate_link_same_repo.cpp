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
      const RepoRef repo = ParseRepo(doc.link(doc[entry.link]).url);
      if (!repo.empty()) {
        const auto [first, is_new] =
            seen.emplace(Cat(repo.host, "/", repo.owner, "/", repo.name), id);
        if (!is_new) Compare(doc, ctx, doc[entry.link], list.entry(first->second));
      }
      // The other fields of an entry may link a part of what it lists; behind the link itself,
      // "(demo, source)" is a custom.
      if (entry.form != EntryForm::kFieldBlock) continue;
      for (const NodeId other : entry.links) {
        if (doc[other].parent == doc[entry.link].parent) continue;
        const RepoRef part = ParseRepo(doc.link(doc[other]).url);
        const auto first = seen.find(Cat(part.host, "/", part.owner, "/", part.name));
        if (!part.empty() && first != seen.end()) {
          Compare(doc, ctx, doc[other], list.entry(first->second));
        }
      }
    }
  }

 private:
  static void Compare(const Document& doc, RuleContext& ctx, const Node& link,
                      const Entry& earlier) {
    const Node& first = doc[earlier.link];
    if (CanonicalUrl(doc.link(first).url) == CanonicalUrl(doc.link(link).url)) return;
    const std::uint32_t line = doc.source().LineAt(first.full.begin) + 1;
    ctx.Report(link.full, Cat("links another part of the repository in line ", line))
        .related.push_back({"listed here", first.full});
  }
};

}  // namespace

RuleInfo DuplicateLinkSameRepoInfo() {
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
