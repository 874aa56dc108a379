#ifndef AWL_RULES_TOC_MAIN_NAMES_H_
#define AWL_RULES_TOC_MAIN_NAMES_H_

#include <string>
#include <string_view>

namespace awl {

// Case-folded, with one of several names for each thing: "Golang libraries" and "go libraries".
std::string WithMainNames(std::string_view title);

}  // namespace awl

#endif  // AWL_RULES_TOC_MAIN_NAMES_H_
