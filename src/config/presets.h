#ifndef AWL_CONFIG_PRESETS_H_
#define AWL_CONFIG_PRESETS_H_

#include <string_view>
#include <vector>

#include "awl/config.h"
#include "config/preset_table.h"

namespace awl {

// What rules/presets/<profile>.yaml sets, as if a config had said so before anything else.
std::vector<RuleSetting> PresetRules(Profile profile);

// The preset for one list of that name, or null.
const ListPreset* FindListPreset(std::string_view name);

// All that `extends` may name beside files: profiles, then presets for one list.
std::vector<std::string_view> PresetNames();

}  // namespace awl

#endif  // AWL_CONFIG_PRESETS_H_
