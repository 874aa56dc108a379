#ifndef AWL_REPORT_FIX_PREVIEW_H_
#define AWL_REPORT_FIX_PREVIEW_H_

#include <cstddef>
#include <string>
#include <vector>

#include "awl/diagnostic.h"
#include "awl/source.h"

namespace awl {

// What a fix does to the lines it touches, cut to what fits on a terminal.
struct FixPreview {
  struct Line {
    bool added = false;
    std::string text;  // printable
  };
  std::vector<Line> lines = {};
  std::size_t more_lines = 0;   // of the places shown
  std::size_t more_places = 0;  // that are not shown at all
};

// `shown_line` is the line (0-based, as in Source) that the reader sees already: where it is all
// that goes, only what comes is in the preview. Takes time for what is shown.
FixPreview PreviewFix(const Source& source, const Fix& fix, std::uint32_t shown_line,
                      std::size_t max_cells);

}  // namespace awl

#endif  // AWL_REPORT_FIX_PREVIEW_H_
