#include "net/scheduler.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>

namespace awl {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;
using Job = Scheduler::Job;

TEST(Scheduler, AsksAHostOnceInAnIntervalAndSoOftenAtOnce) {
  Scheduler scheduler({});
  for (Job job = 0; job < 4; ++job) scheduler.Add("a", job);
  EXPECT_EQ(scheduler.Next(0), Job{0});
  EXPECT_EQ(scheduler.Next(0), std::nullopt);
  EXPECT_EQ(scheduler.Next(99), std::nullopt);
  const Millis second = *scheduler.NextTime();
  EXPECT_GE(second, 100);
  EXPECT_LE(second, 125);
  EXPECT_EQ(scheduler.Next(second), Job{1});
  // Two are under way: only an end helps.
  EXPECT_EQ(scheduler.NextTime(), std::nullopt);
  EXPECT_EQ(scheduler.Next(10'000), std::nullopt);
  scheduler.Finish("a", 10'000);
  EXPECT_EQ(scheduler.Next(10'000), Job{2});
}

TEST(Scheduler, StartsNoMoreThanAllMayHaveAtOnce) {
  Scheduler scheduler({.at_once = 2});
  scheduler.Add("a", 0);
  scheduler.Add("b", 1);
  scheduler.Add("c", 2);
  EXPECT_TRUE(scheduler.Next(0));
  EXPECT_TRUE(scheduler.Next(0));
  EXPECT_FALSE(scheduler.Next(0));
  EXPECT_EQ(scheduler.NextTime(), std::nullopt);
  scheduler.Finish("a", 0);
  EXPECT_EQ(scheduler.NextTime(), 0);
  EXPECT_EQ(scheduler.Next(0), Job{2});
}

TEST(Scheduler, TakesTheLongestQueueFirstOrTheSmallestJob) {
  for (const bool longest : {true, false}) {
    Scheduler scheduler({.order = longest ? Scheduler::Order::kLongestQueueFirst
                                          : Scheduler::Order::kSmallestJobFirst});
    scheduler.Add("a", 0);
    scheduler.Add("b", 1);
    scheduler.Add("b", 2);
    EXPECT_EQ(scheduler.Next(0), longest ? Job{1} : Job{0});
  }
}

TEST(Scheduler, PutsTheNextHopBeforeAndTheSecondAttemptAfterTheOthers) {
  Scheduler scheduler({});
  scheduler.SetLimits("a", {.at_once = 4, .interval = 0});
  scheduler.Add("a", 0);
  scheduler.AddLater("a", 1, 60'000, 0);
  scheduler.AddFirst("a", 2, 0);
  EXPECT_EQ(scheduler.Next(0), Job{2});
  EXPECT_EQ(scheduler.Next(0), Job{0});
  EXPECT_EQ(scheduler.Next(59'999), std::nullopt);
  EXPECT_EQ(scheduler.NextTime(), 60'000);
  EXPECT_EQ(scheduler.Next(60'000), Job{1});
}

TEST(Scheduler, WaitsAsLongAsAHostAsks) {
  Scheduler scheduler({});
  for (Job job = 0; job < 5; ++job) scheduler.Add("a", job);
  EXPECT_EQ(scheduler.Next(0), Job{0});
  scheduler.Finish("a", 10);
  EXPECT_TRUE(scheduler.PushBack("a", 30'000, 10));
  EXPECT_EQ(scheduler.NextTime(), 30'010);
  EXPECT_EQ(scheduler.Next(30'010), Job{1});
  // One connection and twice the interval from then on.
  EXPECT_EQ(scheduler.Next(40'000), std::nullopt);
  scheduler.Finish("a", 30'020);
  const Millis next = *scheduler.NextTime();
  EXPECT_GE(next, 30'210);
  EXPECT_LE(next, 30'260);
}

TEST(Scheduler, GivesAHostItsLimitsBackWhenItHasAnsweredForAWhile) {
  Scheduler scheduler({});
  for (Job job = 0; job < 100; ++job) scheduler.Add("a", job);
  ASSERT_TRUE(scheduler.Next(0));
  scheduler.Finish("a", 0);
  ASSERT_TRUE(scheduler.PushBack("a", 1000, 0));
  Millis now = 1000;
  for (int i = 0; i < Scheduler::kCalm; ++i) {
    ASSERT_TRUE(scheduler.Next(now));
    EXPECT_EQ(scheduler.Next(now + 1000), std::nullopt) << "one at once, after " << i << " answers";
    scheduler.Finish("a", now);
    scheduler.Relent("a");
    EXPECT_GE(*scheduler.NextTime(), now + 200);
    now += 1000;
  }
  ASSERT_TRUE(scheduler.Next(now));
  EXPECT_LE(*scheduler.NextTime(), now + 125);
  EXPECT_TRUE(scheduler.Next(now + 125));
}

TEST(Scheduler, PausesLongerEachTimeAndGivesAHostUpAfterThree) {
  Scheduler scheduler({});
  for (Job job = 0; job < 9; ++job) scheduler.Add("a", job);
  scheduler.AddLater("a", 9, 1'000'000, 0);
  Millis now = 0;
  for (const Millis pause : {2000, 4000, 8000}) {
    ASSERT_TRUE(scheduler.Next(now));
    scheduler.Finish("a", now);
    EXPECT_TRUE(scheduler.PushBack("a", std::nullopt, now));
    EXPECT_GE(*scheduler.NextTime(), now + pause);
    EXPECT_LE(*scheduler.NextTime(), now + pause + pause / 4);
    now = *scheduler.NextTime();
  }
  ASSERT_TRUE(scheduler.Next(now));
  scheduler.Finish("a", now);
  EXPECT_FALSE(scheduler.PushBack("a", std::nullopt, now));
  EXPECT_TRUE(scheduler.IsGivenUp("a"));
  EXPECT_THAT(scheduler.TakeDeferred(), UnorderedElementsAre(4, 5, 6, 7, 8, 9));
  EXPECT_EQ(scheduler.waiting(), 0u);
  scheduler.Add("a", 10);
  EXPECT_THAT(scheduler.TakeDeferred(), ElementsAre(10));
  EXPECT_EQ(scheduler.Next(now + 1'000'000), std::nullopt);
}

TEST(Scheduler, CountsInARowUnlessItIsTooOften) {
  Scheduler scheduler({});
  for (Job job = 0; job < 100; ++job) scheduler.Add("a", job);
  Millis now = 0;
  int pushes = 0;
  while (!scheduler.IsGivenUp("a")) {
    ASSERT_TRUE(scheduler.Next(now));
    scheduler.Finish("a", now);
    ++pushes;
    if (!scheduler.PushBack("a", std::nullopt, now)) break;
    now = *scheduler.NextTime();
    ASSERT_TRUE(scheduler.Next(now));
    scheduler.Finish("a", now);
    scheduler.Relent("a");
    now = *scheduler.NextTime();
  }
  EXPECT_EQ(pushes, 13);
}

TEST(Scheduler, CountsWhatWasUnderWayTogetherAsOnePush) {
  Scheduler scheduler({});
  for (Job job = 0; job < 4; ++job) scheduler.Add("a", job);
  ASSERT_TRUE(scheduler.Next(0));
  ASSERT_TRUE(scheduler.Next(200));
  scheduler.Finish("a", 300);
  EXPECT_TRUE(scheduler.PushBack("a", std::nullopt, 300));
  scheduler.Finish("a", 310);
  EXPECT_TRUE(scheduler.PushBack("a", std::nullopt, 310));
  EXPECT_LE(*scheduler.NextTime(), 310 + 2500);
}

TEST(Scheduler, GivesAHostUpThatWantsTooMuchPatience) {
  Scheduler scheduler({});
  scheduler.Add("a", 0);
  scheduler.Add("a", 1);
  ASSERT_TRUE(scheduler.Next(0));
  scheduler.Finish("a", 0);
  EXPECT_FALSE(scheduler.PushBack("a", 1'000'000'000'000, 0));
  EXPECT_THAT(scheduler.TakeDeferred(), ElementsAre(1));
}

// Any order of events: the limits hold, nothing is lost, nothing starts twice.
TEST(Scheduler, KeepsItsLimitsInRandomRuns) {
  for (std::uint32_t seed = 0; seed < 50; ++seed) {
    std::mt19937 random(seed);
    Scheduler scheduler({.at_once = 5, .seed = seed + 1});
    constexpr std::size_t kJobs = 200;
    std::vector<std::string> host_of;
    for (Job job = 0; job < kJobs; ++job) {
      host_of.push_back("h" + std::to_string(random() % 12));
      if (random() % 4 == 0) {
        scheduler.AddLater(host_of[job], job, random() % 3000, 0);
      } else {
        scheduler.Add(host_of[job], job);
      }
    }
    std::map<std::string, Millis> last;
    std::map<std::string, int> at_once;
    std::vector<Job> running;
    std::vector<int> starts(kJobs, 0);
    std::size_t deferred = 0;
    Millis now = 0;
    while (scheduler.waiting() + scheduler.running() > 0) {
      while (const std::optional<Job> job = scheduler.Next(now)) {
        const std::string& host = host_of[*job];
        ++starts[*job];
        EXPECT_TRUE(last.count(host) == 0 || now - last[host] >= 100);
        last[host] = now;
        EXPECT_LE(++at_once[host], 2);
        running.push_back(*job);
        EXPECT_LE(running.size(), 5u);
      }
      const std::optional<Millis> next = scheduler.NextTime();
      if (!running.empty() && (!next || random() % 2 == 0)) {
        const std::size_t which = random() % running.size();
        const std::string& host = host_of[running[which]];
        running.erase(running.begin() + static_cast<std::ptrdiff_t>(which));
        --at_once[host];
        now += static_cast<Millis>(random() % 50);
        scheduler.Finish(host, now);
        if (random() % 20 == 0) scheduler.PushBack(host, std::nullopt, now);
      } else {
        ASSERT_TRUE(next);
        now = std::max(now, *next);
      }
      deferred += scheduler.TakeDeferred().size();
    }
    std::size_t started = 0;
    for (const int count : starts) {
      EXPECT_LE(count, 1);
      started += static_cast<std::size_t>(count);
    }
    EXPECT_EQ(started + deferred, kJobs);
  }
}

}  // namespace
}  // namespace awl
