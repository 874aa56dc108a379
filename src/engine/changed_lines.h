#ifndef AWL_ENGINE_CHANGED_LINES_H_
#define AWL_ENGINE_CHANGED_LINES_H_

#include <cstdint>
#include <vector>

#include "awl/source.h"

namespace awl {

// Some lines of one file.
class LineSet {
 public:
  // Lines [first, last], 0-based as in Source. Spans may come in any order.
  void Add(std::uint32_t first, std::uint32_t last);
  void AddAll() { all_ = true; }
  bool empty() const { return !all_ && spans_.empty(); }
  // True if `range` touches one of the lines.
  bool Touches(const Source& source, Range range) const;

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
