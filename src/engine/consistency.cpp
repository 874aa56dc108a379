#include "engine/consistency.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "base/strings.h"

namespace awl {
namespace {

bool IsSafe(const Place& place) {
  return !place.edits.empty() && place.applicability == Applicability::kSafe;
}

bool Overlaps(const std::map<Offset, Offset>& taken, Range range) {
  const auto after = taken.lower_bound(range.begin);
  if (after != taken.end() && (after->first < range.end || after->first == range.begin)) {
    return true;
  }
  return after != taken.begin() && std::prev(after)->second > range.begin;
}

// True if each edit stands behind the one before it, as nearly always.
bool AreInOrder(const std::vector<Place>& places) {
  const Edit* last = nullptr;
  for (const Place& place : places) {
    for (const Edit& edit : place.edits) {
      if (last != nullptr &&
          (edit.range.begin < last->range.end || edit.range.begin == last->range.begin)) {
        return false;
      }
      last = &edit;
    }
  }
  return true;
}

// One fix may not hold two edits of the same text, as those of a list and of a list within it that
// both move. The later places wait for the next pass, groups as a whole.
void DropOverlaps(std::vector<Place>* places) {
  if (AreInOrder(*places)) return;
  std::map<std::uint32_t, std::vector<Place*>> groups;
  for (Place& place : *places) {
    if (place.group != 0) groups[place.group].push_back(&place);
  }
  std::map<Offset, Offset> taken;
  const auto take = [&taken](const std::vector<Place*>& unit) {
    for (const Place* place : unit) {
      for (const Edit& edit : place->edits) {
        if (Overlaps(taken, edit.range)) return false;
      }
    }
    for (const Place* place : unit) {
      for (const Edit& edit : place->edits) taken[edit.range.begin] = edit.range.end;
    }
    return true;
  };
  std::set<std::uint32_t> done;
  for (Place& place : *places) {
    if (place.group != 0 && !done.insert(place.group).second) continue;
    const std::vector<Place*> unit =
        place.group == 0 ? std::vector<Place*>{&place} : groups[place.group];
    if (take(unit)) continue;
    for (Place* late : unit) late->edits.clear();
  }
}

Diagnostic Join(std::string message, const Consistency& of, std::vector<Place> places) {
  Diagnostic out{.range = places.front().range, .message = std::move(message), .peer = of.peer};
  Fix fix{.title = of.fix_title, .applicability = Applicability::kSafe, .effect = Effect::kLayout};
  out.related.reserve(places.size());
  DropOverlaps(&places);
  std::uint32_t alone = std::numeric_limits<std::uint32_t>::max();
  for (Place& place : places) {
    out.related.push_back({.message = std::move(place.message), .range = place.range});
    if (place.edits.empty()) continue;
    const std::uint32_t part = place.group != 0 ? place.group : alone--;
    for (Edit& edit : place.edits) edit.part = part;
    fix.applicability = std::min(fix.applicability, place.applicability);
    fix.effect = std::max(fix.effect, place.effect);
    fix.edits.insert(fix.edits.end(), std::make_move_iterator(place.edits.begin()),
                     std::make_move_iterator(place.edits.end()));
  }
  if (!fix.edits.empty()) out.fix = std::move(fix);
  return out;
}

// What the second of two findings says: the first has the counts of the file.
std::string Remainder(const std::vector<Place>& places, std::size_t total) {
  const bool by_hand = std::all_of(places.begin(), places.end(),
                                   [](const Place& place) { return place.edits.empty(); });
  const std::string& first = places.front().message;
  if (places.size() == 1) {
    return Cat(first, by_hand ? "; no fix can be made here" : "; the fix may change the page");
  }
  return Cat(first, ", and ", places.size() - 1, " more of these ", total, " places",
             by_hand ? "; no fix can be made there" : "; the fix may change the page");
}

Diagnostic Single(const Consistency& of, Place place) {
  if (place.message.empty()) place.message = of.message;
  Diagnostic out{.range = place.range, .message = std::move(place.message), .peer = of.peer};
  if (!place.edits.empty()) {
    out.fix = Fix{.title = of.fix_title,
                  .applicability = place.applicability,
                  .effect = place.effect,
                  .edits = std::move(place.edits)};
  }
  return out;
}

// Gives all edits of a group to the first of its places.
void GatherGroups(std::vector<Place>* places) {
  std::map<std::uint32_t, Place*> first;
  for (Place& place : *places) {
    if (place.group == 0) continue;
    const auto [known, is_new] = first.emplace(place.group, &place);
    if (is_new) continue;
    Place& holder = *known->second;
    holder.applicability = std::min(holder.applicability, place.applicability);
    holder.effect = std::max(holder.effect, place.effect);
    holder.edits.insert(holder.edits.end(), std::make_move_iterator(place.edits.begin()),
                        std::make_move_iterator(place.edits.end()));
    place.edits.clear();
  }
}

void ClearGroups(const std::set<std::uint32_t>& groups, std::vector<Place>* places) {
  if (groups.empty()) return;
  for (Place& place : *places) {
    if (groups.count(place.group) != 0) place.edits.clear();
  }
}

}  // namespace

void DropPlaces(const std::function<bool(const Place&)>& gone, Consistency* consistency) {
  std::set<std::uint32_t> broken;
  std::vector<Place>& places = consistency->places;
  places.erase(std::remove_if(places.begin(), places.end(),
                              [&](const Place& place) {
                                if (!gone(place)) return false;
                                if (place.group != 0) broken.insert(place.group);
                                return true;
                              }),
               places.end());
  ClearGroups(broken, &places);
}

void DropEdits(const std::function<bool(const Place&)>& bare, Consistency* consistency) {
  std::set<std::uint32_t> broken;
  for (Place& place : consistency->places) {
    if (!bare(place)) continue;
    place.edits.clear();
    if (place.group != 0) broken.insert(place.group);
  }
  ClearGroups(broken, &consistency->places);
}

void Expand(Consistency consistency, bool awesome_lint, std::vector<Diagnostic>* to) {
  if (awesome_lint) {
    GatherGroups(&consistency.places);
    for (Place& place : consistency.places) to->push_back(Single(consistency, std::move(place)));
    return;
  }
  std::vector<Place> safe;
  std::vector<Place> others;
  for (Place& place : consistency.places) {
    (IsSafe(place) ? safe : others).push_back(std::move(place));
  }
  const std::size_t total = safe.size() + others.size();
  if (!safe.empty()) to->push_back(Join(consistency.message, consistency, std::move(safe)));
  if (others.empty()) return;
  std::string message = others.size() == total ? consistency.message : Remainder(others, total);
  to->push_back(Join(std::move(message), consistency, std::move(others)));
}

}  // namespace awl
