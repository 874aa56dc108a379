#ifndef AWL_NET_HOST_POLICIES_H_
#define AWL_NET_HOST_POLICIES_H_

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "net/scheduler.h"
#include "text/glob.h"
#include "web/fetcher.h"

namespace awl {

// How each host is treated, by the options and what the config says of some.
class HostPolicies {
 public:
  explicit HostPolicies(const FetchOptions& options);

  HostLimits LimitsOf(std::string_view host) const;
  // Statuses that are alive there.
  std::span<const int> AcceptedBy(std::string_view host) const;

 private:
  const HostPolicy* Find(std::string_view host) const;

  HostLimits limits_;
  std::vector<std::pair<Glob, HostPolicy>> policies_;
};

// Whose clock a host goes by: itself, or the service that has all hosts of a domain on the same
// machines.
std::string_view ClockOf(std::string_view host);

}  // namespace awl

#endif  // AWL_NET_HOST_POLICIES_H_
