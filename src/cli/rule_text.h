#ifndef AWL_CLI_RULE_TEXT_H_
#define AWL_CLI_RULE_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

#include "awl/rule.h"

namespace awl {

std::string_view NameOfSeverity(Severity severity);
std::string_view NameOfFix(FixKind fix);       // none, unsafe, safe, both
std::string_view NameOfType(OptionType type);  // "true or false", "a whole number", …
std::vector<std::string_view> ProfilesOf(const RuleInfo& rule);

}  // namespace awl

#endif  // AWL_CLI_RULE_TEXT_H_
