#include "rule/section_size.h"

#include <algorithm>

#include "base/strings.h"

namespace awl {

void ReportSectionSizes(std::size_t min, std::size_t max, RuleContext& context) {
  const List& list = context.list();
  for (const Section& section : list.sections()) {
    if (section.heading == kNoNode || section.entries.empty() || section.is_contents) continue;
    const auto count = static_cast<std::size_t>(
        std::count_if(section.entries.begin(), section.entries.end(),
                      [&list](EntryId id) { return list.entry(id).parent == kNoId; }));
    if (count >= min && count <= max) continue;
    const std::size_t limit = count < min ? min : max;
    context.Report(
        context.document()[section.heading].full,
        Cat(count, count == 1 ? " entry" : " entries", " where at ",
            count < min ? "least " : "most ", limit, limit == 1 ? " is" : " are", " wanted"));
  }
}

}  // namespace awl
