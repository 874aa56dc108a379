#ifndef AWL_RULE_MARKER_SPACE_H_
#define AWL_RULE_MARKER_SPACE_H_

#include "awl/document.h"
#include "rule/rule_context.h"

// "-[name](url)": what was meant as an item and is text.

namespace awl {

// The block whose text holds the byte at `offset`.
const Node& BlockAt(const Document& document, Offset offset);

// Reports that no space follows the list marker at `marker`, and adds one.
void ReportMissingMarkerSpace(RuleContext& context, Offset marker);

}  // namespace awl

#endif  // AWL_RULE_MARKER_SPACE_H_
