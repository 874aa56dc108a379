#ifndef AWL_CONFIG_RULE_STATE_H_
#define AWL_CONFIG_RULE_STATE_H_

#include <vector>

#include "awl/config.h"
#include "awl/rule.h"

namespace awl {

// The settings that speak of one rule, in the order in which they count: later ones win.
using RuleSettings = std::vector<const RuleSetting*>;

// Adds those of `from` that name the rule or its group. Within one file a rule's name wins over its
// group's, whatever stands first.
void AppendSettings(const std::vector<RuleSetting>& from, const RuleInfo& rule, RuleSettings* to);

// What a config makes of a rule.
struct RuleState {
  bool on = false;
  Severity severity = Severity::kWarning;
  std::vector<OptionValue> options = {};    // later ones win
  const RuleSetting* decided_by = nullptr;  // the last to set a level; null: the profile
};

// Naming a group turns on what the strict profile has of it: rules that need the network or a
// decision of the list are only turned on by their own names.
RuleState Decide(const RuleInfo& rule, const Config& config, const RuleSettings& settings);

}  // namespace awl

#endif  // AWL_CONFIG_RULE_STATE_H_
