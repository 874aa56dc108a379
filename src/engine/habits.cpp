#include "engine/habits.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

#include "base/strings.h"

namespace awl {
namespace {

// So many times it is no slip.
constexpr std::size_t kHabit = 10;

// What the findings of one habit have in common.
struct Habit {
  std::string_view rule;
  Severity severity;
  int trust;  // Applicability of the fix; -1: none

  friend bool operator<(const Habit& a, const Habit& b) {
    return std::tie(a.rule, a.severity, a.trust) < std::tie(b.rule, b.severity, b.trust);
  }
};

std::optional<Habit> HabitOf(const Diagnostic& finding) {
  const bool white_space =
      finding.rule.starts_with("whitespace-") || finding.rule == "link-text-whitespace" ||
      finding.rule == "link-destination-whitespace" || finding.rule == "cjk-punctuation-space" ||
      finding.rule == "encoding-nbsp";
  if (!white_space || finding.caused_by || !finding.fix || finding.fix->moves) return std::nullopt;
  return Habit{finding.rule, finding.severity, static_cast<int>(finding.fix->applicability)};
}

// Adds `other` to the first finding of the habit.
void Join(Diagnostic other, Diagnostic* first) {
  first->related.push_back({.message = std::move(other.message), .range = other.range});
  Fix& fix = *first->fix;
  const auto part = static_cast<std::uint32_t>(first->related.size());
  for (Edit& edit : other.fix->edits) edit.part = part;
  fix.effect = std::max(fix.effect, other.fix->effect);
  fix.edits.insert(fix.edits.end(), std::make_move_iterator(other.fix->edits.begin()),
                   std::make_move_iterator(other.fix->edits.end()));
}

}  // namespace

void FoldHabits(std::vector<Diagnostic>* findings) {
  if (findings->size() < kHabit) return;
  std::map<Habit, std::size_t> counts;
  for (const Diagnostic& finding : *findings) {
    if (const std::optional<Habit> habit = HabitOf(finding)) ++counts[*habit];
  }
  std::erase_if(counts, [](const auto& entry) { return entry.second < kHabit; });
  if (counts.empty()) return;

  std::map<Habit, std::size_t> first;  // where it stays in what is kept
  std::vector<Diagnostic> kept;
  for (Diagnostic& finding : *findings) {
    const std::optional<Habit> habit = HabitOf(finding);
    const auto count = habit ? counts.find(*habit) : counts.end();
    if (count == counts.end()) {
      kept.push_back(std::move(finding));
      continue;
    }
    const auto [place, is_new] = first.emplace(*habit, kept.size());
    if (!is_new) {
      Join(std::move(finding), &kept[place->second]);
      continue;
    }
    finding.message = Cat(finding.message, ", and ", count->second - 1, " more such places");
    kept.push_back(std::move(finding));
  }
  *findings = std::move(kept);
}

}  // namespace awl
