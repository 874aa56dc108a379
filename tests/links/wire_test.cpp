#include "web/wire.h"

#include <gtest/gtest.h>

#include <string>
#include <variant>

#include "base/strings.h"
#include "base/version.h"

namespace awl {
namespace {

std::string_view WithoutEol(const std::string& line) {
  EXPECT_EQ(line.find('\n'), line.size() - 1);
  return std::string_view(line).substr(0, line.size() - 1);
}

TEST(Wire, ARequestComesBack) {
  const LinkRequest request = {.key = "example.org/a",
                               .url = "https://example.org/a b?\"q\"=\\",
                               .fragments = {"one", "zwei-ä"},
                               .checked = 1'700'000'000,
                               .was_alive = true};
  const Result<WireToHelper> read = ReadWireToHelper(WithoutEol(WriteRequest(request)));
  ASSERT_TRUE(read);
  const auto& back = std::get<LinkRequest>(*read);
  EXPECT_EQ(back.key, request.key);
  EXPECT_EQ(back.url, request.url);
  EXPECT_EQ(back.fragments, request.fragments);
  EXPECT_EQ(back.checked, request.checked);
  EXPECT_TRUE(back.was_alive);
}

TEST(Wire, AnObservationComesBack) {
  Observation observation = {.key = "example.org/a"};
  observation.attempts.push_back(
      {.failure = Failure::kTimeout,
       .hops = {{301, "https://example.org/b"}, {302, "https://c.example/"}},
       .detail = "connection timed out",
       .time = 1'700'000'001});
  observation.attempts.push_back({.status = 200,
                                  .server = "nginx",
                                  .has_cf_mitigated = true,
                                  .page = {.title = "A \u202e title\n",
                                           .is_challenge = true,
                                           .is_parked = true,
                                           .missing_fragments = {"gone"}},
                                  .time = 1'700'000'099,
                                  .via_api = true});
  observation.repository = RepositoryFacts{.name_with_owner = "New/Name",
                                           .is_archived = true,
                                           .is_disabled = true,
                                           .is_private = true,
                                           .pushed_at = 5,
                                           .created_at = 4,
                                           .stars = 0,
                                           .licence = "MIT",
                                           .homepage = "https://x.example",
                                           .description = "moved"};
  const Result<WireToAwl> read = ReadWireToAwl(WithoutEol(WriteObservation(observation)));
  ASSERT_TRUE(read) << read.error().message;
  const auto& back = std::get<Observation>(*read);
  EXPECT_EQ(back.key, observation.key);
  EXPECT_FALSE(back.is_deferred);
  ASSERT_EQ(back.attempts.size(), 2u);
  EXPECT_EQ(back.attempts[0].failure, Failure::kTimeout);
  ASSERT_EQ(back.attempts[0].hops.size(), 2u);
  EXPECT_TRUE(back.attempts[0].hops[0].is_permanent());
  EXPECT_EQ(back.attempts[0].FinalUrl("x"), "https://c.example/");
  EXPECT_EQ(back.attempts[0].detail, "connection timed out");
  EXPECT_EQ(back.attempts[1].status, 200);
  EXPECT_EQ(back.attempts[1].server, "nginx");
  EXPECT_TRUE(back.attempts[1].has_cf_mitigated);
  EXPECT_EQ(back.attempts[1].page.title, "A \u202e title\n");
  EXPECT_TRUE(back.attempts[1].page.is_challenge);
  EXPECT_TRUE(back.attempts[1].page.is_parked);
  EXPECT_EQ(back.attempts[1].page.missing_fragments, std::vector<std::string>{"gone"});
  EXPECT_EQ(back.attempts[1].time, 1'700'000'099);
  EXPECT_TRUE(back.attempts[1].via_api);
  EXPECT_EQ(back.repository, observation.repository);
}

TEST(Wire, OptionsComeBackWithinTheLimits) {
  const FetchOptions options = {.concurrency = 100000,
                                .per_host = 50,
                                .interval = std::chrono::milliseconds(1),
                                .timeout = std::chrono::hours(5),
                                .max_time = std::chrono::seconds(600),
                                .second_attempt_after = std::chrono::milliseconds(0),
                                .hosts = {{.glob = "*.gnu.org",
                                           .skip = true,
                                           .interval = std::chrono::seconds(2),
                                           .per_host = 1,
                                           .accepted = {403}}},
                                .allow_private = true,
                                .connect_to = {"::127.0.0.1:8080"},
                                .ca_file = "ca.pem",
                                .proxy = "http://proxy.example:3128",
                                .github_api = "http://127.0.0.1:1/graphql"};
  const Result<WireToHelper> read = ReadWireToHelper(WithoutEol(WriteHello(options)));
  ASSERT_TRUE(read) << read.error().message;
  const FetchOptions& back = std::get<WireHello>(*read).options;
  EXPECT_EQ(back.concurrency, kMaxConcurrency);
  EXPECT_EQ(back.per_host, kMaxPerHost);
  EXPECT_EQ(back.interval, kMinInterval);
  EXPECT_EQ(back.timeout, kMaxTimeout);
  EXPECT_EQ(back.max_time, std::chrono::seconds(600));
  EXPECT_EQ(back.second_attempt_after, std::chrono::milliseconds(0));
  ASSERT_EQ(back.hosts.size(), 1u);
  EXPECT_EQ(back.hosts[0].glob, "*.gnu.org");
  EXPECT_TRUE(back.hosts[0].skip);
  EXPECT_EQ(back.hosts[0].interval, std::chrono::seconds(2));
  EXPECT_EQ(back.hosts[0].accepted, std::vector<int>{403});
  EXPECT_TRUE(back.allow_private);
  EXPECT_EQ(back.connect_to, options.connect_to);
  EXPECT_EQ(back.ca_file, "ca.pem");
  EXPECT_EQ(back.proxy, options.proxy);
  EXPECT_EQ(back.github_api, options.github_api);
}

TEST(Wire, TheShortLinesComeBack) {
  EXPECT_EQ(std::get<WireAsk>(*ReadWireToHelper("{\"ask\":12}")).count, 12u);
  EXPECT_EQ(WriteAsk(12), "{\"ask\":12}\n");
  EXPECT_TRUE(std::holds_alternative<WireDone>(*ReadWireToAwl(WithoutEol(WriteDone()))));
  EXPECT_TRUE(std::holds_alternative<WireHello>(*ReadWireToAwl(WithoutEol(WriteHelperHello()))));
}

TEST(Wire, AnotherVersionIsAnError) {
  const std::string line = Cat("{\"awl-links\":1,\"version\":\"", Version(), "9\"}");
  ASSERT_FALSE(ReadWireToAwl(line));
  EXPECT_NE(ReadWireToAwl(line).error().message.find("the versions differ"), std::string::npos);
  EXPECT_FALSE(ReadWireToHelper(Cat("{\"awl-links\":2,\"version\":\"", Version(), "\"}")));
}

TEST(Wire, WhatIsNotALineOfItIsAnError) {
  for (const std::string_view line : {"", "null", "[]", "{", "{}", "{\"url\":1",
                                      "{\"key\":\"a\",\"attempts\":[{\"failure\":\"x\"}]}"}) {
    EXPECT_FALSE(ReadWireToAwl(line)) << line;
  }
  EXPECT_FALSE(ReadWireToHelper("{}"));
  EXPECT_FALSE(ReadWireToHelper(Cat("{\"url\":\"", std::string(kMaxWireLine, 'a'), "\"}")));
}

}  // namespace
}  // namespace awl
