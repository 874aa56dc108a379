#ifndef AWL_RULE_MARKER_STYLE_H_
#define AWL_RULE_MARKER_STYLE_H_

#include <string_view>

#include "awl/document.h"
#include "rule/rule_context.h"

namespace awl {

// Which sign list items should have: `wanted`, or with '\0' what most of them (in profile
// awesome-lint the first) have.
struct MarkerStyle {
  bool ordered = false;
  char wanted = '\0';
  char fallback = '-';  // where two are equally frequent
  std::string_view peer = {};
};

// Reports the items whose sign is another, list by list. An edit that would make one list of two
// neighbours is unsafe.
void ReportMarkers(const Document& document, const MarkerStyle& style, RuleContext& context);

}  // namespace awl

#endif  // AWL_RULE_MARKER_STYLE_H_
