#ifndef AWL_PATTERN_REPLACEMENT_H_
#define AWL_PATTERN_REPLACEMENT_H_

#include <cstddef>
#include <optional>
#include <string_view>

#include "awl/diagnostic.h"
#include "awl/document.h"
#include "pattern/parts.h"
#include "pattern/pattern.h"

namespace awl {

// The fix that puts `replacement` in the place of part.text[begin, end). Nothing where that changes
// nothing, where the place is not exact, or where it goes over a line end that the text does not
// show. Only shown, whatever the pattern says, where Markdown might read the result as something
// else: the place is not within one text, code span or destination, the new text holds marks, or
// marks beside it would come to stand beside something else. At most unsafe in headings, whose
// anchors would change.
std::optional<Fix> ReplacementFix(const Document& doc, const Pattern& pattern, const Part& part,
                                  std::size_t begin, std::size_t end, std::string_view replacement);

}  // namespace awl

#endif  // AWL_PATTERN_REPLACEMENT_H_
