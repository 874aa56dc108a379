#ifndef AWL_TEXT_LABEL_H_
#define AWL_TEXT_LABEL_H_

#include <string>
#include <string_view>

namespace awl {

// The label of a reference or definition as CommonMark compares it: without blanks at its ends,
// white space collapsed, case-folded.
std::string NormalizeLabel(std::string_view label);

}  // namespace awl

#endif  // AWL_TEXT_LABEL_H_
