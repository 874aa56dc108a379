#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "awesome_lint/rules.h"
#include "base/strings.h"
#include "rule/entry_removal.h"
#include "text/normalized_url.h"

namespace awl {
namespace {

class DuplicateLink final : public Rule {
 public:
  // Every inline link counts but those in an item's text behind its main link; each member of a
  // group is reported.
  void Check(const Document& doc, RuleContext& ctx) const override {
    const std::unordered_set<NodeId> ignored = DescriptionLinks(doc);
    std::unordered_map<std::string, std::vector<NodeId>> groups;
    for (const NodeId id : doc.Ids(NodeKind::kLink)) {
      if (ignored.count(id) != 0) continue;
      // To the peer a bare URL ends before a stray "](", where GitHub goes on.
      const LinkInfo& link = doc.link(doc[id]);
      const bool bare = link.form == LinkForm::kBare;
      const std::string_view url = bare ? link.url.substr(0, link.url.find("](")) : link.url;
      groups[NormalizedUrl(url)].push_back(id);
    }
    std::vector<std::pair<NodeId, NodeId>> found;  // with another member
    for (const auto& [url, ids] : groups) {
      if (ids.size() < 2) continue;
      for (const NodeId id : ids) found.emplace_back(id, id == ids[0] ? ids[1] : ids[0]);
    }
    std::sort(found.begin(), found.end());
    if (found.empty()) return;
    const List& list = ctx.list();
    const std::vector<std::uint32_t>& entry_groups = ctx.facts().entry_groups();
    std::unordered_map<NodeId, EntryId> entries;  // by their main links
    for (EntryId id = 0; id < list.entries().size(); ++id) {
      if (list.entry(id).link != kNoNode) entries.emplace(list.entry(id).link, id);
    }
    for (const auto& [id, other] : found) {
      Diagnostic& diagnostic =
          ctx.Report(doc[id].full, Cat("duplicate link: ", doc.link(doc[id]).url));
      diagnostic.related.push_back({"the same place", doc[other].full});
      const auto later = entries.find(id);
      const auto first = entries.find(other);
      if (other > id || later == entries.end() || first == entries.end()) continue;
      const EntryId one = first->second;
      const EntryId two = later->second;
      if (entry_groups[one] == entry_groups[two] && TextOf(list, one) == TextOf(list, two)) {
        diagnostic.fix = RemoveRepeated(list, list.entry(two));
      }
    }
  }

 private:
  static std::unordered_set<NodeId> DescriptionLinks(const Document& doc) {
    std::unordered_set<NodeId> ignored;
    for (const Node& item : doc.All(NodeKind::kListItem)) {
      const Node* paragraph = doc.FirstChild(item);
      if (paragraph == nullptr || paragraph->kind != NodeKind::kParagraph) continue;
      bool main_found = false;
      bool any = false;
      for (const Node& child : doc.Children(*paragraph)) {
        if (child.kind != NodeKind::kLink && child.kind != NodeKind::kLinkReference) continue;
        if (!main_found) {
          const Node* next = doc.Next(child);
          const bool before_dash = next != nullptr && next->kind == NodeKind::kText &&
                                   doc.Slice(next->full).starts_with(" - ");
          if (before_dash || !any) {
            main_found = any = true;
            continue;
          }
        }
        any = true;
        if (child.kind == NodeKind::kLink) ignored.insert(doc.IdOf(child));
      }
    }
    return ignored;
  }
};

}  // namespace

std::unique_ptr<const Rule> awesome_lint::DuplicateLink(const Options& options) {
  return MakeRule<awl::DuplicateLink>(options);
}

}  // namespace awl
