#include "cli/link_helper.h"

#include <gtest/gtest.h>

#include <deque>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/strings.h"
#include "web/wire.h"

namespace awl {
namespace {

// A program whose lines the test has written beforehand.
class ScriptedProcess final : public TalkingProcess {
 public:
  struct Log {
    std::string written = {};
    bool input_closed = false;
  };
  ScriptedProcess(std::deque<std::string> lines, std::string errors, Log* log)
      : lines_(std::move(lines)), errors_(std::move(errors)), log_(*log) {}

  bool Write(std::string_view text) override {
    log_.written += text;
    return true;
  }
  Got ReadLine(std::chrono::milliseconds, std::string* line) override {
    if (lines_.empty()) return Got::kEnd;
    *line = lines_.front();
    line->pop_back();
    lines_.pop_front();
    return Got::kLine;
  }
  void CloseInput() override { log_.input_closed = true; }
  ProcessResult Finish(std::chrono::milliseconds) override {
    CloseInput();
    return {.exit_status = 2, .errors = errors_};
  }

 private:
  std::deque<std::string> lines_;
  const std::string errors_;
  Log& log_;
};

struct Outcome {
  std::optional<Error> error = {};
  std::vector<std::string> keys = {};
  ScriptedProcess::Log log = {};
};

Outcome Fetch(const std::deque<std::string>& lines, const std::string& errors = {},
              std::size_t take = 10) {
  Outcome outcome;
  LinkHelper helper{.program = "/usr/bin/awl-links"};
  helper.start = [&](const ProcessRequest& request) -> Result<std::unique_ptr<TalkingProcess>> {
    EXPECT_EQ(request.command, std::vector<std::string>{"/usr/bin/awl-links"});
    return std::unique_ptr<TalkingProcess>(
        std::make_unique<ScriptedProcess>(lines, errors, &outcome.log));
  };
  const LinkRequest requests[] = {{.key = "a.example", .url = "https://a.example"},
                                  {.key = "b.example", .url = "https://b.example"}};
  outcome.error = MakeHelperFetcher(helper, {})->Fetch(requests, [&](Observation observation) {
    outcome.keys.push_back(observation.key);
    return outcome.keys.size() < take;
  });
  return outcome;
}

TEST(HelperFetcher, AsksAndHandsOn) {
  const Outcome outcome = Fetch({WriteHelperHello(), WriteObservation({.key = "b.example"}),
                                 WriteObservation({.key = "a.example"}), WriteDone()});
  EXPECT_FALSE(outcome.error) << outcome.error->message;
  EXPECT_EQ(outcome.keys, (std::vector<std::string>{"b.example", "a.example"}));
  EXPECT_EQ(outcome.log.written,
            WriteHello({}) + WriteRequest({.key = "a.example", .url = "https://a.example"}) +
                WriteRequest({.key = "b.example", .url = "https://b.example"}) + WriteAsk(2));
}

TEST(HelperFetcher, StopsWhenNobodyWantsMore) {
  const Outcome outcome = Fetch({WriteHelperHello(), WriteObservation({.key = "b.example"}),
                                 WriteObservation({.key = "a.example"}), WriteDone()},
                                {}, 1);
  EXPECT_FALSE(outcome.error);
  EXPECT_EQ(outcome.keys.size(), 1u);
  EXPECT_TRUE(outcome.log.input_closed);
}

TEST(HelperFetcher, SaysWhatWentWrong) {
  const struct {
    std::deque<std::string> lines;
    std::string errors;
    std::string_view message;
  } kRows[] = {
      {{}, "awl-links: no CA certificates\nmore\n", "awl-links: no CA certificates"},
      {{}, "", "/usr/bin/awl-links ended before it was done"},
      {{WriteHelperHello()}, "", "ended before it was done"},
      {{"{\"awl-links\":1,\"version\":\"9.9\"}\n"}, "", "the versions differ"},
      {{WriteDone()}, "", "is no program of this awl"},
      {{"hello\n"}, "", "a line that is not JSON"},
      {{WriteHelperHello(), "{}\n"}, "", "a line that is not understood"},
  };
  for (const auto& row : kRows) {
    const Outcome outcome = Fetch(row.lines, row.errors);
    ASSERT_TRUE(outcome.error) << row.message;
    EXPECT_NE(outcome.error->message.find(row.message), std::string::npos)
        << outcome.error->message;
  }
}

TEST(FindLinkHelper, LooksBesideAwlAndInLibexec) {
  std::set<std::string> there;
  const auto find = [&there] {
    return FindLinkHelper("/opt/awl/bin/awl",
                          [&there](const std::string& path) { return there.count(path) != 0; });
  };
  EXPECT_FALSE(find());
  EXPECT_NE(find().error().message.find("libcurl"), std::string::npos);
  there.insert("/opt/awl/libexec/awl/awl-links");
  EXPECT_EQ(*find(), "/opt/awl/libexec/awl/awl-links");
  there.insert("/opt/awl/bin/awl-links");
  EXPECT_EQ(*find(), "/opt/awl/bin/awl-links");
}

}  // namespace
}  // namespace awl
