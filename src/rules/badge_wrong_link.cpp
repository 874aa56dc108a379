#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

#include "list/entry_parts.h"
#include "rules/builtin.h"
#include "text/likeness.h"
#include "text/url.h"

namespace awl {
namespace {

bool ContainsOther(const std::string& a, const std::string& b) {
  return a.find(b) != std::string::npos || b.find(a) != std::string::npos;
}

// The paper's number, "2401.01234", in a URL; empty if it has none.
std::string_view ArxivId(std::string_view url) {
  for (std::size_t i = 0; i + 10 <= url.size(); ++i) {
    if (url[i + 4] != '.' || (i > 0 && (IsAsciiDigit(url[i - 1]) || url[i - 1] == '.'))) continue;
    std::size_t end = i;
    while (end < url.size() && (IsAsciiDigit(url[end]) || end == i + 4)) ++end;
    if (end - i == 9 || end - i == 10) return url.substr(i, end - i);
  }
  return {};
}

class BadgeWrongLinkRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const Node& image : doc.All(NodeKind::kImage)) {
      const Node* link = doc.Parent(image);
      if (link == nullptr || link->kind != NodeKind::kLink) continue;
      CheckArxiv(doc, ctx, image, *link);
    }
    CheckRepos(doc, ctx);
  }

 private:
  // A badge with arXiv's name leads to arXiv, or to a page about the paper.
  static void CheckArxiv(const Document& doc, RuleContext& ctx, const Node& image,
                         const Node& link) {
    const std::string picture = AsciiLower(doc.link(image).url);
    if (picture.find("arxiv") == std::string::npos) return;
    const std::string_view url = doc.link(link).url;
    const Url parts = ParseUrl(url);
    if (!parts.is_http()) return;
    const std::string_view shown = ArxivId(picture);
    const std::string_view linked = ArxivId(url);
    if (!shown.empty() && !linked.empty()) {
      if (shown == linked) return;
      ctx.Report(link.full, Cat("badge of paper ", shown, " that leads to paper ", linked));
    } else if (ParseRepo(url).host == "github.com") {
      ctx.Report(link.full, "arXiv badge that leads to GitHub");
    }
  }

  // An icon that leads to the repository of another entry was copied with it.
  static void CheckRepos(const Document& doc, RuleContext& ctx) {
    const List& list = ctx.list();
    const bool has_icons =
        std::any_of(list.entries().begin(), list.entries().end(), [&](const Entry& entry) {
          return std::any_of(entry.links.begin(), entry.links.end(), [&](NodeId link) {
            return link != entry.link && !IsTextLink(doc, doc[link]);
          });
        });
    if (!has_icons) return;
    std::unordered_map<std::string, EntryId> owners;  // whose repository it is, by name
    for (EntryId id = 0; id < list.entries().size(); ++id) {
      const Entry& entry = list.entry(id);
      for (const NodeId link : entry.links) {
        const RepoRef repo = ParseRepo(doc.link(doc[link]).url);
        if (repo.empty()) continue;
        const std::string name = AsciiLettersAndDigits(doc.Slice(entry.name));
        if (!name.empty() && ContainsOther(name, AsciiLettersAndDigits(repo.name)))
          owners.emplace(KeyOf(repo), id);
      }
    }
    for (EntryId id = 0; id < list.entries().size(); ++id) {
      const Entry& entry = list.entry(id);
      if (entry.link == kNoNode || entry.parent != kNoId || !IsTextLink(doc, doc[entry.link])) {
        continue;
      }
      for (const NodeId link : entry.links) CheckIcon(doc, ctx, owners, id, link);
    }
  }

  static void CheckIcon(const Document& doc, RuleContext& ctx,
                        const std::unordered_map<std::string, EntryId>& owners, EntryId id,
                        NodeId link) {
    const Entry& entry = ctx.list().entry(id);
    if (link == entry.link || IsTextLink(doc, doc[link])) return;
    const RepoRef repo = ParseRepo(doc.link(doc[link]).url);
    if (repo.empty()) return;
    const auto owner = owners.find(KeyOf(repo));
    if (owner == owners.end() || owner->second == id) return;
    const Entry& other = ctx.list().entry(owner->second);
    const std::string name = AsciiLettersAndDigits(doc.Slice(entry.name));
    if (name.empty() || ContainsOther(name, AsciiLettersAndDigits(repo.name)) ||
        ContainsOther(name, AsciiLettersAndDigits(doc.Slice(other.name)))) {
      return;
    }
    // The entry's own address may belong to the same project or owner.
    const std::string own = AsciiLettersAndDigits(doc.link(doc[entry.link]).url);
    if (own.find(AsciiLettersAndDigits(repo.owner)) != std::string::npos ||
        own.find(AsciiLettersAndDigits(repo.name)) != std::string::npos) {
      return;
    }
    ctx.Report(doc[link].full, Cat("icon that leads to ", repo.owner, "/", repo.name,
                                   ", the repository of \"", doc.Slice(other.name), "\""))
        .related.push_back({"listed here", other.name});
  }

  static std::string KeyOf(const RepoRef& repo) {
    return Cat(repo.host, "/", repo.owner, "/", repo.name);
  }
};

}  // namespace

RuleInfo BadgeWrongLinkInfo() {
  return {.name = "badge-wrong-link",
          .group = "badge",
          .summary = "Badge or icon that leads to something else",
          .rationale = "It was copied with another entry; readers end up at a stranger's project.",
          .severity = Severity::kError,
          .fix = FixKind::kNone,
          .profiles = kRecommended | kStrict,
          .create = MakeRule<BadgeWrongLinkRule>};
}

}  // namespace awl
