#ifndef AWL_AWESOME_LINT_MDAST_TEXT_H_
#define AWL_AWESOME_LINT_MDAST_TEXT_H_

#include <string>

#include "awl/document.h"

namespace awl {

// What npm's mdast-util-to-string 4 gives for `node`: text, code, raw inline HTML and the
// alternative texts of images, one after the other; a soft break is a line feed, a hard one
// nothing. awesome-lint judges by this.
std::string MdastText(const Document& document, const Node& node);

}  // namespace awl

#endif  // AWL_AWESOME_LINT_MDAST_TEXT_H_
