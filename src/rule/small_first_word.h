#ifndef AWL_RULE_SMALL_FIRST_WORD_H_
#define AWL_RULE_SMALL_FIRST_WORD_H_

#include <string_view>

#include "rule/rule_context.h"

namespace awl {

// The first word if it begins with a small letter that should be a capital; empty otherwise.
std::string_view SmallFirstWord(std::string_view text);

// Reports `word`, the first of a description, and gives it its capital.
void ReportSmallFirstWord(RuleContext& context, Range word);

}  // namespace awl

#endif  // AWL_RULE_SMALL_FIRST_WORD_H_
