#include "report/rule_counts.h"

#include <algorithm>

#include "base/strings.h"

namespace awl {

void RuleCounts::Add(std::span<const Diagnostic> diagnostics) {
  for (const Diagnostic& diagnostic : diagnostics) {
    counts_[std::string(diagnostic.rule)].Add(diagnostic);
  }
}

std::vector<RuleCount> RuleCounts::Sorted() const {
  std::vector<RuleCount> rows;
  for (const auto& [rule, tally] : counts_) rows.push_back({rule, tally});
  std::sort(rows.begin(), rows.end(), [](const RuleCount& a, const RuleCount& b) {
    const std::size_t of_a = a.tally.total();
    const std::size_t of_b = b.tally.total();
    return of_a != of_b ? of_a > of_b : a.rule < b.rule;
  });
  return rows;
}

void WriteRuleTable(std::span<const RuleCount> rows, std::size_t most, const Style& style,
                    std::string* out) {
  const std::size_t digits = rows.empty() ? 0 : Cat(rows.front().tally.total()).size();
  for (const RuleCount& row : rows.first(std::min(rows.size(), most))) {
    if (row.tally.total() == 0) continue;
    const std::string count = Cat(row.tally.total());
    *out += Cat(std::string(digits - count.size(), ' '), style.Paint(Ink::kBold, count), "  ",
                row.rule);
    if (row.tally.safe > 0) *out += Cat("  ", row.tally.safe, " safe");
    if (row.tally.unsafe > 0) *out += Cat("  ", row.tally.unsafe, " unsafe");
    *out += row.tally.safe + row.tally.unsafe > 0 ? " to fix\n" : "\n";
  }
}

}  // namespace awl
