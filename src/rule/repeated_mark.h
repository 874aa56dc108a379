#ifndef AWL_RULE_REPEATED_MARK_H_
#define AWL_RULE_REPEATED_MARK_H_

#include <string_view>

#include "awl/diagnostic.h"
#include "rule/code_point_set.h"

namespace awl {

// Cheap and true for few texts: two marks may also meet across markup or in an HTML tag.
bool MayRepeat(const CodePointSet& marks, std::string_view text);

// One tilde more or less can begin or end what is struck out.
inline bool MayDropRepeated(char32_t mark) { return mark != '~'; }

// Takes away the marks in `range`; unsafe.
Fix DropRepeated(Range range);

}  // namespace awl

#endif  // AWL_RULE_REPEATED_MARK_H_
