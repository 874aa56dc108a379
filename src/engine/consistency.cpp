#include "engine/consistency.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/strings.h"

namespace awl {
namespace {

bool IsSafe(const Place& place) {
  return !place.edits.empty() && place.applicability == Applicability::kSafe;
}

Diagnostic Join(std::string message, const Consistency& of, std::vector<Place> places) {
  Diagnostic out{.range = places.front().range, .message = std::move(message), .peer = of.peer};
  Fix fix{.title = of.fix_title, .applicability = Applicability::kSafe, .effect = Effect::kLayout};
  out.related.reserve(places.size());
  for (Place& place : places) {
    out.related.push_back({.message = std::move(place.message), .range = place.range});
    if (place.edits.empty()) continue;
    fix.applicability = std::min(fix.applicability, place.applicability);
    fix.effect = std::max(fix.effect, place.effect);
    fix.edits.insert(fix.edits.end(), std::make_move_iterator(place.edits.begin()),
                     std::make_move_iterator(place.edits.end()));
  }
  if (!fix.edits.empty()) out.fix = std::move(fix);
  return out;
}

Diagnostic Single(const Consistency& of, Place place) {
  Diagnostic out{.range = place.range,
                 .message = place.message.empty() ? of.message : std::move(place.message),
                 .peer = of.peer};
  if (!place.edits.empty()) {
    out.fix = Fix{.title = of.fix_title,
                  .applicability = place.applicability,
                  .effect = place.effect,
                  .edits = std::move(place.edits)};
  }
  return out;
}

}  // namespace

void Expand(Consistency consistency, bool each_place, std::vector<Diagnostic>* to) {
  if (each_place) {
    for (Place& place : consistency.places) to->push_back(Single(consistency, std::move(place)));
    return;
  }
  std::vector<Place> safe;
  std::vector<Place> others;
  for (Place& place : consistency.places) {
    (IsSafe(place) ? safe : others).push_back(std::move(place));
  }
  const bool both = !safe.empty() && !others.empty();
  if (!safe.empty()) to->push_back(Join(consistency.message, consistency, std::move(safe)));
  if (!others.empty()) {
    // Its message says why there are two.
    std::string message = both
                              ? Cat(consistency.message, "; ", others.size(), " not safe to change")
                              : consistency.message;
    to->push_back(Join(std::move(message), consistency, std::move(others)));
  }
}

}  // namespace awl
