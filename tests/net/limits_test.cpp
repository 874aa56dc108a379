// What a run may do to a host and in all, by the server's own count.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/strings.h"
#include "net/fetch_fixture.h"
#include "net/host_limits.h"
#include "web/server.h"

namespace awl {
namespace {

using web_test::Respond;
using web_test::Script;
using web_test::Step;
using web_test::WebRequest;

// A page after a while, so that requests would overlap.
Script Slowly(int milliseconds) {
  Script script = {{.kind = Step::Kind::kWait, .wait = std::chrono::milliseconds(milliseconds)}};
  const Script page = Respond(200, {"Content-Type: text/html"}, "<title>x</title>");
  script.insert(script.end(), page.begin(), page.end());
  return script;
}

std::vector<LinkRequest> LinksOf(const std::string& host, int count) {
  std::vector<LinkRequest> requests;
  for (int i = 0; i < count; ++i) {
    requests.push_back({.key = Cat(host, "/", i), .url = Cat("http://", host, "/", i)});
  }
  return requests;
}

void Append(std::vector<LinkRequest>* to, std::vector<LinkRequest> more) {
  to->insert(to->end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

TEST(Limits, HoldForEachHostAndForAll) {
  web_test::WebServer server([](const WebRequest&) { return Slowly(200); });
  FetchOptions options = OptionsFor(server);
  options.concurrency = 6;
  options.hosts = {{.glob = "slow.*", .per_host = 1}, {.glob = "greedy.*", .per_host = 99}};
  std::vector<LinkRequest> requests;
  for (const char* host :
       {"a.example", "b.example", "c.example", "slow.example", "greedy.example"}) {
    Append(&requests, LinksOf(host, 12));
  }
  const Fetched fetched = FetchAll(options, requests);
  EXPECT_EQ(fetched.observations.size(), requests.size());
  const web_test::WebServer::Counts counts = server.counts();
  EXPECT_EQ(counts.requests, requests.size());
  EXPECT_LE(counts.most_connections, 6u + 6u);  // open, and kept for the next request
  const auto most = [&](const char* host) { return counts.hosts.at(host).most_at_once; };
  EXPECT_EQ(most("a.example"), 2u);
  EXPECT_LE(counts.hosts.at("a.example").most_connections, 2u);
  EXPECT_EQ(most("slow.example"), 1u);
  EXPECT_LE(most("greedy.example"), static_cast<std::size_t>(kMaxPerHost));
}

TEST(Limits, AreNotLiftedByAnyPolicy) {
  const FetchOptions greedy = {.per_host = 1000, .interval = std::chrono::milliseconds(0)};
  EXPECT_EQ(LimitsOf(greedy, nullptr).at_once, 4u);
  EXPECT_EQ(LimitsOf(greedy, nullptr).interval, 50);
  const HostPolicy policy = {.interval = std::chrono::milliseconds(1), .per_host = 100};
  EXPECT_EQ(LimitsOf({}, &policy).at_once, 4u);
  EXPECT_EQ(LimitsOf({}, &policy).interval, 50);
  const HostPolicy patient = {.interval = std::chrono::seconds(2), .per_host = 1};
  EXPECT_EQ(LimitsOf({}, &patient).at_once, 1u);
  EXPECT_EQ(LimitsOf({}, &patient).interval, 2000);
}

TEST(Limits, AreSharedByTheHostsOfAService) {
  EXPECT_EQ(ClockOf("a.github.io"), "github.io");
  EXPECT_EQ(ClockOf("a.b.sourceforge.net"), "sourceforge.net");
  EXPECT_EQ(ClockOf("github.io"), "github.io");
  EXPECT_EQ(ClockOf("notgithub.io"), "notgithub.io");
  EXPECT_EQ(ClockOf("example.org"), "example.org");
}

// One that says "too many" is asked four times in all, and its other links not at all.
TEST(Limits, LeaveAHostAloneThatSaysSoThrice) {
  web_test::WebServer server([](const WebRequest&) { return Respond(429); });
  const Fetched fetched = FetchAll(OptionsFor(server), LinksOf("a.example", 50));
  std::size_t deferred = 0;
  for (const auto& [key, seen] : fetched.observations) {
    deferred += seen.is_deferred ? 1 : 0;
    EXPECT_EQ(seen.attempts.size(), seen.is_deferred ? 0u : 1u);
  }
  EXPECT_EQ(fetched.observations.size(), 50u);
  EXPECT_GE(deferred, 48u);
  EXPECT_LE(server.counts().requests, 6u);
}

// A failure whose second attempt cannot be made says nothing.
TEST(Limits, DeferWhatCouldNotBeAskedTwice) {
  web_test::WebServer server(
      [](const WebRequest& request) { return Respond(request.target == "/0" ? 404 : 429); });
  const Fetched fetched = FetchAll(OptionsFor(server), LinksOf("a.example", 3));
  EXPECT_TRUE(fetched.observations.at("a.example/0").is_deferred);
}

// What the last run did not find alive either needs no minute between the two attempts.
TEST(Limits, AskAgainAtOnceWhatFailedInTheLastRun) {
  constexpr std::int64_t kNow = 1'700'000'000;
  web_test::WebServer server([](const WebRequest&) { return Respond(404); });
  const struct {
    const char* name;
    std::int64_t checked;
    bool was_alive;
    std::int64_t seconds_between;
  } kRows[] = {
      {"failed", kNow - 86'400, false, 0},
      {"alive", kNow - 86'400, true, 60},
      {"new", 0, false, 60},
      {"recent", kNow - 20, false, 40},
      {"future", kNow + 86'400, false, 60},
      {"first", 1, false, 0},
      {"never", INT64_MAX, false, 60},
  };
  std::vector<LinkRequest> requests;
  for (const auto& row : kRows) {
    requests.push_back({.key = row.name,
                        .url = Cat("http://", row.name, ".example/"),
                        .checked = row.checked,
                        .was_alive = row.was_alive});
  }
  StillClock clock;
  const Fetched fetched = FetchAllBy(clock, OptionsFor(server), requests);
  for (const auto& row : kRows) {
    const std::vector<Attempt>& attempts = fetched.observations.at(row.name).attempts;
    ASSERT_EQ(attempts.size(), 2u) << row.name;
    EXPECT_EQ(attempts[1].time - attempts[0].time, row.seconds_between) << row.name;
  }
}

TEST(Limits, AreNarrowerForTheWaybackMachine) {
  web_test::WebServer server([](const WebRequest&) { return Slowly(20); });
  StillClock clock;
  const Fetched fetched = FetchAllBy(clock, OptionsFor(server), LinksOf("web.archive.org", 3));
  ASSERT_EQ(fetched.observations.size(), 3u);
  std::vector<std::int64_t> times;
  for (const auto& [key, seen] : fetched.observations) {
    times.push_back(seen.attempts.at(0).time - 1'700'000'000);
  }
  // A second to a second and a quarter apart.
  EXPECT_THAT(times, ::testing::UnorderedElementsAre(0, 1, 2));
  EXPECT_EQ(server.counts().hosts.at("web.archive.org").most_at_once, 1u);
}

TEST(Limits, EndTheRunInTimeWithTheOldestAnswersFirst) {
  web_test::WebServer server([](const WebRequest&) { return Respond(200); });
  FetchOptions options = OptionsFor(server);
  options.interval = std::chrono::seconds(10);
  // Starts are 10 to 12.5 s apart.
  options.max_time = std::chrono::seconds(27);
  std::vector<LinkRequest> requests = LinksOf("a.example", 20);
  for (std::size_t i = 0; i < requests.size(); ++i) {
    requests[i].checked = static_cast<std::int64_t>(1000 - i);
  }
  const Fetched fetched = FetchAll(options, requests);
  EXPECT_EQ(fetched.observations.size(), 3u);
  EXPECT_EQ(fetched.observations.count("a.example/19"), 1u);
  EXPECT_EQ(fetched.observations.count("a.example/17"), 1u);
}

TEST(Limits, EndTheRunWhenNobodyWantsMore) {
  web_test::WebServer server([](const WebRequest&) { return Respond(200); });
  TurnedClock clock;
  auto fetcher = WebFetcher::Make(OptionsFor(server), {.clock = &clock});
  ASSERT_TRUE(fetcher);
  std::size_t taken = 0;
  (*fetcher)->Fetch(LinksOf("a.example", 50), [&](const Observation&) { return ++taken < 3; });
  EXPECT_EQ(taken, 3u);
  EXPECT_LE(server.counts().requests, 5u);
}

// Whatever comes after 32 KiB is not read.
TEST(Limits, StopReadingAPage) {
  web_test::WebServer server([](const WebRequest& request) {
    const std::string page = Cat("<title>Early</title>", std::string(40'000, ' '),
                                 "<p id=\"late\">", std::string(100, 'x'));
    return request.host == "a.example" ? Respond(200, {"Content-Type: text/html"}, page)
                                       : Respond(200, {"Content-Type: text/html"},
                                                 std::string(40'000, ' ') + "<title>Late</title>");
  });
  const std::vector<LinkRequest> requests = {
      {.key = "a", .url = "http://a.example/", .fragments = {"late", "never"}},
      {.key = "b", .url = "http://b.example/"}};
  const Fetched fetched = FetchAll(OptionsFor(server), requests);
  // Of a page whose fragments are wanted, more is read.
  EXPECT_THAT(fetched.observations.at("a").attempts[0].page.missing_fragments,
              ::testing::ElementsAre("never"));
  EXPECT_EQ(fetched.observations.at("b").attempts[0].page.title, "");
}

}  // namespace
}  // namespace awl
