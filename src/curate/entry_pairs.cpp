#include "curate/entry_pairs.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/strings.h"
#include "curate/entry_key.h"
#include "text/likeness.h"

namespace awl {
namespace {

// Names and descriptions this alike are those of one entry. Found by reading pairs of commits:
// below, two tools of one kind begin to look like one.
constexpr double kAlike = 0.72;
// Comparisons within one section, or among entries that share a URL.
constexpr std::size_t kMaxComparisons = 20000;

class Matcher {
 public:
  Matcher(const List& before, const List& after)
      : before_(before), after_(after), before_paths_(Paths(before)), after_paths_(Paths(after)) {
    pairs_.after_of.assign(before.entries().size(), kNoId);
    pairs_.before_of.assign(after.entries().size(), kNoId);
  }

  EntryPairs Run(PairBy by) {
    PairByKey(
        [](const List& list, EntryId id) { return LinkKey(list.document(), list.entry(id)); });
    PairByKey([this](const List& list, EntryId id) { return NameInSection(list, id); });
    if (by == PairBy::kLikeness) {
      PairByLikeness();
      // A section that was renamed, or an entry that was moved and leads elsewhere now.
      PairByKey([](const List& list, EntryId id) { return NameOf(list, id); }, true);
    }
    return std::move(pairs_);
  }

 private:
  static std::vector<std::string> Paths(const List& list) {
    std::vector<std::string> paths;
    for (SectionId id = 0; id < list.sections().size(); ++id) {
      paths.push_back(SectionPath(list, id, "\n"));
    }
    return paths;
  }

  const std::string& PathOf(const List& list, EntryId id) const {
    const std::vector<std::string>& paths = &list == &before_ ? before_paths_ : after_paths_;
    return paths[list.entry(id).section];
  }

  static std::string NameOf(const List& list, EntryId id) {
    std::string key;
    FoldName(ShownName(list.document(), list.entry(id)), &key);
    return key;
  }

  std::string NameInSection(const List& list, EntryId id) const {
    const std::string key = NameOf(list, id);
    return key.empty() ? key : Cat(PathOf(list, id), "\n\n", key);
  }

  std::string_view TextOf(const List& list, EntryId id) const {
    return list.document().Slice(list.entry(id).full);
  }

  void Pair(EntryId before, EntryId after) {
    pairs_.after_of[before] = after;
    pairs_.before_of[after] = before;
  }

  template <typename Key>
  void PairByKey(Key key, bool only_unique = false) {
    std::unordered_map<std::string, std::vector<EntryId>> free;  // of `after`
    for (EntryId id = 0; id < pairs_.before_of.size(); ++id) {
      if (pairs_.before_of[id] != kNoId) continue;
      std::string of = key(after_, id);
      if (!of.empty()) free[std::move(of)].push_back(id);
    }
    std::unordered_map<std::string, std::vector<EntryId>> wanted;
    std::vector<const std::string*> order;  // of the keys, so that each run pairs alike
    for (EntryId id = 0; id < pairs_.after_of.size(); ++id) {
      if (pairs_.after_of[id] != kNoId) continue;
      std::string of = key(before_, id);
      if (of.empty() || !free.contains(of)) continue;
      const auto [entry, is_new] = wanted.try_emplace(std::move(of));
      if (is_new) order.push_back(&entry->first);
      entry->second.push_back(id);
    }
    for (const std::string* of : order) {
      if (only_unique && (wanted[*of].size() > 1 || free[*of].size() > 1)) continue;
      PairGroup(wanted[*of], &free[*of]);
    }
  }

  // Those that share a key: first with the same text in the same section, then in the same section,
  // then as they come.
  void PairGroup(std::vector<EntryId> wanted, std::vector<EntryId>* free) {
    const bool any_order =
        wanted.size() * free->size() > kMaxComparisons || (wanted.size() == 1 && free->size() == 1);
    for (int strictness = any_order ? 0 : 2; strictness >= 0; --strictness) {
      std::erase_if(wanted, [&](EntryId id) {
        const auto partner = std::find_if(free->begin(), free->end(), [&](EntryId other) {
          if (strictness >= 1 && PathOf(before_, id) != PathOf(after_, other)) return false;
          return strictness < 2 || TextOf(before_, id) == TextOf(after_, other);
        });
        if (partner == free->end()) return false;
        Pair(id, *partner);
        free->erase(partner);
        return true;
      });
    }
  }

  void PairByLikeness() {
    std::map<std::string_view, std::vector<EntryId>> free;
    for (EntryId id = 0; id < pairs_.before_of.size(); ++id) {
      if (pairs_.before_of[id] == kNoId) free[PathOf(after_, id)].push_back(id);
    }
    std::map<std::string_view, std::vector<EntryId>> wanted;
    for (EntryId id = 0; id < pairs_.after_of.size(); ++id) {
      if (pairs_.after_of[id] == kNoId) wanted[PathOf(before_, id)].push_back(id);
    }
    for (const auto& [path, ids] : wanted) {
      const auto others = free.find(path);
      if (others == free.end() || ids.size() * others->second.size() > kMaxComparisons) continue;
      PairAlike(ids, others->second);
    }
  }

  void PairAlike(const std::vector<EntryId>& ids, const std::vector<EntryId>& others) {
    struct Candidate {
      double likeness;
      EntryId before;
      EntryId after;
    };
    std::vector<Candidate> candidates;
    for (const EntryId id : ids) {
      for (const EntryId other : others) {
        const double likeness = Likeness(TextOf(before_, id), TextOf(after_, other));
        if (likeness >= kAlike) candidates.push_back({likeness, id, other});
      }
    }
    std::stable_sort(
        candidates.begin(), candidates.end(),
        [](const Candidate& a, const Candidate& b) { return a.likeness > b.likeness; });
    for (const Candidate& candidate : candidates) {
      if (pairs_.after_of[candidate.before] != kNoId ||
          pairs_.before_of[candidate.after] != kNoId) {
        continue;
      }
      Pair(candidate.before, candidate.after);
    }
  }

  const List& before_;
  const List& after_;
  const std::vector<std::string> before_paths_;  // by SectionId
  const std::vector<std::string> after_paths_;
  EntryPairs pairs_;
};

}  // namespace

EntryPairs PairEntries(const List& before, const List& after, PairBy by) {
  return Matcher(before, after).Run(by);
}

}  // namespace awl
