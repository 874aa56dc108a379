#ifndef AWL_CONFIG_SCHEMA_H_
#define AWL_CONFIG_SCHEMA_H_

#include <nlohmann/json.hpp>
#include <string>

#include "awl/rule.h"

namespace awl {

// The default and the choices of an option as the config would write them.
nlohmann::ordered_json DefaultOf(const OptionInfo& option);
nlohmann::ordered_json ChoicesOf(const OptionInfo& option);

// The JSON schema (draft-07, which editors know best) of a config file, from RuleInfo.
nlohmann::ordered_json ConfigSchemaJson();
// Its text.
std::string ConfigSchema();

}  // namespace awl

#endif  // AWL_CONFIG_SCHEMA_H_
