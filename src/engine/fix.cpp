#include "awl/fix.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <numeric>

namespace awl {
namespace {

bool ChangesNothing(const Source& source, const Edit& edit) {
  return source.Slice(edit.range) == edit.text;
}

Offset FirstByte(const Fix& fix) {
  Offset first = fix.edits.front().range.begin;
  for (const Edit& edit : fix.edits) first = std::min(first, edit.range.begin);
  return first;
}

// Ranges taken by fixes: by their begin, none touching another fix's.
class TakenRanges {
 public:
  bool Touches(Range range) const {
    const auto after = taken_.lower_bound(range.begin);
    if (after != taken_.end() && after->first <= range.end) return true;
    return after != taken_.begin() && std::prev(after)->second >= range.begin;
  }
  // The edits of one fix may touch each other, so a later end never shrinks.
  void Take(Range range) {
    Offset& end = taken_[range.begin];
    end = std::max(end, range.end);
  }

 private:
  std::map<Offset, Offset> taken_;
};

}  // namespace

FixResult ApplyFixes(const Source& source, std::span<const Diagnostic> diagnostics,
                     Applicability at_least) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < diagnostics.size(); ++i) {
    const std::optional<Fix>& fix = diagnostics[i].fix;
    if (!fix || fix->applicability < at_least) continue;
    const bool idle = std::all_of(fix->edits.begin(), fix->edits.end(),
                                  [&](const Edit& edit) { return ChangesNothing(source, edit); });
    if (!idle) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return FirstByte(*diagnostics[a].fix) < FirstByte(*diagnostics[b].fix);
  });

  FixResult result;
  TakenRanges taken;
  std::vector<const Edit*>& edits = result.edits;
  for (const std::size_t i : order) {
    const Fix& fix = *diagnostics[i].fix;
    const bool conflicts = std::any_of(fix.edits.begin(), fix.edits.end(), [&](const Edit& edit) {
      return !ChangesNothing(source, edit) && taken.Touches(edit.range);
    });
    if (conflicts) {
      result.deferred.push_back(i);
      continue;
    }
    result.applied.push_back(i);
    for (const Edit& edit : fix.edits) {
      if (ChangesNothing(source, edit)) continue;
      taken.Take(edit.range);
      edits.push_back(&edit);
    }
  }

  std::stable_sort(edits.begin(), edits.end(),
                   [](const Edit* a, const Edit* b) { return a->range.begin < b->range.begin; });
  const std::size_t added =
      std::accumulate(edits.begin(), edits.end(), std::size_t{0},
                      [](std::size_t sum, const Edit* edit) { return sum + edit->text.size(); });
  result.text.reserve(source.size() + added);
  Offset done = 0;
  for (const Edit* edit : edits) {
    result.text += source.Slice({done, edit->range.begin});
    result.text += edit->text;
    done = edit->range.end;
  }
  result.text += source.Slice({done, source.size()});
  return result;
}

}  // namespace awl
