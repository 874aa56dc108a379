#ifndef AWL_TESTS_NET_FETCH_FIXTURE_H_
#define AWL_TESTS_NET_FETCH_FIXTURE_H_

#include <algorithm>
#include <map>
#include <span>
#include <string>

#include "net/web_fetcher.h"
#include "web/server.h"

namespace awl {

// Goes with the real time, but waits for nothing: where there is nothing to do, time is turned on.
class TurnedClock final : public FetchClock {
 public:
  Millis Now() const override { return FetchClock::Now() + turned_; }
  // Begins at Tue, 14 Nov 2023 22:13:20 GMT.
  std::int64_t Date() const override { return 1'700'000'000 + (Now() - begin_) / 1000; }
  bool Skip(Millis time) override {
    turned_ += std::max<Millis>(time - Now(), 0);
    return true;
  }

 private:
  Millis begin_ = FetchClock::Now();
  Millis turned_ = 0;
};

// Stands still but for what is waited for: each time is the same in every run.
class StillClock final : public FetchClock {
 public:
  Millis Now() const override { return now_; }
  // Begins as TurnedClock does.
  std::int64_t Date() const override { return 1'700'000'000 + now_ / 1000; }
  bool Skip(Millis time) override {
    now_ = std::max(now_, time);
    return true;
  }

 private:
  Millis now_ = 0;
};

// All hosts at the server; short timeouts, which are in real time.
inline FetchOptions OptionsFor(const web_test::WebServer& server) {
  FetchOptions options;
  options.interval = std::chrono::milliseconds(50);
  options.timeout = std::chrono::milliseconds(1000);
  options.connect_to = {"::127.0.0.1:" + std::to_string(server.port())};
  return options;
}

struct Fetched {
  std::string error = {};
  std::map<std::string, Observation> observations = {};  // by key
};

inline Fetched FetchAllBy(FetchClock& clock, const FetchOptions& options,
                          std::span<const LinkRequest> requests,
                          Resolver::Function look_up = LookUp, GithubToken token = {}) {
  Fetched out;
  auto fetcher = WebFetcher::Make(
      options, {.clock = &clock, .look_up = std::move(look_up), .token = std::move(token)});
  if (!fetcher) {
    out.error = fetcher.error().message;
    return out;
  }
  const std::optional<Error> error = (*fetcher)->Fetch(requests, [&](Observation observation) {
    const std::string key = observation.key;
    if (!out.observations.emplace(key, std::move(observation)).second) out.error = "twice: " + key;
    return true;
  });
  if (error) out.error = error->message;
  return out;
}

inline Fetched FetchAll(const FetchOptions& options, std::span<const LinkRequest> requests,
                        Resolver::Function look_up = LookUp, GithubToken token = {}) {
  TurnedClock clock;
  return FetchAllBy(clock, options, requests, std::move(look_up), std::move(token));
}

}  // namespace awl

#endif  // AWL_TESTS_NET_FETCH_FIXTURE_H_
