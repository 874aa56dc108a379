#ifndef AWL_RULES_LINK_MALFORMED_ADDRESS_H_
#define AWL_RULES_LINK_MALFORMED_ADDRESS_H_

#include "facts/destinations.h"
#include "rule/rule_context.h"

namespace awl {

// Reports a URL that nobody can have meant: written twice, with two schemes or a broken one, with
// brackets of a link in it.
void ReportMalformedAddress(RuleContext& context, const Destination& destination);

}  // namespace awl

#endif  // AWL_RULES_LINK_MALFORMED_ADDRESS_H_
