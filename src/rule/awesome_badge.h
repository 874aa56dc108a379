#ifndef AWL_RULE_AWESOME_BADGE_H_
#define AWL_RULE_AWESOME_BADGE_H_

#include <optional>
#include <string_view>

#include "awl/diagnostic.h"
#include "awl/document.h"
#include "facts/facts.h"
#include "text/url.h"

namespace awl {

// The official image that `url` is another copy of: the one in the repository, a CDN's, one with a
// query. Empty if it is none.
std::string_view OfficialImage(const Url& url);

// What the badge is to lead to.
inline constexpr std::string_view kAwesomeTargets[] = {"https://awesome.re",
                                                       "https://github.com/sindresorhus/awesome"};
bool IsAwesomeTarget(std::string_view url);

// Adds the badge to the title; unsafe. Nothing where the title's links would break.
std::optional<Fix> AddAwesomeBadge(const Facts& facts, const Node& title);

}  // namespace awl

#endif  // AWL_RULE_AWESOME_BADGE_H_
