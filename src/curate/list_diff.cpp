#include "curate/list_diff.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "curate/entry_pairs.h"
#include "rule/moves.h"

namespace awl {
namespace {

class Differ {
 public:
  Differ(const List& before, const List& after)
      : before_(before), after_(after), pairs_(PairEntries(before, after)) {}

  ListDiff Run() {
    DiffSections();
    for (EntryId id = 0; id < before_.entries().size(); ++id) {
      if (pairs_.after_of[id] == kNoId) diff_.removed.push_back(RecordOf(before_, id, ""));
    }
    for (EntryId id = 0; id < after_.entries().size(); ++id) {
      const EntryId partner = pairs_.before_of[id];
      if (partner == kNoId) {
        diff_.added.push_back(RecordOf(after_, id, ""));
      } else {
        Compare({.before = RecordOf(before_, partner, ""), .after = RecordOf(after_, id, "")});
      }
    }
    DiffHtml();
    FindReordered();
    return std::move(diff_);
  }

 private:
  static std::vector<SectionNamePath> PathsOf(const List& list) {
    std::vector<SectionNamePath> paths;
    for (SectionId id = 0; id < list.sections().size(); ++id) {
      SectionNamePath path = SectionNames(list, id);
      if (!path.empty() && !list.section(id).is_contents) paths.push_back(std::move(path));
    }
    return paths;
  }

  // Those of `from` that `other` has not, as often as they are there.
  static std::vector<SectionNamePath> Missing(const std::vector<SectionNamePath>& from,
                                              const std::vector<SectionNamePath>& other) {
    std::multiset<SectionNamePath> known(other.begin(), other.end());
    std::vector<SectionNamePath> missing;
    for (const SectionNamePath& path : from) {
      const auto found = known.find(path);
      if (found == known.end()) {
        missing.push_back(path);
      } else {
        known.erase(found);
      }
    }
    return missing;
  }

  static bool Contains(const std::vector<SectionNamePath>& paths, const SectionNamePath& path) {
    return std::find(paths.begin(), paths.end(), path) != paths.end();
  }

  // A section was renamed if its path is gone, and most of its entries are now in a new one.
  void DiffSections() {
    const std::vector<SectionNamePath> old_paths = PathsOf(before_);
    const std::vector<SectionNamePath> new_paths = PathsOf(after_);
    diff_.gone_sections = Missing(old_paths, new_paths);
    diff_.new_sections = Missing(new_paths, old_paths);
    std::map<SectionNamePath, std::map<SectionNamePath, std::size_t>> went;
    for (EntryId id = 0; id < before_.entries().size(); ++id) {
      const EntryId partner = pairs_.after_of[id];
      if (partner == kNoId) continue;
      ++went[SectionNames(before_, before_.entry(id).section)]
            [SectionNames(after_, after_.entry(partner).section)];
    }
    for (const auto& [from, to] : went) {
      std::size_t all = 0;
      for (const auto& [path, count] : to) all += count;
      for (const auto& [path, count] : to) {
        if (2 * count <= all || Contains(new_paths, from) || Contains(old_paths, path)) continue;
        const auto gone = std::find(diff_.gone_sections.begin(), diff_.gone_sections.end(), from);
        const auto made = std::find(diff_.new_sections.begin(), diff_.new_sections.end(), path);
        if (gone == diff_.gone_sections.end() || made == diff_.new_sections.end()) continue;
        diff_.renamed_sections.emplace_back(from, path);
        renamed_.emplace(from, path);
        diff_.gone_sections.erase(gone);
        diff_.new_sections.erase(made);
        break;
      }
    }
    RenameParents();
    diff_.sections_reordered = AreReordered(old_paths, new_paths);
  }

