#include "cli/diff_of_report.h"

#include <vector>

#include "awl/report.h"

namespace awl {

std::string DiffOf(const FileReport& report, bool color) {
  if (report.fixed == nullptr) return {};
  std::vector<TextChange> changes;
  changes.reserve(report.changes.size());
  for (const Change& change : report.changes) changes.push_back({change.before, change.after});
  return UnifiedDiff(report.path, report.source->text(), report.fixed->text(), changes, color,
                     /*safe=*/true);
}

}  // namespace awl
