#include "cli/left_out_fixes.h"

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "base/strings.h"
#include "text/excerpt.h"

namespace awl {

void WarnOfLeftOutFixes(const FileReport& report, Context& context) {
  const Source* source = report.fixed != nullptr ? report.fixed.get() : report.source.get();
  std::map<std::string_view, std::size_t> places;
  for (const LeftOutFix& fix : report.left_out) ++places[fix.rule];
  for (const LeftOutFix& fix : report.left_out) {
    const std::size_t count = std::exchange(places[fix.rule], 0);
    if (count == 0) continue;  // said with the first of its rule
    const Position at = source->PositionAt(fix.range.begin);
    const std::string more = count == 1 ? "" : Cat(" (so were ", count - 1, " more of this rule)");
    context.err.Write(Cat(Printable(report.path), ":", at.line, ":", at.column,
                          ": warning: ", fix.why, more, "\n"));
  }
}

}  // namespace awl
