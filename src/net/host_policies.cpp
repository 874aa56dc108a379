#include "net/host_policies.h"

#include <algorithm>

namespace awl {
namespace {

constexpr std::string_view kServices[] = {
    "blogspot.com",    "github.io",  "gitlab.io",      "herokuapp.com",
    "netlify.app",     "pages.dev",  "readthedocs.io", "sourceforge.io",
    "sourceforge.net", "vercel.app", "wordpress.com",
};

}  // namespace

std::string_view ClockOf(std::string_view host) {
  for (const std::string_view service : kServices) {
    if (host.size() > service.size() && host.ends_with(service) &&
        host[host.size() - service.size() - 1] == '.') {
      return service;
    }
  }
  return host;
}

HostPolicies::HostPolicies(const FetchOptions& options)
    : limits_{.at_once = static_cast<std::size_t>(std::clamp(options.per_host, 1, kMaxPerHost)),
              .interval = std::max(options.interval, kMinInterval).count()} {
  for (const HostPolicy& policy : options.hosts) {
    policies_.emplace_back(Glob(policy.glob, Glob::Kind::kText), policy);
  }
}

const HostPolicy* HostPolicies::Find(std::string_view host) const {
  for (const auto& [glob, policy] : policies_) {
    if (glob.Matches(host)) return &policy;
  }
  return nullptr;
}

HostLimits HostPolicies::LimitsOf(std::string_view host) const {
  HostLimits limits = limits_;
  const HostPolicy* policy = Find(host);
  if (policy == nullptr) return limits;
  if (policy->interval.count() > 0) {
    limits.interval = std::max(policy->interval, kMinInterval).count();
  }
  if (policy->per_host > 0) {
    limits.at_once = static_cast<std::size_t>(std::min(policy->per_host, kMaxPerHost));
  }
  return limits;
}

std::span<const int> HostPolicies::AcceptedBy(std::string_view host) const {
  const HostPolicy* policy = Find(host);
  return policy == nullptr ? std::span<const int>() : std::span<const int>(policy->accepted);
}

}  // namespace awl
