#ifndef AWL_RULE_LICENSE_SECTION_H_
#define AWL_RULE_LICENSE_SECTION_H_

#include "rule/rule_context.h"

namespace awl {

// Reports a section about the licence. Its fix removes it where nothing else is in it.
void ReportLicenseSection(RuleContext& context, const Node& heading);

}  // namespace awl

#endif  // AWL_RULE_LICENSE_SECTION_H_
