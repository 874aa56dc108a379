#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "facts/anchors.h"
#include "facts/contents_alignment.h"
#include "facts/nearest_anchor.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr std::string_view kAliases[] = {"MD051"};

// The ids that GitHub gives to footnotes.
bool IsFootnoteId(std::string_view id) {
  return id.starts_with("fn-") || id.starts_with("fnref-") || id.starts_with("user-content-fn");
}

class AnchorMissingTargetRule final : public Rule {
 public:
  void Check(const Document&, RuleContext& ctx) const override {
    const Anchors& anchors = ctx.facts().anchors();
    std::optional<NearestAnchors> suggester;
    std::unordered_map<std::string_view, Missing> missing;
    for (const AnchorReference& reference : anchors.references()) ++missing[reference.id].links;
    for (const AnchorReference& reference : anchors.references()) {
      // What differs in case or in an invisible character only, other rules name.
      if (Anchors::IsPageAnchor(reference.id) || anchors.Resolves(reference.id) ||
          IsFootnoteId(reference.id))
        continue;
      Missing& same = missing[reference.id];
      const Range place = {reference.range.begin - 1, reference.range.end};
      if (same.finding != kNone) {
        ctx.diagnostics()[same.finding].related.push_back({"another", place});
        continue;
      }
      Diagnostic& found =
          ctx.Report(place, Cat("no heading or id \"", reference.id, "\" in this file"));
      std::string_view nearest = SectionNamedBy(ctx.document(), ctx.facts(), reference.node);
      if (nearest.empty()) {
        if (!suggester) suggester.emplace(anchors);
        nearest = suggester->Nearest(reference.id);
        if (HasItemOfItsOwn(ctx.facts(), reference.node, nearest)) continue;
      }
      if (nearest.empty()) {
        if (same.links < kHabit) continue;
        found.message += Cat("; ", same.links, " links lead to it");
        same.finding = ctx.diagnostics().size() - 1;
        continue;
      }
      found.fix = Fix{.title = Cat("point it to #", nearest),
                      .applicability = Applicability::kUnsafe,
                      .effect = Effect::kDestination,
                      .edits = {{reference.range, std::string(nearest)}},
                      .reads = {anchors.Find(nearest)->range}};
    }
  }

 private:
  static constexpr std::size_t kNone = ~std::size_t{0};
  // So many links to one id that nobody has are one finding: "back to top" of all sections.
  static constexpr std::size_t kHabit = 4;
  struct Missing {
    std::size_t links = 0;
    std::size_t finding = kNone;  // that is for all of them
  };

  // The anchor of the section whose name the contents item of this link has; empty if it is none.
  static std::string_view SectionNamedBy(const Document& doc, const Facts& facts, NodeId link) {
    const List& list = facts.list();
    const Contents* contents = list.contents();
    if (contents == nullptr || !list.InContents(doc[link])) return {};
    // The item whose link it is is the last one that begins before it.
    const auto begins_before = [&](const ContentsItem& one, NodeId id) { return one.item < id; };
    const auto after =
        std::lower_bound(contents->items.begin(), contents->items.end(), link, begins_before);
    if (after == contents->items.begin() || (after - 1)->link != link) return {};
    const auto item = after - 1;
    const ContentsAlignment& alignment = facts.contents_alignment();
    const ContentsLine& line =
        alignment.lines()[static_cast<std::size_t>(item - contents->items.begin())];
    if (line.heading == kNoId || line.is_duplicate) return {};
    return doc.heading(doc[alignment.headings()[line.heading].node]).slug;
  }
};

}  // namespace

RuleInfo AnchorMissingTargetInfo() {
  return {.name = "anchor-missing-target",
          .group = "anchor",
          .summary = "Link to a place in this file that does not exist",
          .rationale = "The reader clicks and nothing happens.",
          .severity = Severity::kError,
          .fix = FixKind::kUnsafe,
          .profiles = kRecommended | kStrict,
          .aliases = kAliases,
          .create = MakeRule<AnchorMissingTargetRule>};
}

}  // namespace awl
