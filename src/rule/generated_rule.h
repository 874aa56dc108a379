#ifndef AWL_RULE_GENERATED_RULE_H_
#define AWL_RULE_GENERATED_RULE_H_

#include <string_view>

namespace awl {

// The rule that names files that a program writes. The engine lets no fix change them, in whatever
// selection of rules, unless this option of the rule is set.
inline constexpr std::string_view kGeneratedRule = "document-generated";
inline constexpr std::string_view kFixGeneratedOption = "fixes";

}  // namespace awl

#endif  // AWL_RULE_GENERATED_RULE_H_
