#include "web/state_file.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "base/strings.h"

namespace awl {
namespace {

constexpr std::int64_t kDay = 86400;
constexpr std::int64_t kNow = std::int64_t{20000} * kDay;

LinkRecord Full(std::string key) {
  return {.key = std::move(key),
          .evidence = Evidence::kHard,
          .reason = "404",
          .held_back = true,
          .via_api = true,
          .checked = kNow,
          .alive = kNow - 40 * kDay,
          .seen = kNow,
          .hard_runs = 3,
          .hard_since = kNow - 20 * kDay,
          .soft_runs = 1,
          .soft_since = kNow - 30 * kDay,
          .tls = Failure::kTlsExpired,
          .tls_runs = 2,
          .landed = "https://b.example/",
          .landed_runs = 4,
          .moved = "https://c.example/",
          .moved_runs = 5,
          .title = "0123456789abcdef",
          .was_alike = true,
          .is_alike = true,
          .is_parked = true,
          .missing_fragments = {"a", "b"},
          .repository = RepositoryFacts{.name_with_owner = "A/b", .stars = 7},
          .archived = "https://web.archive.org/web/20200101000000/https://a.example/"};
}

LinkState With(std::vector<LinkRecord> records) {
  LinkState state;
  for (LinkRecord& record : records) state.records[record.key] = std::move(record);
  return state;
}

TEST(State, ComesBackAsItWasWritten) {
  const LinkState state = With({Full("a.example/y"), Full("a.example/x")});
  const std::string text = WriteState(state, {}, kNow);
  const Result<LinkState> read = ParseState(text, "s.jsonl");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(WriteState(*read, {}, kNow), text);
  const LinkRecord& back = *read->Find("a.example/x");
  EXPECT_EQ(back.evidence, Evidence::kHard);
  EXPECT_TRUE(back.held_back && back.via_api && back.was_alike && back.is_alike && back.is_parked);
  EXPECT_EQ(back.hard_since, kNow - 20 * kDay);
  EXPECT_EQ(back.tls, Failure::kTlsExpired);
  EXPECT_EQ(back.moved_runs, 5);
  EXPECT_EQ(back.missing_fragments.size(), 2u);
  EXPECT_EQ(back.repository->stars, 7);
  EXPECT_EQ(read->last_checked(), kNow);
}

TEST(State, IsSortedAndBeginsWithItsVersion) {
  const std::string text = WriteState(With({Full("b"), Full("a")}), {}, kNow);
  EXPECT_TRUE(text.starts_with("{\"awl-links\":1}\n{\"url\":\"a\",\"verdict\":\"uncertain\""));
  EXPECT_LT(text.find("\"url\":\"a\""), text.find("\"url\":\"b\""));
}

TEST(State, DropsWhatLeftTheListLongAgoOrWasNeverAsked) {
  LinkRecord old = Full("old");
  old.seen = kNow - 91 * kDay;
  LinkRecord recent = Full("recent");
  recent.seen = kNow - 89 * kDay;
  LinkRecord unasked = Full("unasked");
  unasked.checked = 0;
  const std::string text = WriteState(With({old, recent, unasked}), {}, kNow);
  EXPECT_EQ(text.find("\"old\""), std::string::npos);
  EXPECT_EQ(text.find("unasked"), std::string::npos);
  EXPECT_NE(text.find("\"recent\""), std::string::npos);
}

TEST(State, RefusesWhatItDoesNotUnderstand) {
  const struct {
    std::string_view text;
    std::string_view message;
  } kRows[] = {
      {"{\"awl-links\":2}\n", "s:1:1: a state of version 2, which a newer awl has written"},
      {"{}\n", "s:1:1: is not a state"},
      {"hello\n", "s:1:1: is not a state"},
      {"{\"awl-links\":1}\n{\"url\":\"a\"}\n[1]\n", "s:3:1: is not a record"},
      {"{\"awl-links\":1}\n\n{\"url\":\n", "s:3:1: is not a record"},
      {"{\"awl-links\":1}\n{\"verdict\":\"dead\"}\n", "s:2:1: a record without \"url\""},
  };
  for (const auto& row : kRows) {
    const Result<LinkState> read = ParseState(row.text, "s");
    ASSERT_FALSE(read) << row.text;
    EXPECT_TRUE(read.error().message.starts_with(row.message)) << read.error().message;
  }
  EXPECT_TRUE(ParseState("", "s"));
  EXPECT_TRUE(ParseState("{\"awl-links\":1}\r\n\r\n", "s"));
}

TEST(State, HoldsAStrangersValuesToTheLimits) {
  const Result<LinkState> read =
      ParseState(Cat("{\"awl-links\":1}\n{\"url\":\"a\",\"verdict\":\"dead\",\"evidence\":\"ok\","
                     "\"hard-runs\":1e99,\"soft-runs\":99999999999,\"checked\":-5,\"alive\":\"x\","
                     "\"seen\":18446744073709551615,\"reason\":\"",
                     std::string(10000, 'x'),
                     "\",\"final\":[],\"missing-fragments\":[1,{}],\"tls\":\"?\","
                     "\"repository\":5,\"archived\":"
                     "\"https://web.archive.org/web/20200131235959/https://evil.example/\"}\n"),
                 "s");
  ASSERT_TRUE(read);
  const LinkRecord& record = *read->Find("a");
  // A verdict follows from what was seen, whatever the file says.
  EXPECT_EQ(Judge(record, {}), Verdict::kAlive);
  EXPECT_EQ(record.hard_runs, 0);
  EXPECT_EQ(record.soft_runs, 1000);
  EXPECT_EQ(record.checked, 0);
  EXPECT_EQ(record.alive, 0);
  EXPECT_EQ(record.reason, "");
  EXPECT_EQ(record.landed, "");
  EXPECT_EQ(record.archived, "") << "a copy of another host's page";
  EXPECT_TRUE(record.missing_fragments.empty());
}

}  // namespace
}  // namespace awl
