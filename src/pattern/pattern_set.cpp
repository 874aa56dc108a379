#include "pattern/pattern_set.h"

#include <functional>
#include <utility>

namespace awl {

PatternSet::PatternSet(std::span<const Pattern> patterns) {
  for (const Pattern& pattern : patterns) Add(pattern);
}

std::string_view PatternSet::Keep(std::string_view text) {
  if (text.empty()) return {};
  return texts_.emplace_back(text);
}

std::span<const std::string_view> PatternSet::Keep(std::vector<std::string_view> texts) {
  if (texts.empty()) return {};
  return lists_.emplace_back(std::move(texts));
}

std::span<const PatternTerm> PatternSet::Keep(std::vector<PatternTerm> terms) {
  if (terms.empty()) return {};
  return terms_.emplace_back(std::move(terms));
}

std::span<const PatternExample> PatternSet::Keep(std::vector<PatternExample> examples) {
  if (examples.empty()) return {};
  return examples_.emplace_back(std::move(examples));
}

void PatternSet::Add(const Pattern& pattern) {
  FixKind fix = FixKind::kNone;
  if (pattern.has_fix && pattern.applicability == Applicability::kSafe) fix = FixKind::kSafe;
  if (pattern.has_fix && pattern.applicability == Applicability::kUnsafe) fix = FixKind::kUnsafe;
  patterns_.push_back(pattern);
  rules_.push_back({.name = pattern.name,
                    .group = kPatternGroup,
                    .summary = pattern.summary,
                    .rationale = pattern.rationale,
                    .severity = pattern.severity,
                    .fix = fix,
                    .profiles = pattern.profiles});
}

const Pattern* PatternSet::PatternOf(const RuleInfo& rule) const {
  const std::less<> less;
  if (rules_.empty() || less(&rule, &rules_.front()) || less(&rules_.back(), &rule)) return nullptr;
  return &patterns_[static_cast<std::size_t>(&rule - rules_.data())];
}

const RuleInfo* PatternSet::Find(std::string_view name) const {
  for (const RuleInfo& rule : rules_) {
    if (rule.name == name) return &rule;
  }
  return nullptr;
}

}  // namespace awl
