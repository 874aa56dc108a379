#include <cstdint>
#include <vector>

#include "rules/builtin.h"

namespace awl {
namespace {

class EntryMissingLinkRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    // How many entries of each list have a link of their own, and how many only speak of one.
    struct Facts {
      std::uint32_t own = 0;
      std::uint32_t mentions = 0;
    };
    std::vector<Facts> facts(doc.Ids(NodeKind::kList).size());
    for (const Entry& entry : ctx.list().entries()) {
      if (entry.link == kNoNode || !InList(doc, entry)) continue;
      Facts& list = facts[ListOf(doc, entry).ext];
      ++(entry.description.Contains(doc[entry.link].full) ? list.mentions : list.own);
    }
    for (const Node& item : doc.All(NodeKind::kListItem)) {
      if (item.first_child == kNoNode && facts[doc.Parent(item)->ext].own > 0) {
        ReportEmpty(doc, ctx, item);
      }
    }
    for (const Entry& entry : ctx.list().entries()) {
      if (entry.link != kNoNode || !entry.links.empty() || !Trim(doc.Slice(entry.url)).empty())
        continue;
      if (InList(doc, entry)) {
        const Facts& list = facts[ListOf(doc, entry).ext];
        if (list.mentions > list.own) continue;
      }
      const Range place = entry.name.empty() ? doc[entry.paragraph].full : entry.name;
      ctx.Report(place, Cat("entry \"", Shorten(doc.Slice(place)), "\" has no link"));
    }
  }

 private:
  static bool InList(const Document& doc, const Entry& entry) {
    return doc[entry.item].kind == NodeKind::kListItem;
  }

  static const Node& ListOf(const Document& doc, const Entry& entry) {
    return *doc.Parent(doc[entry.item]);
  }

  static void ReportEmpty(const Document& doc, RuleContext& ctx, const Node& item) {
    const Range marker = doc.list_item(item).marker;
    const Source& source = doc.source();
    const Range line = source.LineWithEol(source.LineAt(marker.begin));
    Diagnostic& found = ctx.Report(marker, "empty item among entries");
    // What stands before the marker may be the marker of an outer item.
    if (!Trim(doc.Slice({line.begin, marker.begin})).empty() || !doc.IsExact(marker)) return;
    found.fix = Fix{.title = "remove it",
                    .applicability = Applicability::kUnsafe,
                    .effect = Effect::kStructure,
                    .edits = {{line, ""}}};
  }

  static std::string_view Shorten(std::string_view name) {
    return name.substr(0, name.find_first_of("\r\n"));
  }
};

}  // namespace

RuleInfo rules::EntryMissingLink() {
  return {.name = "entry-missing-link",
          .group = "entry",
          .summary = "Entry without a link among entries with one",
          .rationale = "A recommendation that leads nowhere sends the reader to a search engine.",
          .severity = Severity::kError,
          .fix = FixKind::kUnsafe,
          .profiles = kRecommended | kStrict,
          .create = MakeRule<EntryMissingLinkRule>};
}

}  // namespace awl
