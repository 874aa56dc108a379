#include "web/run_verdicts.h"

#include <unordered_map>
#include <utility>

#include "base/strings.h"
#include "text/url.h"

namespace awl {
namespace {

constexpr std::size_t kManyHosts = 20;
constexpr std::size_t kAlike = 3;

bool IsUnconnected(const Attempt& attempt) {
  switch (attempt.failure) {
    case Failure::kNoSuchHost:
    case Failure::kNoAddress:
    case Failure::kResolver:
    case Failure::kTimeout:
    case Failure::kRefused:
    case Failure::kUnroutable:
      return true;
    default:
      return false;
  }
}

// A key has no scheme: "user@example.org:8080/path".
std::string HostOf(std::string_view key) { return AsciiLower(ParseUrl(Cat("//", key)).host); }

std::string IllKey(std::string_view host, const Attempt& attempt) {
  return Cat(host, " ", ReasonOf(attempt));
}

// What a run saw of one host.
struct HostView {
  std::size_t asked = 0;
  std::size_t unconnected = 0;
  bool was_alive = false;
  struct Alike {
    std::size_t count = 0;
    std::size_t were_alive = 0;
  };
  std::map<std::string, Alike> failures = {};  // by IllKey
};

bool WasAlive(const LinkState& before, std::string_view key) {
  const LinkRecord* record = before.Find(key);
  return record != nullptr && record->evidence == Evidence::kOk;
}

std::map<std::string, HostView> ByHost(const LinkState& before,
                                       std::span<const Observation> observations) {
  std::map<std::string, HostView> hosts;
  for (const Observation& observation : observations) {
    // A forge's API knows its repositories one by one.
    if (observation.attempts.empty() || observation.attempts.back().via_api) continue;
    const Attempt& attempt = BestOf(observation.attempts);
    const std::string host = HostOf(observation.key);
    const bool was_alive = WasAlive(before, observation.key);
    HostView& view = hosts[host];
    ++view.asked;
    view.was_alive = view.was_alive || was_alive;
    if (IsUnconnected(attempt)) ++view.unconnected;
    const Evidence evidence = Classify(attempt);
    if (evidence != Evidence::kHard && evidence != Evidence::kSoft) continue;
    HostView::Alike& alike = view.failures[IllKey(host, attempt)];
    ++alike.count;
    alike.were_alive += was_alive ? 1 : 0;
  }
  return hosts;
}

bool IsNetworkDown(const std::map<std::string, HostView>& hosts) {
  std::size_t lost = 0;
  std::size_t canaries = 0;
  std::size_t lost_canaries = 0;
  for (const auto& [name, host] : hosts) {
    const bool is_lost = host.unconnected == host.asked;
    lost += is_lost ? 1 : 0;
    canaries += host.was_alive ? 1 : 0;
    lost_canaries += host.was_alive && is_lost ? 1 : 0;
  }
  if (hosts.size() < kManyHosts || lost * 5 <= hosts.size()) return false;
  // In a first run there is no canary; then all must be lost.
  return canaries > 0 ? lost_canaries * 2 > canaries : lost == hosts.size();
}

}  // namespace

HostPolicies::HostPolicies(std::span<const HostPolicy> policies) : policies_(policies) {
  for (const HostPolicy& policy : policies) globs_.emplace_back(policy.glob, Glob::Kind::kText);
}

const HostPolicy* HostPolicies::Find(std::string_view host) const {
  for (std::size_t i = 0; i < globs_.size(); ++i) {
    if (globs_[i].Matches(host)) return &policies_[i];
  }
  return nullptr;
}

RunView ViewRun(const LinkState& before, std::span<const Observation> observations) {
  const std::map<std::string, HostView> hosts = ByHost(before, observations);
  RunView view{.is_network_down = IsNetworkDown(hosts)};
  for (const auto& [name, host] : hosts) {
    for (const auto& [key, alike] : host.failures) {
      if (alike.count >= kAlike && alike.were_alive > 0 && alike.count * 2 >= host.asked) {
        view.ill.insert(key);
      }
    }
  }
  return view;
}

LinkState AfterRun(const LinkState& before, std::span<const WantedLink> wanted,
                   std::span<const Observation> observations, std::span<const HostPolicy> hosts,
                   std::int64_t now) {
  const RunView view = ViewRun(before, observations);
  const HostPolicies policies(hosts);
  const bool clock_is_wrong = now < before.last_checked();
  std::unordered_map<std::string_view, const WantedLink*> by_key;
  LinkState after = before;
  for (const WantedLink& link : wanted) {
    by_key.emplace(link.request.key, &link);
    LinkRecord& record = after.records[link.request.key];
    record.key = link.request.key;
    record.seen = std::max(record.seen, now);
  }
  for (const Observation& observation : observations) {
    const auto found = by_key.find(observation.key);
    if (found == by_key.end() || observation.attempts.empty()) continue;
    const std::string host = HostOf(observation.key);
    const HostPolicy* policy = policies.Find(host);
    const bool is_ill = view.ill.count(IllKey(host, BestOf(observation.attempts))) != 0;
    TakeObservation(observation,
                    {.now = now,
                     .held_back = clock_is_wrong ? HeldBack::kClockRanBackwards
                                  : is_ill       ? HeldBack::kHostIsIll
                                                 : HeldBack::kNo,
                     .accepted = policy == nullptr ? std::span<const int>() : policy->accepted,
                     .words = found->second->words},
                    &after.records[observation.key]);
  }
  return after;
}

bool IsFresh(const LinkRecord& record, std::int64_t fresh, std::int64_t now) {
  if (record.evidence != Evidence::kOk || now < record.alive) return false;
  // 0 to 127 by the key: from three quarters to five quarters.
  unsigned hash = 0;
  for (const char c : record.key) hash = hash * 31 + static_cast<unsigned char>(c);
  const std::int64_t span = fresh * 3 / 4 + fresh * static_cast<std::int64_t>(hash % 128) / 254;
  return now - record.alive < span;
}

}  // namespace awl
