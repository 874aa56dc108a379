#ifndef AWL_RULE_SECTION_SIZE_H_
#define AWL_RULE_SECTION_SIZE_H_

#include <cstddef>

#include "rule/rule_context.h"

namespace awl {

inline constexpr std::size_t kNoLimit = ~std::size_t{0};

// Reports the sections whose entries are fewer than `min` or more than `max`. Sub-items belong to
// their entry; sections without entries of their own, and the contents, are none of its business.
void ReportSectionSizes(std::size_t min, std::size_t max, RuleContext& context);

}  // namespace awl

#endif  // AWL_RULE_SECTION_SIZE_H_
