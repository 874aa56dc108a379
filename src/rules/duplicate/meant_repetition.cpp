#include "rules/duplicate/meant_repetition.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/strings.h"
#include "facts/facts.h"
#include "list/section_names.h"
#include "rule/rule_context.h"
#include "rules/duplicate/same_link.h"

namespace awl {
namespace {

constexpr std::size_t kFewestOfView = 4;
constexpr std::size_t kFewestOfCatalogue = 2;  // repetitions, so of three entries

bool IsInBanner(const Document& doc, const List& list, const RepeatedEntry& pair) {
  const Entry& first = list.entry(pair.first);
  return first.item != kNoNode && doc[first.item].kind == NodeKind::kTableRow &&
         IsAboveSections(list, first, doc[list.entry(pair.entry).link].full.begin);
}

void LeaveChildren(const List& list, std::vector<RepeatedEntry>* pairs) {
  std::unordered_map<EntryId, EntryId> first_of;
  for (const RepeatedEntry& pair : *pairs) first_of.emplace(pair.entry, pair.first);
  std::erase_if(*pairs, [&](const RepeatedEntry& pair) {
    const EntryId parent = list.entry(pair.entry).parent;
    const EntryId other = list.entry(pair.first).parent;
    if (parent == kNoId || other == kNoId) return false;
    const auto found = first_of.find(parent);
    return found != first_of.end() && found->second == other;
  });
}

// "[Some Lab](u)" in one section after another of a few items each, which are about one thing.
void LeaveFields(const List& list, const std::vector<std::uint32_t>& groups,
                 std::vector<RepeatedEntry>* pairs) {
  constexpr std::size_t kMostFields = 5;
  constexpr std::size_t kFewestSections = 2;  // repetitions, so of three places
  std::unordered_map<std::uint32_t, std::size_t> sizes;
  for (const std::uint32_t group : groups) ++sizes[group];
  const auto is_field = [&](const RepeatedEntry& pair) {
    return !pair.IsInOneGroup(groups) && list.entry(pair.entry).description.empty() &&
           sizes[groups[pair.first]] <= kMostFields && sizes[groups[pair.entry]] <= kMostFields &&
           pair.IsIdentical(list);
  };
  std::unordered_map<EntryId, std::size_t> fields;  // by first entry
  for (const RepeatedEntry& pair : *pairs) fields[pair.first] += is_field(pair) ? 1 : 0;
  std::erase_if(*pairs, [&](const RepeatedEntry& pair) {
    return fields[pair.first] >= kFewestSections && is_field(pair);
  });
}

// The page of a provider, of which several things are listed by their names.
void LeaveCatalogues(const Document& doc, RuleContext& ctx, std::vector<RepeatedEntry>* pairs) {
  const List& list = ctx.list();
  const std::vector<std::uint32_t>& groups = ctx.facts().entry_groups();
  const auto is_other = [&](const RepeatedEntry& pair) {
    const Entry& first = list.entry(pair.first);
    const Entry& entry = list.entry(pair.entry);
    return pair.IsInOneGroup(groups) && !first.description.empty() && !entry.description.empty() &&
           LettersOf(doc.Slice(first.name)) != LettersOf(doc.Slice(entry.name)) &&
           LettersOf(doc.Slice(first.description)) != LettersOf(doc.Slice(entry.description));
  };
  std::unordered_map<EntryId, std::size_t> others;  // by first entry
  for (const RepeatedEntry& pair : *pairs) others[pair.first] += is_other(pair) ? 1 : 0;
  std::unordered_set<EntryId> said;
  std::erase_if(*pairs, [&](const RepeatedEntry& pair) {
    const std::size_t count = others[pair.first];
    if (count < kFewestOfCatalogue || !is_other(pair)) return false;
    if (!said.insert(pair.first).second) return true;
    Diagnostic& found = ctx.Report(
        doc[list.entry(pair.entry).link].full,
        Cat(count + 1, " entries here lead to one page; if each has its own, link that"));
    found.is_hint = true;
    found.related.push_back({"the first of them", doc[list.entry(pair.first).link].full});
    return true;
  });
}

// How many linked entries a list has, and how many of them another list has as well.
struct Overlap {
  std::size_t all = 0;
  std::size_t as_later = 0;  // there before
  std::size_t as_first = 0;  // there again
  bool is_view = false;
  bool is_reported = false;

