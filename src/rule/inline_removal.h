#ifndef AWL_RULE_INLINE_REMOVAL_H_
#define AWL_RULE_INLINE_REMOVAL_H_

#include <optional>

#include "awl/document.h"

namespace awl {

// What to remove so that `node`, a link, an image or the like, is gone from its paragraph or
// heading: with it the space before it, or its line if nothing else is on that. Nullopt if what
// follows would then begin its line and be no text any more: "![a](b)\n<br>" without the image is a
// block of HTML. Nor if a comment before it would then end its block.
std::optional<Range> WithItsSpace(const Document& document, const Node& node);

}  // namespace awl

#endif  // AWL_RULE_INLINE_REMOVAL_H_
