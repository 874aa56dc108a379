#ifndef AWL_RULES_BUILTIN_H_
#define AWL_RULES_BUILTIN_H_

// What every rule file includes. Each ends with `RuleInfo NameOfTheRuleInfo() {`, which is how the
// build finds it: tools/generate.cpp makes BuiltinRules() of these functions.

#include "awl/diagnostic.h"
#include "awl/document.h"
#include "awl/list.h"
#include "awl/rule.h"
#include "base/strings.h"
#include "rule/rule_context.h"

#endif  // AWL_RULES_BUILTIN_H_
