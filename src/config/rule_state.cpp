#include "config/rule_state.h"

#include <algorithm>
#include <string>

#include "config/names.h"
#include "rule/registry.h"

namespace awl {
namespace {

Severity SeverityOf(Level level) {
  switch (level) {
    case Level::kOff:
    case Level::kInfo:
      return Severity::kInfo;
    case Level::kWarning:
      return Severity::kWarning;
    case Level::kError:
      return Severity::kError;
  }
  return Severity::kWarning;
}

bool NamesGroup(const RuleSetting& setting, const RuleInfo& rule) {
  return setting.name == rule.group;
}

bool AnyNames(const std::vector<std::string>& ids, const RuleInfo& rule) {
  return std::any_of(ids.begin(), ids.end(),
                     [&](const std::string& id) { return IsNameOf(rule, id); });
}

bool AnyIsGroup(const std::vector<std::string>& ids, const RuleInfo& rule) {
  return std::find(ids.begin(), ids.end(), rule.group) != ids.end();
}

}  // namespace

void AppendSettings(const std::vector<RuleSetting>& from, const RuleInfo& rule, RuleSettings* to) {
  for (auto begin = from.begin(); begin != from.end();) {
    const auto end = std::find_if(begin, from.end(), [&](const RuleSetting& setting) {
      return setting.mark.path != begin->mark.path;
    });
    for (auto it = begin; it != end; ++it) {
      if (NamesGroup(*it, rule)) to->push_back(&*it);
    }
    for (auto it = begin; it != end; ++it) {
      if (!NamesGroup(*it, rule) && IsNameOf(rule, it->name)) to->push_back(&*it);
    }
    begin = end;
  }
}

RuleState Decide(const RuleInfo& rule, const Config& config, const RuleSettings& settings) {
  const bool has_state = config.is_link_run || !config.links.state.empty();
  RuleState state{.on = (rule.profiles & FlagOf(config.profile)) != 0 ||
                        (has_state && rule.web == WebUse::kWithState),
                  .severity = rule.severity};
  const bool group_may_turn_on = (rule.profiles & kStrict) != 0;
  bool off_by_name = false;
  for (const RuleSetting* setting : settings) {
    const bool by_group = NamesGroup(*setting, rule);
    // Who keeps a state of the links wants what it says: only their own names turn these rules off.
    if (by_group && has_state && rule.web == WebUse::kWithState) continue;
    if (setting->level == Level::kOff) {
      state.on = false;
      off_by_name = !by_group;
    } else if (setting->level) {
      state.on = state.on || !by_group || group_may_turn_on;
      off_by_name = false;
      state.severity = SeverityOf(*setting->level);
    }
    if (setting->level) state.decided_by = setting;
    state.options.insert(state.options.end(), setting->options.begin(), setting->options.end());
  }
  if (config.select.empty()) {
    state.on = state.on && (!config.is_link_run || rule.web != WebUse::kNone);
  } else {
    const bool by_group =
        AnyIsGroup(config.select, rule) && (state.on || (group_may_turn_on && !off_by_name));
    state.on = by_group || AnyNames(config.select, rule);
  }
  if (AnyNames(config.ignore, rule) || AnyIsGroup(config.ignore, rule)) state.on = false;
  return state;
}

}  // namespace awl
