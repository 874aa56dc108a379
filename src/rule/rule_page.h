#ifndef AWL_RULE_RULE_PAGE_H_
#define AWL_RULE_RULE_PAGE_H_

#include <string_view>

namespace awl {

// The text of fixtures/rules/<rule>.md, which is the rule's test and its documentation at once;
// empty if there is none. The generator makes it at build time.
std::string_view RulePage(std::string_view rule);

}  // namespace awl

#endif  // AWL_RULE_RULE_PAGE_H_