  bool IsView(std::size_t repeated) const {
    return repeated >= kFewestOfView && 10 * repeated >= 9 * all;
  }
};
using Overlaps = std::unordered_map<NodeId, Overlap>;  // by OutermostList

Overlaps FindViews(const Document& doc, const List& list, const std::vector<RepeatedEntry>& pairs) {
  Overlaps overlaps;
  for (const Entry& entry : list.entries()) {
    if (entry.link != kNoNode) ++overlaps[OutermostList(doc, entry)].all;
  }
  const auto list_of = [&](EntryId id) { return OutermostList(doc, list.entry(id)); };
  for (const RepeatedEntry& pair : pairs) {
    if (list_of(pair.first) != list_of(pair.entry)) ++overlaps[list_of(pair.entry)].as_later;
  }
  const auto is_list = [](NodeId id) { return id != kNoNode; };
  for (auto& [id, one] : overlaps) one.is_view = is_list(id) && one.IsView(one.as_later);
  std::unordered_set<EntryId> counted;
  for (const RepeatedEntry& pair : pairs) {
    if (list_of(pair.first) == list_of(pair.entry)) continue;
    if (overlaps[list_of(pair.entry)].is_view || !counted.insert(pair.first).second) continue;
    ++overlaps[list_of(pair.first)].as_first;
  }
  for (auto& [id, one] : overlaps) one.is_view |= is_list(id) && one.IsView(one.as_first);
  return overlaps;
}

void ReportView(const Document& doc, RuleContext& ctx, const RepeatedEntry& pair,
                const Overlap& view) {
  const bool is_later = view.IsView(view.as_later);
  const Entry& own = ctx.list().entry(is_later ? pair.entry : pair.first);
  const Entry& other = ctx.list().entry(is_later ? pair.first : pair.entry);
  Diagnostic& found = ctx.Report(
      doc[own.link].full, Cat(is_later ? view.as_later : view.as_first, " of the ", view.all,
                              " entries of this list are in other lists of the file as well; ",
                              "remove the list unless it is meant as a second view"));
  found.is_hint = true;
  found.related.push_back({"the other place of the first of them", doc[other.link].full});
}

// An entry whose first place is in a view is compared with the next place instead.
void LeaveViews(const Document& doc, RuleContext& ctx, std::vector<RepeatedEntry>* pairs) {
  const List& list = ctx.list();
  if (pairs->size() < kFewestOfView) return;
  Overlaps overlaps = FindViews(doc, list, *pairs);
  std::unordered_map<EntryId, EntryId> instead;  // of entries in views
  std::vector<RepeatedEntry> left;
  for (const RepeatedEntry& pair : *pairs) {
    Overlap& first = overlaps[OutermostList(doc, list.entry(pair.first))];
    Overlap& later = overlaps[OutermostList(doc, list.entry(pair.entry))];
    if (!first.is_view && !later.is_view) {
      left.push_back(pair);
      continue;
    }
    Overlap& view = later.is_view ? later : first;
    if (!view.is_reported) ReportView(doc, ctx, pair, view);
    view.is_reported = true;
    if (later.is_view) continue;
    const auto [real, is_new] = instead.emplace(pair.first, pair.entry);
    if (!is_new) left.push_back({real->second, pair.entry});
  }
  *pairs = std::move(left);
}

}  // namespace

std::vector<bool> FindSelections(const Document& document, const List& list) {
  std::vector<bool> selections(list.sections().size());
  for (SectionId id = 0; id < selections.size(); ++id) {
    const Section& section = list.section(id);
    if (section.heading == kNoNode || section.level == 1) continue;  // "Top 100 Books": all of it
    selections[id] = (section.parent != kNoId && selections[section.parent]) ||
                     IsSelectionHeading(document.Text(document[section.heading]));
  }
  return selections;
}

bool IsAboveSections(const List& list, const Entry& entry, Offset other) {
  constexpr SectionId kTitle = 1;  // after section 0, which is above the title
  const Section& section = list.section(entry.section);
  return entry.section <= kTitle && section.level <= 1 && section.first_subsection != kNoId &&
         other >= section.own.end;
}

void LeaveMeant(const Document& document, RuleContext& ctx, std::vector<RepeatedEntry>* pairs) {
  if (pairs->empty()) return;
  std::erase_if(*pairs,
                [&](const RepeatedEntry& pair) { return IsInBanner(document, ctx.list(), pair); });
  LeaveChildren(ctx.list(), pairs);
  LeaveFields(ctx.list(), ctx.facts().entry_groups(), pairs);
  LeaveCatalogues(document, ctx, pairs);
  LeaveViews(document, ctx, pairs);
}

}  // namespace awl
