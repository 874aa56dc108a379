#ifndef AWL_PATTERN_MATCHER_H_
#define AWL_PATTERN_MATCHER_H_

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "awl/diagnostic.h"
#include "awl/list.h"
#include "base/result.h"
#include "pattern/budget.h"
#include "pattern/pattern.h"
#include "rule/repository.h"

namespace awl {

// Some patterns made ready to look at files. Immutable; threads may share it.
class PatternMatcher {
 public:
  // The patterns must be right (their reader checks them) and outlive the matcher.
  explicit PatternMatcher(std::vector<const Pattern*> patterns);
  ~PatternMatcher();
  PatternMatcher(const PatternMatcher&) = delete;
  PatternMatcher& operator=(const PatternMatcher&) = delete;

  struct File {
    const List& list;
    const Repository* repository = nullptr;  // null: nothing is known of other files
    // Relative to the config's folder, for `where: path`.
    std::string_view path = {};
    // Other files are only looked at by patterns that name them.
    bool is_list = true;
  };
  struct Finding {
    std::uint32_t pattern = 0;  // as given
    Diagnostic diagnostic = {};
  };
  // Sorted by pattern, then as they stand in the file. Takes time linear in the file for given
  // patterns: beyond some work the further matches in one part are not looked for, and a finding
  // says so. What costs more than a PatternBudget is an Error.
  Result<std::vector<Finding>> Check(const File& file) const;

 private:
  struct State;
  std::unique_ptr<const State> state_;
  mutable PatternBudget::Total spent_ = 0;
};

}  // namespace awl

#endif  // AWL_PATTERN_MATCHER_H_
