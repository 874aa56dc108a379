#ifndef AWL_NET_HOST_LIMITS_H_
#define AWL_NET_HOST_LIMITS_H_

#include <string_view>

#include "net/scheduler.h"
#include "web/fetcher.h"

namespace awl {

// How often `host` may be asked, by the options and `policy`, which is what the config says of it,
// or null. No policy lifts what kMaxPerHost and kMinInterval say.
HostLimits LimitsOf(const FetchOptions& options, const HostPolicy* policy);

// Whose clock a host goes by: itself, or the service that has all hosts of a domain on the same
// machines.
std::string_view ClockOf(std::string_view host);

}  // namespace awl

#endif  // AWL_NET_HOST_LIMITS_H_
