#ifndef AWL_PATTERN_PATTERN_SET_H_
#define AWL_PATTERN_PATTERN_SET_H_

#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "awl/rule.h"
#include "pattern/pattern.h"

namespace awl {

inline constexpr std::string_view kPatternGroup = "pattern";

// Patterns with the texts they are made of and the RuleInfo of each: to everyone but the matcher
// they are rules like any other. Filled once, then immutable.
class PatternSet {
 public:
  PatternSet() = default;
  // Of patterns in static storage.
  explicit PatternSet(std::span<const Pattern> patterns);
  PatternSet(const PatternSet&) = delete;
  PatternSet& operator=(const PatternSet&) = delete;

  // Copies that live as long as this.
  std::string_view Keep(std::string_view text);
  std::span<const std::string_view> Keep(std::vector<std::string_view> texts);
  std::span<const PatternTerm> Keep(std::vector<PatternTerm> terms);
  std::span<const PatternExample> Keep(std::vector<PatternExample> examples);

  // `pattern` must be of kept or static views. Moves the rules: nobody may hold one yet.
  void Add(const Pattern& pattern);

  std::span<const Pattern> patterns() const { return patterns_; }
  // In the same order. They have no `create`: a PatternMatcher runs them all.
  std::span<const RuleInfo> rules() const { return rules_; }
  // Null if `rule` is not one of rules().
  const Pattern* PatternOf(const RuleInfo& rule) const;
  const RuleInfo* Find(std::string_view name) const;

 private:
  std::vector<Pattern> patterns_;
  std::vector<RuleInfo> rules_;
  std::deque<std::string> texts_;
  std::deque<std::vector<std::string_view>> lists_;
  std::deque<std::vector<PatternTerm>> terms_;
  std::deque<std::vector<PatternExample>> examples_;
};

// Those of rules/patterns.
const PatternSet& ShippedPatterns();

// The table that the generator makes of rules/patterns.
std::span<const Pattern> ShippedPatternTable();

}  // namespace awl

#endif  // AWL_PATTERN_PATTERN_SET_H_
