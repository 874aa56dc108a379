#include "rule/groups.h"

#include <algorithm>
#include <iterator>

namespace awl {
namespace {

// tools/new_rule reads the names, one a line.
constexpr RuleGroup kGroups[] = {
    {"anchor", true, true},
    {"badge"},
    {"cjk"},
    {"diff"},
    {"document"},
    {"duplicate", false, true},
    {"encoding", true, true},
    {"entry"},
    {"heading"},
    {"html"},
    {"image"},
    {"link", true},
    {"project"},
    {"repo"},
    {"section"},
    {"style", true},
    {"suppression", true, true},
    {"toc"},
    {"whitespace", true},
};

// Patterns have groups of their own: of those nothing is known.
RuleGroup GroupOf(const RuleInfo& rule) {
  const auto found = std::find_if(std::begin(kGroups), std::end(kGroups),
                                  [&](const RuleGroup& group) { return group.name == rule.group; });
  return found == std::end(kGroups) ? RuleGroup{} : *found;
}

}  // namespace

std::span<const RuleGroup> RuleGroups() { return kGroups; }

bool ReadsAnyMarkdown(const RuleInfo& rule) {
  return rule.any_markdown || GroupOf(rule).any_markdown;
}

bool FindsFaults(const RuleInfo& rule) {
  return rule.severity == Severity::kError || GroupOf(rule).finds_faults;
}

}  // namespace awl
