#include "base/version.h"

namespace awl {

std::string_view Version() { return AWL_VERSION; }

std::string_view RulePages() { return AWL_RULE_PAGES; }

}  // namespace awl
