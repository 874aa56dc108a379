#ifndef AWL_PATTERN_PATTERN_PAGE_H_
#define AWL_PATTERN_PATTERN_PAGE_H_

#include <string>

#include "pattern/pattern.h"

namespace awl {

// The examples of a pattern as a rule page has them: a title, then fenced blocks `bad`, `fixed` and
// `good`.
std::string PatternPage(const Pattern& pattern);

}  // namespace awl

#endif  // AWL_PATTERN_PATTERN_PAGE_H_
