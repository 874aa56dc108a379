#ifndef AWL_PATTERN_BUDGET_H_
#define AWL_PATTERN_BUDGET_H_

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace awl {

// What the expressions and messages of a list's own rules may cost on one file, so that nobody's
// config makes awl run away. RE2 is linear in the text, but where its automaton grows too large it
// takes a step for each byte and each part of the expression; it does not tell, so the time is
// measured: that of this thread alone, and far beyond what any list needs. A message may be longer
// than what it is about, so that texts are counted, too.
class PatternBudget {
 public:
  static constexpr std::chrono::milliseconds kTime = std::chrono::seconds(1);
  // Of one search, which nothing can end: bytes of the text times steps of the expression.
  static constexpr std::uint64_t kSearchSteps = 1'000'000'000;
  static constexpr std::size_t kTextBytes = std::size_t{32} << 20;  // of messages and fixes

  // Of all files of a run together: a tree may have many that each stay just below. When one file
  // has used up its own, nothing is left for the others.
  static constexpr std::chrono::milliseconds kTotalTime = std::chrono::seconds(10);

  // What a run has spent so far; its threads share it.
  using Total = std::atomic<std::chrono::nanoseconds::rep>;

  // Runs `work` on this thread within the budget, and adds the time to `total`. False if it was
  // used up: then the work has ended early. Not to be nested.
  static bool Run(const std::function<void()>& work, Total* total);

  // For what runs within; elsewhere there is no limit. Each ends the work when nothing is left.
  static void SpendText(std::size_t bytes);
  // Before a search for an expression of `program` steps in a text.
  static void SpendSearch(std::size_t program, std::size_t text_bytes);
};

}  // namespace awl

#endif  // AWL_PATTERN_BUDGET_H_
