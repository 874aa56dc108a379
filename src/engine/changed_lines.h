#ifndef AWL_ENGINE_CHANGED_LINES_H_
#define AWL_ENGINE_CHANGED_LINES_H_

#include <cstdint>
#include <span>
#include <vector>

#include "awl/fix.h"
#include "awl/source.h"

namespace awl {

// A stretch of a text before some edits, and what stands in its place after them.
struct Change {
  Range before;
  Range after;
};

// Where a text and the one that `edits` make of it differ. The edits are in order and do not
// overlap.
std::vector<Change> ChangesOf(std::span<const OwnedEdit> edits);

// The place that `range` of the text before `changes` has after them. One that a change covers in
// part grows by all of it.
Range After(Range range, std::span<const Change> changes);
// The same from the text after `changes` to the one before.
Range Before(Range range, std::span<const Change> changes);

// `first` led from a text to a second, `then` from that to a third; the result leads from the first
// to the third. Changes are in order and apart.
std::vector<Change> Compose(std::span<const Change> first, std::span<const Change> then);

// Some lines of one file.
class LineSet {
 public:
  // Lines [first, last], 0-based as in Source. Spans may come in any order.
  void Add(std::uint32_t first, std::uint32_t last);
  void AddAll() { all_ = true; }
  bool empty() const { return !all_ && spans_.empty(); }
  // True if `range` touches one of the lines.
  bool Touches(const Source& source, Range range) const;
  // The same lines after `changes` turned `before` into `after`, and all that these touched.
  LineSet After(const Source& before, const Source& after, std::span<const Change> changes) const;

 private:
  struct Span {
    std::uint32_t first;
    std::uint32_t last;
  };
  bool all_ = false;
  std::vector<Span> spans_;  // sorted and apart
};

}  // namespace awl

#endif  // AWL_ENGINE_CHANGED_LINES_H_
