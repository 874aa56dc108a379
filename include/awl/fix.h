#ifndef AWL_FIX_H_
#define AWL_FIX_H_

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "awl/diagnostic.h"
#include "awl/source.h"

namespace awl {

struct FixResult {
  std::string text;                  // the source with the applied edits
  std::vector<std::size_t> applied;  // indices into the diagnostics, in source order
  // Fixes that touch an applied one: the next pass may take them.
  std::vector<std::size_t> deferred;
  // The applied edits in source order; they point into the diagnostics.
  std::vector<const Edit*> edits;
};

// Applies every fix of `diagnostics` that is at least `at_least`, in source order of their first
// edits. A fix whose edits overlap or touch those of one already taken is deferred as a whole. Two
// insertions at one place conflict, and so does an insertion at the border of a replaced range.
// Pure: nothing is read or written.
FixResult ApplyFixes(const Source& source, std::span<const Diagnostic> diagnostics,
                     Applicability at_least);

}  // namespace awl

#endif  // AWL_FIX_H_
