#ifndef AWL_RULE_AWESOME_TOC_H_
#define AWL_RULE_AWESOME_TOC_H_

#include <initializer_list>

#include "facts/awesome_lint_toc.h"
#include "rule/rule_context.h"

// Several of our rules are one rule of awesome-lint, awesome-toc. In profile awesome-lint each of
// them reports the faults that are its own.

namespace awl {

// Reports the contents list's faults of these kinds.
void ReportAwesomeToc(std::initializer_list<AwesomeTocFault> kinds, RuleContext& context);

// The same, for faults that go away where the contents list is written anew: the first finding has
// that as its fix.
void ReportAwesomeTocAndRewrite(std::initializer_list<AwesomeTocFault> kinds, RuleContext& context);

}  // namespace awl

#endif  // AWL_RULE_AWESOME_TOC_H_
