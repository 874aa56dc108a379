#ifndef AWL_REPORT_RULE_COUNTS_H_
#define AWL_REPORT_RULE_COUNTS_H_

#include <cstddef>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "awl/diagnostic.h"
#include "report/style.h"
#include "report/tally.h"

namespace awl {

struct RuleCount {
  std::string rule;
  Tally tally;
};

// How often each rule found something.
class RuleCounts {
 public:
  void Add(std::span<const Diagnostic> diagnostics);
  // The most frequent first.
  std::vector<RuleCount> Sorted() const;

 private:
  std::unordered_map<std::string, Tally> counts_;
};

// A line for each row, at most `most`: "12  link-empty  3 safe to fix". Rows without findings of
// their own are left out.
void WriteRuleTable(std::span<const RuleCount> rows, std::size_t most, const Style& style,
                    std::string* out);

}  // namespace awl

#endif  // AWL_REPORT_RULE_COUNTS_H_
