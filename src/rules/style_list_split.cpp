#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "rule/list_edits.h"
#include "rules/builtin.h"

namespace awl {
namespace {

// True if nothing says that `next`, the list after `list`, is meant to be another one: no blank
// line and no other indentation.
bool GoesOn(const Document& doc, const Node& list, const Node& next) {
  const Source& source = doc.source();
  const std::uint32_t last = source.LineAt(list.full.end - 1);
  const Range before = doc.list_item(*doc.FirstChild(list)).marker;
  const Range after = doc.list_item(*doc.FirstChild(next)).marker;
  return source.LineAt(next.full.begin) == last + 1 &&
         ColumnOf(source, before.begin) == ColumnOf(source, after.begin);
}

bool HasLink(const Document& doc, const Node& item) {
  const NodeId end = doc.SubtreeEnd(item);
  for (NodeId id = doc.IdOf(item) + 1; id < end; ++id) {
    if (doc[id].kind == NodeKind::kLink || doc[id].kind == NodeKind::kLinkReference) return true;
  }
  return false;
}

// True if `list` says more about the last item of `before` rather than to go on with it: several
// items without a link after one that has some.
bool IsAboutItemBefore(const Document& doc, const Node& before, const Node& list) {
  if (!doc.list(list).tight || doc.list(list).item_count < 2) return false;
  if (!HasLink(doc, *doc.LastChild(before))) return false;
  for (const Node& item : doc.Children(list)) {
    if (HasLink(doc, item)) return false;
  }
  return true;
}

// True if more than one blank line says that two lists are meant.
bool AreFarApart(const Document& doc, const Node& list, const Node& next) {
  const Source& source = doc.source();
  return source.LineAt(next.full.begin) > source.LineAt(list.full.end - 1) + 2;
}

class StyleListSplitRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    std::optional<char> majority;
    Consistency found{.fix_title = "use the marker of the items around"};
    NodeId done = 0;  // lists before it belong to a run that was seen
    for (const Node& list : doc.All(NodeKind::kList)) {
      const Node* next = doc.Next(list);
      if (doc.IdOf(list) < done || next == nullptr || !AreAlike(doc, list, *next)) continue;
      std::vector<const Node*> run = {&list};
      for (; next != nullptr && AreAlike(doc, *run.back(), *next); next = doc.Next(*next)) {
        // What stands below the contents is no part of them.
        if (ctx.list().InContents(*run.back()) != ctx.list().InContents(*next)) break;
        run.push_back(next);
      }
      if (run.size() == 1) continue;
      done = std::max(done, doc.IdOf(*run.back()) + 1);
      if (doc.list(list).ordered) {
        ReportNumbered(doc, ctx, run);
        continue;
      }
      if (!majority) majority = MajorityMarker(doc, false, ctx, '-');
      AddStrays(doc, run, *majority, &found);
    }
    if (found.places.empty()) return;
    found.message = Cat(Counted(found.places.size(), "item"),
                        " with another marker than the items around, which splits the list");
    ctx.Report(std::move(found));
  }

 private:
  // Numbers begin anew in the second list; joining the two changes what readers see.
  static void ReportNumbered(const Document& doc, RuleContext& ctx,
                             const std::vector<const Node*>& run) {
    for (std::size_t i = 1; i < run.size(); ++i) {
      Diagnostic& found =
          ctx.Report(doc.list_item(*doc.FirstChild(*run[i])).marker,
                     Cat("'", doc.list(*run[i]).marker, "' starts a new list after items with '",
                         doc.list(*run[i - 1]).marker, "'"));
      found.related.push_back({.message = "the list before ends here",
                               .range = doc.list_item(*doc.LastChild(*run[i - 1])).marker});
    }
  }

  // The lists of the run that have another marker than the file, or else the run's first one.
  static void AddStrays(const Document& doc, const std::vector<const Node*>& run, char majority,
                        Consistency* found) {
    const auto marker = [&](const Node* list) { return doc.list(*list).marker; };
    const bool has_majority = std::any_of(
        run.begin(), run.end(), [&](const Node* list) { return marker(list) == majority; });
    const char wanted = has_majority ? majority : marker(run.front());
    for (std::size_t i = 0; i < run.size(); ++i) {
      if (marker(run[i]) == wanted) continue;
      const bool goes_on = (i == 0 || GoesOn(doc, *run[i - 1], *run[i])) &&
                           (i + 1 == run.size() || GoesOn(doc, *run[i], *run[i + 1]));
      const auto group = static_cast<std::uint32_t>(found->places.size() + 1);
      std::vector<Place> places;
      bool all = i == 0 || !(IsAboutItemBefore(doc, *run[i - 1], *run[i]) ||
                             AreFarApart(doc, *run[i - 1], *run[i]));
      for (const Node& item : doc.Children(*run[i])) {
        places.push_back({.range = doc.list_item(item).marker,
                          .message = Cat("marker '", marker(run[i]), "', '", wanted, "' around it"),
                          .edits = MarkerEdits(doc, item, wanted),
                          .applicability = goes_on ? Applicability::kSafe : Applicability::kUnsafe,
                          .effect = Effect::kStructure,
                          .group = group});
        all &= !places.back().edits.empty();
      }
      for (Place& place : places) {
        if (!all) place.edits.clear();
        found->places.push_back(std::move(place));
      }
    }
  }
};

}  // namespace

RuleInfo StyleListSplitInfo() {
  return {.name = "style-list-split",
          .group = "style",
          .summary = "Change of the marker in the middle of a list",
          .rationale =
              "Markdown ends the list there and starts another one: numbers begin again, "
              "and the gap between the two is wider than between items.",
          .severity = Severity::kWarning,
          .fix = FixKind::kBoth,
          .profiles = kRecommended | kStrict,
          .create = MakeRule<StyleListSplitRule>};
}

}  // namespace awl
