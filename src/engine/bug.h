#ifndef AWL_ENGINE_BUG_H_
#define AWL_ENGINE_BUG_H_

#include <string_view>

namespace awl {

// The end of every message about a fault of awl itself.
inline constexpr std::string_view kReportBug =
    "this is a bug in awl: please report it, with this message and the file, where you got awl";

}  // namespace awl

#endif  // AWL_ENGINE_BUG_H_
