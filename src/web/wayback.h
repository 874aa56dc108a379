#ifndef AWL_WEB_WAYBACK_H_
#define AWL_WEB_WAYBACK_H_

#include <string>
#include <string_view>

#include "web/fetcher.h"
#include "web/link_record.h"

namespace awl {

// The Wayback Machine keeps copies of pages.
inline constexpr std::string_view kWaybackHost = "web.archive.org";

// Where it leads on to its copy of `url` that is nearest to the last day on which the link was
// alive, or to the first on which it was not.
std::string CopyNear(const LinkRecord& record, std::string_view url);

// Whether `url` is a copy of a page of the host that the link of this key leads to, and nothing
// else: "https://web.archive.org/web/20200131235959/https://example.org/".
bool IsCopyFor(std::string_view key, std::string_view url);

// The copy that whoever asked for `url`, a CopyNear, was led to. Empty where there is none, and
// where it only shows that the domain was for sale.
std::string CopyIn(const Observation& observation, std::string_view url);

}  // namespace awl

#endif  // AWL_WEB_WAYBACK_H_
