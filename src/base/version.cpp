#include "base/version.h"

namespace awl {

std::string_view Version() { return AWL_VERSION; }

}  // namespace awl
