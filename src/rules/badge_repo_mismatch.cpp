#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "facts/destinations.h"
#include "rules/builtin.h"
#include "text/likeness.h"
#include "text/url.h"

namespace awl {
namespace {

class BadgeRepoMismatchRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    const List& list = ctx.list();
    const auto entries = list.entries();
    std::size_t next = 0;
    Offset last = 0;
    for (const Destination& badge : ctx.facts().destinations()) {
      if (!badge.is_badge || badge.kind == Destination::Kind::kDefinition) continue;
      const BadgeRepo repo = FindBadgeRepo(badge.parts);
      if (repo.empty()) continue;
      // Images come in source order, those in HTML after the others, and so do entries: the last
      // that begins before the badge and holds it.
      if (badge.range.begin < last) next = 0;
      last = badge.range.begin;
      while (next < entries.size() && entries[next].full.begin <= badge.range.begin) ++next;
      const Entry* entry = Holder(entries, next, badge.range);
      if (entry != nullptr) CheckBadge(doc, ctx, *entry, badge, repo);
    }
  }

 private:
  // `count` entries begin before the badge; nested ones follow their parents.
  static const Entry* Holder(std::span<const Entry> entries, std::size_t count, Range badge) {
    if (count == 0) return nullptr;
    EntryId id = static_cast<EntryId>(count - 1);
    while (id != kNoId && !entries[id].full.Contains(badge)) id = entries[id].parent;
    return id == kNoId ? nullptr : &entries[id];
  }

  // "https://owner.github.io/name" of the badge's repository.
  static bool IsPageOf(std::string_view url, const BadgeRepo& repo) {
    const Url parts = ParseUrl(url);
    const std::string host = Cat(repo.owner, ".github.io");
    std::string_view path = parts.path;
    while (path.starts_with('/')) path.remove_prefix(1);
    return EqualsIgnoreAsciiCase(parts.host, host) &&
           EqualsIgnoreAsciiCase(path.substr(0, path.find('/')), repo.name);
  }

  // "anvil-core" of "anvil", or the other way round, of one owner.
  static bool IsPartOf(const BadgeRepo& badge, const RepoRef& own) {
    return EqualsIgnoreAsciiCase(badge.owner, own.owner) &&
           (StartsWithIgnoreAsciiCase(badge.name, own.name) ||
            StartsWithIgnoreAsciiCase(own.name, badge.name));
  }

  static void CheckBadge(const Document& doc, RuleContext& ctx, const Entry& entry,
                         const Destination& badge, const BadgeRepo& repo) {
    // Only a clear case: the entry links repositories, none of them the badge's.
    RepoRef own;
    const Node* beside = nullptr;  // the link before the badge: what the badge is of
    bool is_linked = false;        // the badge itself
    if (entry.link != kNoNode && IsPageOf(doc.link(doc[entry.link]).url, repo)) return;
    for (const NodeId id : entry.links) {
      const RepoRef linked = ParseRepo(doc.link(doc[id]).url);
      if (doc[id].full.end <= badge.range.begin) beside = &doc[id];
      is_linked = is_linked || doc[id].full.Contains(badge.range);
      if (linked.empty() || linked.host != "github.com") continue;
      if (EqualsIgnoreAsciiCase(linked.owner, repo.owner) &&
          EqualsIgnoreAsciiCase(linked.name, repo.name))
        return;
      if (own.empty() || beside == &doc[id]) own = linked;
    }
    if (own.empty() || IsPartOf(repo, own)) return;
    // That of a side link: "based on [Bellows](https://bellows.org) ![stars](…)".
    if (!is_linked && beside != nullptr && doc.IdOf(*beside) != entry.link &&
        ParseRepo(doc.link(*beside).url).empty()) {
      return;
    }
    Diagnostic& found =
        ctx.Report(badge.range, Cat("badge of ", repo.owner, "/", repo.name,
                                    " where the entry links ", own.owner, "/", own.name));
    // Where the name is the badge's, it is the link that leads elsewhere.
    const std::string name = AsciiLettersAndDigits(doc.Slice(entry.name));
    if (!badge.is_plain ||
        (name == AsciiLettersAndDigits(repo.name) && name != AsciiLettersAndDigits(own.name))) {
      return;
    }
    const auto at = [&](const char* pointer) {
      return badge.range.begin + static_cast<Offset>(pointer - badge.url.data());
    };
    found.fix = Fix{.title = "show the linked repository",
                    .applicability = Applicability::kUnsafe,
                    .effect = Effect::kDestination,
                    .edits = {{{at(repo.owner.data()), at(repo.name.data() + repo.name.size())},
                               Cat(own.owner, "/", own.name)}}};
  }
};

}  // namespace

RuleInfo BadgeRepoMismatchInfo() {
  return {.name = "badge-repo-mismatch",
          .group = "badge",
          .summary = "Badge of another repository than the entry's",
          .rationale = "Readers judge a project by the stars and licence of somebody else's.",
          .severity = Severity::kError,
          .fix = FixKind::kUnsafe,
          .profiles = kRecommended | kStrict,
          .create = MakeRule<BadgeRepoMismatchRule>};
}

}  // namespace awl
