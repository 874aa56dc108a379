#ifndef AWL_RULE_AWESOME_BADGE_H_
#define AWL_RULE_AWESOME_BADGE_H_

#include <string_view>

#include "text/url.h"

namespace awl {

// The official image that `url` is another copy of: the one in the repository, a CDN's, one with a
// query. Empty if it is none.
std::string_view OfficialImage(const Url& url);

}  // namespace awl

#endif  // AWL_RULE_AWESOME_BADGE_H_
