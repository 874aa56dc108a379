#ifndef AWL_BASE_VERSION_H_
#define AWL_BASE_VERSION_H_

#include <string_view>

namespace awl {

// "0.1.0": the version of the project in CMakeLists.txt, which is the only place where it is
// written.
std::string_view Version();

}  // namespace awl

#endif  // AWL_BASE_VERSION_H_
