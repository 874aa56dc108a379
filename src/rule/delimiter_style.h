#ifndef AWL_RULE_DELIMITER_STYLE_H_
#define AWL_RULE_DELIMITER_STYLE_H_

#include <string_view>

#include "awl/document.h"
#include "rule/rule_context.h"

namespace awl {

// Which sign emphasis (or strong emphasis) should be written with: `wanted`, or with '\0' what most
// of the file (in profile awesome-lint the first place) uses.
struct DelimiterStyle {
  NodeKind kind = NodeKind::kEmphasis;
  char wanted = '\0';
  char fallback = '*';  // where both are equally frequent
  std::string_view peer = {};
};

// Reports the places with the other sign. A place has edits only where the wanted sign opens and
// closes at the same places by CommonMark's rules, and cannot pair with another.
void ReportDelimiters(const Document& document, const DelimiterStyle& style, RuleContext& context);

}  // namespace awl

#endif  // AWL_RULE_DELIMITER_STYLE_H_
