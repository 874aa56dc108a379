#include "config/presets.h"

#include <cassert>
#include <string>
#include <utility>

#include "config/names.h"
#include "config/preset_table.h"

namespace awl {

std::vector<RuleSetting> PresetRules(Profile profile) {
  std::vector<RuleSetting> settings;
  for (const PresetRow& row : PresetTable(profile)) {
    if (settings.empty() || settings.back().name != row.rule) {
      settings.push_back({.name = std::string(row.rule)});
    }
    if (row.option.empty()) {
      settings.back().level = ParseLevel(row.value);
      continue;
    }
    const RuleInfo* rule = FindRule(row.rule);
    if (rule == nullptr) continue;
    for (const OptionInfo& info : rule->options) {
      OptionValue value;
      if (info.name == row.option && ParseOptionValue(info, row.value, &value)) {
        settings.back().options.push_back(std::move(value));
      }
    }
  }
  return settings;
}

const ListPreset* FindListPreset(std::string_view name) {
  for (const ListPreset& preset : ListPresets()) {
    if (preset.name == name) return &preset;
  }
  return nullptr;
}

std::vector<std::string_view> PresetNames() {
  std::vector<std::string_view> names(ProfileNames().begin(), ProfileNames().end());
  for (const ListPreset& preset : ListPresets()) names.push_back(preset.name);
  return names;
}

}  // namespace awl
