#ifndef AWL_RULES_BUILTIN_H_
#define AWL_RULES_BUILTIN_H_

// What every rule file includes.

#include "awl/diagnostic.h"
#include "awl/document.h"
#include "awl/list.h"
#include "awl/rule.h"
#include "base/strings.h"
#include "rule/rule_context.h"

namespace awl::rules {

#define RULE(name) RuleInfo name();
#include "rules/builtin.def"
#undef RULE

}  // namespace awl::rules

#endif  // AWL_RULES_BUILTIN_H_
