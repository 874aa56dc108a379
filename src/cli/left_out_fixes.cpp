#include "cli/left_out_fixes.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "base/strings.h"
#include "rule/generated_rule.h"
#include "text/excerpt.h"
#include "text/log_text.h"

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
    context.err.Write(LogText(Cat(Printable(report.path), ":", at.line, ":", at.column,
                                  ": warning: ", fix.why, more, "\n")));
  }
}

void NoteGeneratedFile(const FileReport& report, Context& context) {
  if (report.generated_notice.empty()) return;
  const bool is_said =
      std::any_of(report.diagnostics.begin(), report.diagnostics.end(),
                  [](const Diagnostic& found) { return found.rule == kGeneratedRule; });
  if (is_said) return;
  const Position at = report.source->PositionAt(report.generated_notice.begin);
  context.err.Write(
      LogText(Cat(Printable(report.path), ":", at.line, ":", at.column,
                  ": note: left as it is, since it says that a program writes it (option \"",
                  kFixGeneratedOption, "\" of ", kGeneratedRule, ")\n")));
}

}  // namespace awl
