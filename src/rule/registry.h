#ifndef AWL_RULE_REGISTRY_H_
#define AWL_RULE_REGISTRY_H_

#include <span>
#include <string_view>

#include "awl/rule.h"

namespace awl {

// True if `id` is the rule's name or one of its aliases, these with or without the tool they come
// from: "remark-lint:no-heading-indent" and "no-heading-indent", "MD001" and "md001".
bool IsNameOf(const RuleInfo& rule, std::string_view id);

// The alias without "awesome-lint:" or "remark-lint:".
std::string_view WithoutTool(std::string_view alias);

// What Diagnostic::peer is where the rule says nothing else: the first alias, or "".
std::string_view DefaultPeer(const RuleInfo& rule);

// The rule of that name among `rules`; null if there is none. Aliases do not count: several rules
// may share one.
const RuleInfo* FindRule(std::span<const RuleInfo> rules, std::string_view name);

}  // namespace awl

#endif  // AWL_RULE_REGISTRY_H_
