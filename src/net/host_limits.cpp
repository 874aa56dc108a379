#include "net/host_limits.h"

#include <algorithm>

namespace awl {
namespace {

constexpr std::string_view kServices[] = {
    "blogspot.com", "github.io",      "gitlab.io",       "herokuapp.com", "netlify.app",
    "pages.dev",    "sourceforge.io", "sourceforge.net", "vercel.app",    "wordpress.com",
};

}  // namespace

HostLimits LimitsOf(const FetchOptions& options, const HostPolicy* policy) {
  const bool slower = policy != nullptr && policy->interval.count() > 0;
  const bool fewer = policy != nullptr && policy->per_host > 0;
  const int at_once = fewer ? policy->per_host : options.per_host;
  return {.at_once = static_cast<std::size_t>(std::clamp(at_once, 1, kMaxPerHost)),
          .interval = std::max(slower ? policy->interval : options.interval, kMinInterval).count()};
}

std::string_view ClockOf(std::string_view host) {
  for (const std::string_view service : kServices) {
    if (host.size() > service.size() && host.ends_with(service) &&
        host[host.size() - service.size() - 1] == '.') {
      return service;
    }
  }
  return host;
}

}  // namespace awl
