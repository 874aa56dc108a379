#ifndef AWL_CLI_YAML_TEXT_H_
#define AWL_CLI_YAML_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

#include "awl/rule.h"

namespace awl {

// `text` as a YAML scalar that is read back as this text: as it is where that is safe, else in
// quotes.
std::string YamlText(std::string_view text);
// [a, b]
std::string YamlList(const std::vector<std::string>& texts);
// The value of an option; which member of `value` counts follows from the type.
std::string YamlValue(OptionType type, const OptionValue& value);

}  // namespace awl

#endif  // AWL_CLI_YAML_TEXT_H_
