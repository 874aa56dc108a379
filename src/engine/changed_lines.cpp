#include "engine/changed_lines.h"

#include <algorithm>
#include <iterator>

namespace awl {

namespace {

// From a place in one text to the same place in another; good up to the next change.
struct Shift {
  std::int64_t by = 0;
  Offset operator()(Offset offset) const { return static_cast<Offset>(offset + by); }
};

std::int64_t Growth(const Change& change) {
  return std::int64_t{change.after.size()} - std::int64_t{change.before.size()};
}

// From one side of the changes to the other. A range that ends where a change begins, or begins
// where one ends, stays apart from it; an empty one there covers it.
Range Map(Range range, std::span<const Change> changes, Range Change::*from, Range Change::*to) {
  const auto last_up_to = [&](Offset offset) -> const Change* {
    const auto next = std::upper_bound(
        changes.begin(), changes.end(), offset,
        [from](Offset at, const Change& change) { return at < (change.*from).begin; });
    return next == changes.begin() ? nullptr : &*std::prev(next);
  };
  Range out = range;
  if (const Change* change = last_up_to(range.begin)) {
    const Range was = change->*from;
    const Range is = change->*to;
    const bool within = range.begin < was.end || (range.empty() && range.begin == was.end);
    out.begin = within ? is.begin : is.end + (range.begin - was.end);
  }
  if (const Change* change = last_up_to(range.end)) {
    const Range was = change->*from;
    const Range is = change->*to;
    if (range.end == was.begin && !range.empty()) {
      out.end = is.begin;
    } else {
      out.end = range.end <= was.end ? is.end : is.end + (range.end - was.end);
    }
  }
  return out;
}

}  // namespace

Range After(Range range, std::span<const Change> changes) {
  return Map(range, changes, &Change::before, &Change::after);
}

Range Before(Range range, std::span<const Change> changes) {
  return Map(range, changes, &Change::after, &Change::before);
}

std::vector<Change> ChangesOf(std::span<const OwnedEdit> edits) {
  std::vector<Change> changes;
  Shift shift;
  for (const OwnedEdit& owned : edits) {
    const Edit* edit = owned.edit;
    const Offset begin = shift(edit->range.begin);
    Change change{edit->range, {begin, begin + static_cast<Offset>(edit->text.size())}};
    shift.by += Growth(change);
    if (!changes.empty() && changes.back().before.end == change.before.begin) {
      changes.back().before.end = change.before.end;
      changes.back().after.end = change.after.end;
    } else {
      changes.push_back(change);
    }
  }
  return changes;
}

// Goes through both in the coordinates of the text between, and joins those that touch.
std::vector<Change> Compose(std::span<const Change> first, std::span<const Change> then) {
  std::vector<Change> out;
  Shift to_old;
  Shift to_new;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < first.size() || j < then.size()) {
    const bool first_leads =
        j == then.size() || (i < first.size() && first[i].after.begin <= then[j].before.begin);
    Range between = first_leads ? first[i].after : then[j].before;
    const Shift old_begin = to_old;
    const Shift new_begin = to_new;
    for (bool grown = true; grown;) {
      grown = false;
      if (i < first.size() && first[i].after.begin <= between.end) {
        between.end = std::max(between.end, first[i].after.end);
        to_old.by -= Growth(first[i++]);
        grown = true;
      }
      if (j < then.size() && then[j].before.begin <= between.end) {
        between.end = std::max(between.end, then[j].before.end);
        to_new.by += Growth(then[j++]);
        grown = true;
      }
    }
    out.push_back({.before = {old_begin(between.begin), to_old(between.end)},
                   .after = {new_begin(between.begin), to_new(between.end)}});
  }
  return out;
}

LineSet LineSet::After(const Source& before, const Source& after,
                       std::span<const Change> changes) const {
  LineSet out;
  out.all_ = all_;
  if (all_) return out;
  // Places that a change covers go to its begin or end.
  const auto place = [changes](Offset offset, bool is_end) {
    const auto next =
        std::upper_bound(changes.begin(), changes.end(), offset,
                         [](Offset at, const Change& change) { return at < change.before.begin; });
    if (next == changes.begin()) return offset;
    const Change& last = *std::prev(next);
    if (offset == last.before.begin) return last.after.begin;
    if (offset < last.before.end) return is_end ? last.after.end : last.after.begin;
    return static_cast<Offset>(last.after.end + (offset - last.before.end));
  };
  const auto add = [&](Offset begin, Offset end) {
    out.Add(after.LineAt(begin), after.LineAt(end > begin ? end - 1 : begin));
  };
  for (const Span& span : spans_) {
    if (span.first >= before.line_count()) continue;
    const std::uint32_t last = std::min(span.last, before.line_count() - 1);
    add(place(before.LineBegin(span.first), false), place(before.LineWithEol(last).end, true));
  }
  for (const Change& change : changes) add(change.after.begin, change.after.end);
  return out;
}

void LineSet::Add(std::uint32_t first, std::uint32_t last) {
  auto from =
      std::lower_bound(spans_.begin(), spans_.end(), first,
                       [](const Span& span, std::uint32_t line) { return span.last < line; });
  auto to = from;
  for (; to != spans_.end() && to->first <= last; ++to) {
    first = std::min(first, to->first);
    last = std::max(last, to->last);
  }
  from = spans_.erase(from, to);
  spans_.insert(from, {first, last});
}

bool LineSet::Touches(const Source& source, Range range) const {
  if (all_) return true;
  const std::uint32_t first = source.LineAt(range.begin);
  const std::uint32_t last = range.empty() ? first : source.LineAt(range.end - 1);
  const auto span =
      std::lower_bound(spans_.begin(), spans_.end(), first,
                       [](const Span& s, std::uint32_t line) { return s.last < line; });
  return span != spans_.end() && span->first <= last;
}

}  // namespace awl
