#include "web/wayback.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "base/strings.h"

namespace awl {
namespace {

constexpr std::string_view kCopy = "https://web.archive.org/web/20200131235959/https://a.example/x";

TEST(Wayback, IsAskedForTheLastDayOnWhichTheLinkWasAlive) {
  constexpr std::int64_t kDay = 86400;
  // 20,000 days after 1970 it was the 4th of October 2024.
  EXPECT_EQ(CopyNear({.alive = 20000 * kDay, .hard_since = 20009 * kDay}, "http://a.example/?b=c"),
            "https://web.archive.org/web/20241004/http://a.example/?b=c");
  EXPECT_EQ(CopyNear({.hard_since = 20001 * kDay}, "https://a.example/x"),
            "https://web.archive.org/web/20241005/https://a.example/x");
}

TEST(Wayback, KnowsACopyFromAllElse) {
  const struct {
    std::string_view key;
    std::string_view url;
    bool is_copy;
  } kRows[] = {
      {"a.example/x", kCopy, true},
      {"www.a.example/x", kCopy, true},
      {"a.example", "https://web.archive.org/web/20200131235959/http://WWW.a.example:80/", true},
      {"a.example:8080/x", kCopy, true},
      {"b.example/x", kCopy, false},
      {"example/x", kCopy, false},
      {"", kCopy, false},
      {"a.example/x", "", false},
      {"a.example/x", "https://web.archive.org/", false},
      {"a.example/x", "https://web.archive.org/web/20200131/https://a.example/x", false},
      {"a.example/x", "https://web.archive.org/web/2020013123595x/https://a.example/x", false},
      {"a.example/x", "https://web.archive.org/web/20200131235959", false},
      {"a.example/x", "https://web.archive.org/web/20200131235959/", false},
      {"a.example/x", "https://web.archive.org/web/20200131235959/a.example/x", false},
      {"a.example/x", "https://web.archive.org/web/20200131235959/javascript:a.example/x", false},
      {"a.example/x", "https://web.archive.org/web/20200131235959/https://a.example@b.example/",
       false},
      {"a.example/x", "http://web.archive.org/web/20200131235959/https://a.example/x", false},
      {"a.example/x", "https://web.archive.org.evil.example/web/20200131235959/https://a.example/x",
       false},
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(IsCopyFor(row.key, row.url), row.is_copy) << row.key << " " << row.url;
  }
  EXPECT_FALSE(IsCopyFor("a.example/x", Cat(kCopy, std::string(2000, 'x'))));
}

TEST(Wayback, HasACopyWhereItLeadsToOne) {
  static constexpr std::string_view kAsked =
      "https://web.archive.org/web/20200201/https://a.example/x";
  const auto copy_in = [](Attempt attempt) {
    return CopyIn({.key = "a.example/x", .attempts = {std::move(attempt)}}, kAsked);
  };
  EXPECT_EQ(copy_in({.status = 200, .hops = {{302, std::string(kCopy)}}}), kCopy);
  EXPECT_EQ(copy_in({.status = 404, .hops = {{302, std::string(kCopy)}}}), "");
  EXPECT_EQ(copy_in({.status = 404}), "");
  EXPECT_EQ(copy_in({.status = 200}), "") << "what was asked for is no copy";
  EXPECT_EQ(copy_in({.failure = Failure::kTimeout}), "");
  EXPECT_EQ(copy_in({.status = 200, .hops = {{302, "https://web.archive.org/"}}}), "");
  EXPECT_EQ(
      copy_in({.status = 200, .hops = {{302, std::string(kCopy)}}, .page = {.is_parked = true}}),
      "");
  EXPECT_EQ(CopyIn({.key = "a.example/x", .is_deferred = true}, kAsked), "");
}

}  // namespace
}  // namespace awl
