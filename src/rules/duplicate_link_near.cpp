#include <string>
#include <unordered_map>

#include "facts/destinations.h"
#include "rules/builtin.h"
#include "text/paper_id.h"
#include "text/url.h"

namespace awl {
namespace {

class DuplicateLinkNearRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    std::unordered_map<std::string, EntryId> seen;
    const List& list = ctx.list();
    const DestinationTable& destinations = ctx.facts().destination_table();
    for (EntryId id = 0; id < list.entries().size(); ++id) {
      const Entry& entry = list.entry(id);
      if (entry.link == kNoNode) continue;
      const Destination* destination = destinations.Find(doc, entry.link);
      if (destination == nullptr) continue;
      std::string paper = PaperId(destination->parts);
      if (paper.empty()) continue;
      const auto [first, is_new] = seen.emplace(std::move(paper), id);
      if (is_new) continue;
      const Entry& earlier = list.entry(first->second);
      // The same address is duplicate-link's finding.
      if (CanonicalUrl(doc.link(doc[earlier.link]).url) == CanonicalUrl(destination->url)) continue;
      const std::uint32_t line = doc.source().LineAt(earlier.full.begin) + 1;
      Diagnostic& found = ctx.Report(
          doc[entry.link].full, Cat("the same paper as in line ", line, ", by another address"));
      found.related.push_back({"first listed here", doc[earlier.link].full});
      // In another section it may be listed for something else: its code, its data.
      const std::vector<std::uint32_t>& groups = ctx.facts().entry_groups();
      found.is_hint = groups[id] != groups[first->second];
    }
  }
};

}  // namespace

RuleInfo DuplicateLinkNearInfo() {
  return {.name = "duplicate-link-near",
          .group = "duplicate",
          .summary = "Two entries link the same paper by different addresses",
          .rationale = "The page about a paper and its PDF are one thing; readers meet it twice.",
          .severity = Severity::kWarning,
          .fix = FixKind::kNone,
          .profiles = kRecommended | kStrict,
          .create = MakeRule<DuplicateLinkNearRule>};
}

}  // namespace awl
