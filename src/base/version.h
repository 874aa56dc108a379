#ifndef AWL_BASE_VERSION_H_
#define AWL_BASE_VERSION_H_

#include <string_view>

namespace awl {

// "0.1.0": the version of the project in CMakeLists.txt, which is the only place where it is
// written.
std::string_view Version();

// What stands before a rule's name in links to its page, in this version; "" as long as the project
// has no owner (packaging/owner).
std::string_view RulePages();

}  // namespace awl

#endif  // AWL_BASE_VERSION_H_