  // A section without entries of its own goes where those below it went.
  void RenameParents() {
    for (std::size_t i = 0; i < diff_.renamed_sections.size(); ++i) {
      auto [from, to] = diff_.renamed_sections[i];
      if (from.back() != to.back()) continue;
      from.pop_back();
      to.pop_back();
      const auto gone = std::find(diff_.gone_sections.begin(), diff_.gone_sections.end(), from);
      const auto made = std::find(diff_.new_sections.begin(), diff_.new_sections.end(), to);
      if (gone == diff_.gone_sections.end() || made == diff_.new_sections.end()) continue;
      diff_.gone_sections.erase(gone);
      diff_.new_sections.erase(made);
      renamed_.emplace(from, to);
      diff_.renamed_sections.emplace_back(std::move(from), std::move(to));
    }
  }

  // By the first of each path.
  static bool AreReordered(const std::vector<SectionNamePath>& old_paths,
                           const std::vector<SectionNamePath>& new_paths) {
    std::map<SectionNamePath, std::size_t> places;
    for (std::size_t i = 0; i < old_paths.size(); ++i) places.emplace(old_paths[i], i);
    std::vector<std::size_t> order;
    std::set<SectionNamePath> seen;
    for (const SectionNamePath& path : new_paths) {
      const auto place = places.find(path);
      if (place != places.end() && seen.insert(path).second) order.push_back(place->second);
    }
    return !std::is_sorted(order.begin(), order.end());
  }

  // By their links alone.
  void DiffHtml() {
    std::map<std::string, std::vector<EntryRecord>> old;
    for (EntryRecord& record : HtmlRecordsOf(before_, "")) {
      old[record.canonical_url].push_back(std::move(record));
    }
    for (EntryRecord& record : HtmlRecordsOf(after_, "")) {
      std::vector<EntryRecord>& same = old[record.canonical_url];
      if (same.empty()) {
        diff_.added.push_back(std::move(record));
        continue;
      }
      auto partner = std::find_if(same.begin(), same.end(), [&](const EntryRecord& other) {
        return other.section == record.section;
      });
      if (partner == same.end()) partner = same.begin();
      Compare({.before = std::move(*partner), .after = std::move(record)});
      same.erase(partner);
    }
    for (auto& [url, left] : old) {
      std::move(left.begin(), left.end(), std::back_inserter(diff_.removed));
    }
  }

  void Compare(ChangedEntry change) {
    const EntryRecord& old = change.before;
    const EntryRecord& now = change.after;
    const auto renamed = renamed_.find(old.section);
    change.moved = (renamed == renamed_.end() ? old.section : renamed->second) != now.section;
    change.renamed = old.name != now.name;
    change.link_changed = old.url != now.url;
    change.described = old.description != now.description;
    change.other = old.trailing != now.trailing || old.fields != now.fields || old.form != now.form;
    if (change.moved || change.renamed || change.link_changed || change.described || change.other) {
      diff_.changed.push_back(std::move(change));
    }
  }

  // By the order of those that stayed in their section.
  void FindReordered() {
    std::map<SectionId, std::vector<std::uint32_t>> order;
    for (EntryId id = 0; id < after_.entries().size(); ++id) {
      if (pairs_.before_of[id] != kNoId) {
        order[after_.entry(id).section].push_back(pairs_.before_of[id]);
      }
    }
    for (const auto& [section, places] : order) {
      const SectionNamePath path = SectionNames(after_, section);
      std::vector<std::uint32_t> stayed;
      for (const std::uint32_t place : places) {
        const SectionNamePath from = SectionNames(before_, before_.entry(place).section);
        const auto renamed = renamed_.find(from);
        if ((renamed == renamed_.end() ? from : renamed->second) == path) stayed.push_back(place);
      }
      if (!std::is_sorted(stayed.begin(), stayed.end())) diff_.reordered.push_back(path);
    }
  }

  const List& before_;
  const List& after_;
  const EntryPairs pairs_;
  std::map<SectionNamePath, SectionNamePath> renamed_;
  ListDiff diff_;
};

}  // namespace

ListDiff DiffLists(const List& before, const List& after) { return Differ(before, after).Run(); }

}  // namespace awl
