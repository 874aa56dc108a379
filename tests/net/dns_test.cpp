#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "net/fetch_fixture.h"
#include "net/resolver.h"
#include "web/server.h"

namespace awl {
namespace {

Lookup Loopback(const std::string& host) {
  return {.host = host, .failure = Failure::kNone, .addresses = {*ParseAddress("127.0.0.1")}};
}

// Waits for `count` lookups.
std::vector<Lookup> TakeAll(Resolver* resolver, std::size_t count) {
  std::vector<Lookup> all;
  while (all.size() < count) {
    for (Lookup& lookup : resolver->Take()) all.push_back(std::move(lookup));
    std::this_thread::yield();
  }
  return all;
}

TEST(Resolver, AnswersEachQuestion) {
  Resolver resolver(Loopback, [] {});
  std::set<std::string> hosts;
  for (int i = 0; i < 200; ++i) {
    hosts.insert("h" + std::to_string(i));
    resolver.Ask("h" + std::to_string(i));
  }
  std::set<std::string> answered;
  for (const Lookup& lookup : TakeAll(&resolver, hosts.size())) answered.insert(lookup.host);
  EXPECT_EQ(answered, hosts);
}

TEST(Resolver, EndsWhileLookupsAreUnderWay) {
  struct Gate {
    std::mutex mutex;
    std::condition_variable changed;
    bool is_open = false;
    int begun = 0;
    int ended = 0;
  };
  const auto gate = std::make_shared<Gate>();
  const auto is_over = std::make_shared<std::atomic<bool>>(false);
  {
    Resolver resolver(
        [gate](const std::string& host) {
          std::unique_lock lock(gate->mutex);
          ++gate->begun;
          gate->changed.notify_all();
          gate->changed.wait(lock, [&] { return gate->is_open; });
          ++gate->ended;
          gate->changed.notify_all();
          return Loopback(host);
        },
        [is_over] { EXPECT_FALSE(*is_over) << "woken after the end"; });
    constexpr std::size_t kLookups = 100;
    for (std::size_t i = 0; i < kLookups; ++i) resolver.Ask("h");
    // Those for which there was no thread have failed at once; no other can end yet.
    if (resolver.Take().size() == kLookups) GTEST_SKIP() << "no thread can be made here";
    std::unique_lock lock(gate->mutex);
    gate->changed.wait(lock, [&] { return gate->begun > 0; });
  }
  *is_over = true;
  std::unique_lock lock(gate->mutex);
  gate->is_open = true;
  gate->changed.notify_all();
  gate->changed.wait(lock, [&] { return gate->ended > 0; });
  EXPECT_LE(gate->ended, static_cast<int>(Resolver::kThreads));
}

// The evidence of names; each is asked again for the second attempt.
TEST(Dns, IsToldApartFromTheServer) {
  web_test::WebServer server([](const web_test::WebRequest&) { return web_test::Respond(200); });
  FetchOptions options = OptionsFor(server);
  options.connect_to = {":::" + std::to_string(server.port())};
  options.allow_private = true;
  const struct {
    const char* host;
    std::vector<Failure> lookups;
    std::vector<Failure> attempts;
  } kRows[] = {
      {"found.example", {Failure::kNone}, {Failure::kNone}},
      {"nxdomain.example",
       {Failure::kNoSuchHost, Failure::kNoSuchHost},
       {Failure::kNoSuchHost, Failure::kNoSuchHost}},
      {"nodata.example",
       {Failure::kNoAddress, Failure::kNoAddress},
       {Failure::kNoAddress, Failure::kNoAddress}},
      {"servfail.example",
       {Failure::kResolver, Failure::kResolver},
       {Failure::kResolver, Failure::kResolver}},
      {"later.example",
       {Failure::kNoSuchHost, Failure::kNone},
       {Failure::kNoSuchHost, Failure::kNone}},
  };
  std::map<std::string, std::size_t> asked;
  std::mutex mutex;
  const auto look_up = [&](const std::string& host) {
    const std::lock_guard lock(mutex);
    for (const auto& row : kRows) {
      if (host != row.host) continue;
      const std::size_t nth = asked[host]++;
      Lookup lookup = Loopback(host);
      lookup.failure = row.lookups.at(nth);
      return lookup;
    }
    return Lookup{.host = host};
  };
  std::vector<LinkRequest> requests;
  for (const auto& row : kRows) {
    requests.push_back({.key = row.host, .url = Cat("http://", row.host, "/")});
    // A second link of the host costs no second lookup.
    requests.push_back({.key = Cat(row.host, "/2"), .url = Cat("http://", row.host, "/2")});
  }
  const Fetched fetched = FetchAll(options, requests, look_up);
  for (const auto& row : kRows) {
    for (const char* path : {"", "/2"}) {
      std::vector<Failure> failures;
      for (const Attempt& attempt : fetched.observations.at(Cat(row.host, path)).attempts) {
        failures.push_back(attempt.failure);
      }
      EXPECT_EQ(failures, row.attempts) << row.host << path;
    }
    EXPECT_EQ(asked[row.host], row.lookups.size()) << row.host;
  }
}

TEST(Dns, TriesIPv4AloneAtTheSecondAttempt) {
  web_test::WebServer server([](const web_test::WebRequest&) { return web_test::Respond(200); });
  FetchOptions options = OptionsFor(server);
  options.connect_to = {":::" + std::to_string(server.port())};
  options.allow_private = true;
  // Nothing listens on ::1 there; curl goes on to the next address.
  const auto look_up = [](const std::string& host) {
    Lookup lookup = Loopback(host);
    lookup.addresses.insert(lookup.addresses.begin(), *ParseAddress("::1"));
    return lookup;
  };
  const std::vector<LinkRequest> requests = {{.key = "k", .url = "http://both.example/"}};
  EXPECT_EQ(FetchAll(options, requests, look_up).observations.at("k").attempts.back().status, 200);
}

}  // namespace
}  // namespace awl
