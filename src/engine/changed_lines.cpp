#include "engine/changed_lines.h"

#include <algorithm>

namespace awl {

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
