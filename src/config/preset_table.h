#ifndef AWL_CONFIG_PRESET_TABLE_H_
#define AWL_CONFIG_PRESET_TABLE_H_

#include <span>
#include <string_view>

#include "awl/config.h"

namespace awl {

// One setting of rules/presets/<profile>.yaml. An empty `option` is the rule's severity: `value` is
// off, info, warning or error. Else `value` is the text that ParseOptionValue reads.
struct PresetRow {
  std::string_view rule;  // or a group
  std::string_view option;
  std::string_view value;
};

// The settings of a profile, in the order of its file; none if it has no file. Which rules a
// profile has at all stands in RuleInfo. The generator makes the tables at build time and knows no
// rules: whether the names are right is for a test.
std::span<const PresetRow> PresetTable(Profile profile);

// A config file that comes with awl and says what one list asks of its entries:
// rules/presets/<list>.yaml. The generator only puts its text here.
struct ListPreset {
  std::string_view name;
  std::string_view text;
};

// In alphabetical order.
std::span<const ListPreset> ListPresets();

}  // namespace awl

#endif  // AWL_CONFIG_PRESET_TABLE_H_
