#ifndef AWL_RULE_BADGE_REMOVAL_H_
#define AWL_RULE_BADGE_REMOVAL_H_

#include <string_view>

#include "facts/destinations.h"
#include "rule/rule_context.h"

namespace awl {

// Reports a badge of `provider`. In Markdown its fix removes it, and the link around it.
void ReportBadge(RuleContext& context, const Destination& image, std::string_view provider);

}  // namespace awl

#endif  // AWL_RULE_BADGE_REMOVAL_H_
