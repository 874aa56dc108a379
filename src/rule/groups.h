#ifndef AWL_RULE_GROUPS_H_
#define AWL_RULE_GROUPS_H_

#include <span>
#include <string_view>

#include "awl/rule.h"

namespace awl {

// A group of rules: the first word of their names.
struct RuleGroup {
  std::string_view name;
  bool any_markdown = false;  // its rules make sense in any Markdown file, not only in a list
  // What its rules find is wrong whatever a list decides, however often it does it.
  bool finds_faults = false;
};

// All groups of built-in rules, in alphabetical order.
std::span<const RuleGroup> RuleGroups();

// True if the rule makes sense in any Markdown file, by its group or by itself.
bool ReadsAnyMarkdown(const RuleInfo& rule);
// True if what the rule finds is never a decision of the list: so by its group, or as an error.
bool FindsFaults(const RuleInfo& rule);

}  // namespace awl

#endif  // AWL_RULE_GROUPS_H_
