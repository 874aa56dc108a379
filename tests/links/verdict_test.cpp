#include <gtest/gtest.h>

#include <optional>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "web/link_record.h"
#include "web/run_verdicts.h"

// Runs on days that a test chooses, each with what it saw; no clock is asked.

namespace awl {
namespace {

constexpr std::int64_t kDay = 86400;
constexpr std::int64_t kStart = std::int64_t{20000} * kDay;

// "404", "200", "no-such-host", "404 200": one or two attempts.
Observation Saw(std::string_view what, std::string key = "example.org/a") {
  Observation observation{.key = std::move(key)};
  std::istringstream words{std::string(what)};
  for (std::string word; words >> word;) {
    Attempt attempt;
    if (const std::optional<Failure> failure = FailureNamed(word)) {
      attempt.failure = *failure;
    } else {
      attempt.status = std::stoi(word);
    }
    observation.attempts.push_back(attempt);
  }
  return observation;
}

struct Day {
  int day;
  std::string_view saw;  // as Saw; "-": deferred
  Verdict verdict;
};

void Travel(std::string_view name, const std::vector<Day>& days, const VerdictRules& rules = {}) {
  LinkRecord record;
  for (const Day& day : days) {
    Observation observation = day.saw == "-" ? Observation{.is_deferred = true} : Saw(day.saw);
    TakeObservation(observation, {.now = kStart + day.day * kDay}, &record);
    EXPECT_EQ(Judge(record, rules), day.verdict)
        << name << ", day " << day.day << ": " << NameOf(Judge(record, rules));
  }
}

constexpr Verdict kAlive = Verdict::kAlive;
constexpr Verdict kUncertain = Verdict::kUncertain;
constexpr Verdict kSuspect = Verdict::kSuspect;
constexpr Verdict kUnreachable = Verdict::kUnreachable;
constexpr Verdict kDead = Verdict::kDead;

TEST(Verdicts, OverDays) {
  // The same answer on every day.
  const struct {
    std::string_view saw;
    Verdict on[6];  // days 0, 1, 3, 7, 28, 35
  } kSame[] = {
      {"200", {kAlive, kAlive, kAlive, kAlive, kAlive, kAlive}},
      {"404 404", {kSuspect, kSuspect, kDead, kDead, kDead, kDead}},
      {"410", {kSuspect, kSuspect, kDead, kDead, kDead, kDead}},
      {"no-such-host", {kSuspect, kSuspect, kDead, kDead, kDead, kDead}},
      {"no-address", {kSuspect, kSuspect, kDead, kDead, kDead, kDead}},
      {"timeout", {kUncertain, kUncertain, kUncertain, kUncertain, kUnreachable, kUnreachable}},
      {"refused", {kUncertain, kUncertain, kUncertain, kUncertain, kUnreachable, kUnreachable}},
      {"reset", {kUncertain, kUncertain, kUncertain, kUncertain, kUnreachable, kUnreachable}},
      {"500 502", {kUncertain, kUncertain, kUncertain, kUncertain, kUnreachable, kUnreachable}},
      {"tls-expired", {kUncertain, kUncertain, kUncertain, kUncertain, kUnreachable, kUnreachable}},
      {"resolver", {kUncertain, kUncertain, kUncertain, kUncertain, kUnreachable, kUnreachable}},
      {"redirect-loop",
       {kUncertain, kUncertain, kUncertain, kUncertain, kUnreachable, kUnreachable}},
      {"403", {kUncertain, kUncertain, kUncertain, kUncertain, kUncertain, kUncertain}},
      {"429", {kUncertain, kUncertain, kUncertain, kUncertain, kUncertain, kUncertain}},
      {"999", {kUncertain, kUncertain, kUncertain, kUncertain, kUncertain, kUncertain}},
      {"blocked-address", {kUncertain, kUncertain, kUncertain, kUncertain, kUncertain, kUncertain}},
      {"400", {kUncertain, kUncertain, kUncertain, kUncertain, kUncertain, kUncertain}},
      {"bad-answer", {kUncertain, kUncertain, kUncertain, kUncertain, kUncertain, kUncertain}},
      // The second attempt says something else.
      {"404 200", {kAlive, kAlive, kAlive, kAlive, kAlive, kAlive}},
      {"404 403", {kUncertain, kUncertain, kUncertain, kUncertain, kUncertain, kUncertain}},
      {"404 timeout", {kUncertain, kUncertain, kUncertain, kUncertain, kUnreachable, kUnreachable}},
  };
  const int kDays[] = {0, 1, 3, 7, 28, 35};
  for (const auto& row : kSame) {
    std::vector<Day> days;
    for (std::size_t i = 0; i < 6; ++i) days.push_back({kDays[i], row.saw, row.on[i]});
    Travel(row.saw, days);
  }
}

TEST(Verdicts, WhatChanges) {
  Travel("dies", {{0, "200", kAlive},
                  {1, "404", kSuspect},
                  {7, "404", kSuspect},
                  {27, "404", kSuspect},
                  {28, "404", kDead}});
  Travel("comes back", {{0, "404", kSuspect},
                        {3, "404", kDead},
                        {7, "200", kAlive},
                        {28, "404", kSuspect},
                        {35, "404", kDead}});
  Travel("alive between", {{0, "404", kSuspect}, {1, "200", kAlive}, {3, "404", kSuspect}});
  Travel("two runs on one day", {{0, "404", kSuspect}, {0, "404", kSuspect}, {3, "404", kDead}});
  Travel("shut between", {{0, "404", kSuspect}, {1, "403", kUncertain}, {3, "404", kDead}});
  Travel("dead, then soft", {{0, "404", kSuspect}, {3, "404", kDead}, {7, "timeout", kUncertain}});
  Travel("deferred keeps it", {{0, "404", kSuspect}, {3, "404", kDead}, {7, "-", kDead}});
  Travel("three soft runs are not four",
         {{0, "timeout", kUncertain}, {7, "timeout", kUncertain}, {35, "timeout", kUncertain}});
  Travel("somebody answers", {{0, "timeout", kUncertain},
                              {1, "timeout", kUncertain},
                              {3, "timeout", kUncertain},
                              {7, "403", kUncertain},
                              {35, "timeout", kUncertain}});
}

TEST(Verdicts, TheConfigMayAskForLess) {
  Travel("two runs of one day", {{0, "404", kSuspect}, {0, "404", kDead}},
         {.dead_days = 0, .dead_after_alive = 0});
}

// Whatever happens on whatever days.
TEST(Verdicts, NothingSeenAliveInTheLast28DaysIsDeadOrUnreachable) {
  const std::string_view kSaw[] = {"200", "404", "404 404", "410", "no-such-host", "timeout", "500",
                                   "403", "429", "400",     "301", "tls-expired",  "404 200"};
  std::mt19937 random(7);
  const auto below = [&random](std::size_t n) { return random() % n; };
  std::size_t dead = 0;
  std::size_t unreachable = 0;
  for (int sequence = 0; sequence < 20000; ++sequence) {
    LinkRecord record;
    std::int64_t now = kStart;
    std::optional<std::int64_t> alive;
    // Some sequences have few kinds of answers, so that failures come in rows.
    const std::size_t kinds = 1 + below(std::size(kSaw));
    const std::size_t first = below(std::size(kSaw));
    for (std::size_t run = 0; run < 12; ++run) {
      now += static_cast<std::int64_t>(below(12 * 24)) * 3600;
      // In every second sequence the clock runs backwards now and then.
      const bool skewed = sequence % 2 == 1;
      const std::int64_t skew = skewed && below(20) == 0 ? -3 * kDay : 0;
      const std::string_view saw = kSaw[(first + below(kinds)) % std::size(kSaw)];
      const HeldBack held_back =
          now + skew < record.checked ? HeldBack::kClockRanBackwards : HeldBack::kNo;
      TakeObservation(Saw(saw), {.now = now + skew, .held_back = held_back}, &record);
      if (record.evidence == Evidence::kOk) alive = now;
      const Verdict verdict = Judge(record, {});
      dead += verdict == kDead ? 1 : 0;
      unreachable += verdict == kUnreachable ? 1 : 0;
      // A wrong clock makes `alive` three days older than it was.
      if (alive && now - *alive < (skewed ? 25 : 28) * kDay) {
        ASSERT_NE(verdict, kDead) << "sequence " << sequence;
        ASSERT_NE(verdict, kUnreachable) << "sequence " << sequence;
      }
    }
  }
  // The test has tried both.
  EXPECT_GT(dead, 1000u);
  EXPECT_GT(unreachable, 100u);
}

// ---- redirects, TLS, titles ---------------------------------------------------------------------

Attempt Led(std::vector<Hop> hops, int status = 200) {
  return {.status = status, .hops = std::move(hops)};
}

void Take(Attempt attempt, int day, LinkRecord* record, std::string_view words = {}) {
  Observation observation;
  observation.attempts.push_back(std::move(attempt));
  TakeObservation(observation, {.now = kStart + day * kDay, .words = words}, record);
}

TEST(Records, RememberWhereOnlyPermanentHopsLed) {
  const struct {
    std::vector<Hop> hops;
    std::string_view moved;
    std::string_view landed;
  } kRows[] = {
      {{{301, "https://b.example/"}}, "https://b.example/", "https://b.example/"},
      {{{308, "https://b.example/"}}, "https://b.example/", "https://b.example/"},
      {{{302, "https://b.example/"}}, "", "https://b.example/"},
      {{{301, "https://b.example/"}, {302, "https://c.example/"}},
       "https://b.example/",
       "https://c.example/"},
      {{{302, "https://b.example/"}, {301, "https://c.example/"}}, "", "https://c.example/"},
      {{{301, "https://b.example/"}, {308, "https://c.example/"}},
       "https://c.example/",
       "https://c.example/"},
      {{}, "", ""},
  };
  for (const auto& row : kRows) {
    LinkRecord record;
    Take(Led(row.hops), 0, &record);
    EXPECT_EQ(record.moved, row.moved);
    EXPECT_EQ(record.landed, row.landed);
  }
}

TEST(Records, CountRunsThatEndAtTheSamePlace) {
  LinkRecord record;
  Take(Led({{301, "https://b.example/"}}), 0, &record);
  EXPECT_EQ(record.moved_runs, 1);
  Take(Led({{301, "https://b.example/"}}), 7, &record);
  EXPECT_EQ(record.moved_runs, 2);
  Take({.failure = Failure::kTimeout}, 8, &record);
  EXPECT_EQ(record.moved_runs, 2) << "a failure says nothing of where it leads";
  Take(Led({{301, "https://c.example/"}}), 14, &record);
  EXPECT_EQ(record.moved_runs, 1);
}

TEST(Records, CountRunsWithTheSameFailureOfTls) {
  LinkRecord record;
  Take({.failure = Failure::kTlsExpired}, 0, &record);
  Take({.failure = Failure::kTlsExpired}, 7, &record);
  EXPECT_EQ(record.tls, Failure::kTlsExpired);
  EXPECT_EQ(record.tls_runs, 2);
  Take({.status = 200}, 14, &record);
  EXPECT_EQ(record.tls, Failure::kNone);
}

TEST(Records, KnowWhenATitleLosesItsLikeness) {
  LinkRecord record;
  Take({.status = 200, .page = {.title = "Pikchr - a markup language"}}, 0, &record, "Pikchr");
  EXPECT_TRUE(record.was_alike);
  EXPECT_TRUE(record.is_alike);
  const std::string before = record.title;
  EXPECT_EQ(before.size(), 16u);
  Take({.status = 200, .page = {.title = "Best casino bonus"}}, 7, &record, "Pikchr");
  EXPECT_TRUE(record.was_alike);
  EXPECT_FALSE(record.is_alike);
  EXPECT_NE(record.title, before);
}

// ---- what a run sees together -------------------------------------------------------------------

std::vector<WantedLink> Wanted(const std::vector<Observation>& observations) {
  std::vector<WantedLink> wanted;
  for (const Observation& observation : observations) {
    wanted.push_back({.request = {.key = observation.key, .url = "https://" + observation.key}});
  }
  return wanted;
}

LinkState RunOn(int day, const LinkState& before, const std::vector<Observation>& observations) {
  return AfterRun(before, Wanted(observations), observations, {}, kStart + day * kDay);
}

std::vector<Observation> OfHost(std::string_view saw, int count) {
  std::vector<Observation> observations;
  for (int i = 0; i < count; ++i) {
    observations.push_back(Saw(saw, "ill.example/" + std::to_string(i)));
  }
  return observations;
}

TEST(AfterRun, AHostWhoseLinksFailTogetherIsIll) {
  const LinkState first = RunOn(0, {}, OfHost("200", 3));
  const LinkState ill = RunOn(30, first, OfHost("404", 3));
  for (const auto& [key, record] : ill.records) {
    EXPECT_TRUE(record.held_back);
    EXPECT_EQ(record.hard_runs, 0);
    EXPECT_EQ(Judge(record, {}), kUncertain) << key;
  }
  // In the next runs nothing was alive the last time.
  const LinkState second = RunOn(37, ill, OfHost("404", 3));
  EXPECT_EQ(Judge(*second.Find("ill.example/0"), {}), kSuspect);
  EXPECT_EQ(Judge(*RunOn(44, second, OfHost("404", 3)).Find("ill.example/0"), {}), kDead);
}

TEST(AfterRun, TwoLinksAreNoHost) {
  const LinkState first = RunOn(0, {}, OfHost("200", 2));
  const LinkState second = RunOn(30, first, OfHost("404", 2));
  EXPECT_EQ(Judge(*second.Find("ill.example/0"), {}), kSuspect);
}

TEST(AfterRun, AFewDeadLinksOfALargeHostAreDead) {
  std::vector<Observation> observations = OfHost("200", 10);
  const LinkState first = RunOn(0, {}, observations);
  for (std::size_t i = 0; i < 3; ++i) observations[i] = Saw("404", observations[i].key);
  const LinkState second = RunOn(30, first, observations);
  EXPECT_EQ(Judge(*second.Find("ill.example/0"), {}), kSuspect);
}

TEST(AfterRun, AForgeKnowsItsRepositoriesOneByOne) {
  const LinkState first = RunOn(0, {}, OfHost("200", 3));
  std::vector<Observation> observations = OfHost("404", 3);
  for (Observation& observation : observations) observation.attempts[0].via_api = true;
  EXPECT_EQ(Judge(*RunOn(30, first, observations).Find("ill.example/0"), {}), kSuspect);
}

TEST(AfterRun, AClockThatRunsBackwardsProvesNothing) {
  const LinkState first = RunOn(10, {}, OfHost("404", 1));
  const LinkState second = RunOn(5, first, OfHost("404", 1));
  const LinkRecord& record = *second.Find("ill.example/0");
  EXPECT_EQ(Judge(record, {}), kUncertain);
  EXPECT_EQ(record.hard_runs, 1);
  EXPECT_EQ(record.checked, kStart + 10 * kDay);
}

TEST(AfterRun, LeavesTheRecordsOfLinksThatWereNotAsked) {
  const LinkState first = RunOn(0, {}, OfHost("404", 1));
  const std::vector<Observation> asked = OfHost("404", 1);
  const LinkState second = AfterRun(first, Wanted(asked), {}, {}, kStart + 7 * kDay);
  const LinkRecord& record = *second.Find("ill.example/0");
  EXPECT_EQ(record.checked, kStart);
  EXPECT_EQ(record.seen, kStart + 7 * kDay);
}

TEST(AfterRun, TakesAcceptedStatusesAsAlive) {
  const std::vector<Observation> observations = OfHost("403", 1);
  const HostPolicy policies[] = {{.glob = "*.other", .accepted = {404}},
                                 {.glob = "ill.*", .accepted = {403}}};
  const LinkState state = AfterRun({}, Wanted(observations), observations, policies, kStart);
  EXPECT_EQ(Judge(*state.Find("ill.example/0"), {}), kAlive);
}

std::vector<Observation> OfHosts(int count, int lost) {
  std::vector<Observation> observations;
  for (int i = 0; i < count; ++i) {
    observations.push_back(Saw(i < lost ? "timeout" : "200", "h" + std::to_string(i) + ".example"));
  }
  return observations;
}

TEST(ViewRun, SeesThatOurNetworkIsDown) {
  const LinkState alive = RunOn(0, {}, OfHosts(20, 0));
  const struct {
    int hosts;
    int lost;
    bool was_alive;
    bool down;
  } kRows[] = {
      {20, 20, true, true},  {20, 11, true, true},  {20, 10, true, false},  {20, 4, true, false},
      {19, 19, true, false}, {20, 20, false, true}, {20, 19, false, false}, {20, 0, true, false},
  };
  for (const auto& row : kRows) {
    const RunView view = ViewRun(row.was_alive ? alive : LinkState(), OfHosts(row.hosts, row.lost));
    EXPECT_EQ(view.is_network_down, row.down) << row.hosts << ' ' << row.lost;
  }
}

TEST(IsFresh, SpreadsOverHalfTheTime) {
  int fresh = 0;
  for (int i = 0; i < 1000; ++i) {
    const LinkRecord record = {
        .key = "h" + std::to_string(i) + ".example", .evidence = Evidence::kOk, .alive = kStart};
    EXPECT_TRUE(IsFresh(record, 6 * kDay, kStart + 4 * kDay));
    EXPECT_FALSE(IsFresh(record, 6 * kDay, kStart + 8 * kDay));
    fresh += IsFresh(record, 6 * kDay, kStart + 6 * kDay) ? 1 : 0;
  }
  EXPECT_GT(fresh, 300);
  EXPECT_LT(fresh, 700);
}

TEST(IsFresh, OnlyWhatIsAlive) {
  LinkRecord record = {.key = "k", .evidence = Evidence::kSoft, .alive = kStart};
  EXPECT_FALSE(IsFresh(record, 6 * kDay, kStart));
  record.evidence = Evidence::kOk;
  EXPECT_FALSE(IsFresh(record, 6 * kDay, kStart - 1)) << "from the future";
}

}  // namespace
}  // namespace awl
