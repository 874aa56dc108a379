#ifndef AWL_CONFIG_PRESETS_H_
#define AWL_CONFIG_PRESETS_H_

#include <vector>

#include "awl/config.h"

namespace awl {

// What rules/presets/<profile>.yaml sets, as if a config had said so before anything else.
std::vector<RuleSetting> PresetRules(Profile profile);

}  // namespace awl

#endif  // AWL_CONFIG_PRESETS_H_
