#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"
#include "base/strings.h"
#include "cli/app.h"
#include "cli/streams.h"
#include "links/fake_fetcher.h"

// `awl links` as people run it, on files in memory, a fake web, and a clock that the test sets.

namespace awl {
namespace {

constexpr std::int64_t kDay = 86400;

class LinksCommandTest : public testing::Test {
 protected:
  int Run(std::vector<std::string> args) {
    out_ = {};
    err_ = {};
    web_.asked.clear();
    Context context{
        .files = files_,
        .out = out_,
        .err = err_,
        .environment = [](const char*) { return std::string(); },
        .stop = &stop_,
        .now = [this] { return day_ * kDay; },
        .make_fetcher = [this](const FetchOptions& options) -> Result<std::unique_ptr<Fetcher>> {
          web_.options = options;
          return std::unique_ptr<Fetcher>(std::make_unique<FakeFetcher>(&web_));
        }};
    args.insert(args.begin(), "links");
    return CommandLine().Run(args, context);
  }
  // How often the last run asked for copies.
  std::ptrdiff_t CopiesAsked() const {
    return std::count_if(web_.asked.begin(), web_.asked.end(), [](const std::string& url) {
      return url.starts_with("https://web.archive.org/");
    });
  }
  std::string out() const { return std::string(out_.text()); }
  std::string err() const { return std::string(err_.text()); }

  MemoryFileSystem files_;
  FakeFetcher::Web web_;
  std::int64_t day_ = 20000;
  std::atomic<bool> stop_ = false;
  Text out_;
  Text err_;
};

constexpr std::string_view kList =
    "# Awesome\n\n"
    "- [A](https://a.example/x) - Is well.\n"
    "- [B](https://b.example/x) - Is gone.\n"
    "- [C](http://c.example/x#part) - Is served by https.\n"
    "- [D](https://d.example/x) - Lets no program in.\n";

TEST_F(LinksCommandTest, ProvesBeforeItReports) {
  files_.files = {{"readme.md", std::string(kList)}};
  web_.Answer("https://b.example/x", {.status = 404});
  web_.Answer("http://c.example/x", {.status = 200, .hops = {{301, "https://c.example/x"}}});
  web_.Answer("https://d.example/x", {.status = 403});
  EXPECT_EQ(Run({"--state", "s.jsonl"}), 0) << out() << err();
  EXPECT_EQ(web_.asked.size(), 4u);
  EXPECT_EQ(out().find("readme.md:"), std::string::npos) << out();
  EXPECT_NE(out().find("4 links: 2 alive, 1 uncertain, 1 suspect; 4 asked."), std::string::npos)
      << out();
  EXPECT_NE(out().find("Not let in (1 link): d.example 1."), std::string::npos) << out();

  day_ += 3;
  EXPECT_EQ(Run({"--state", "s.jsonl"}), 1) << out() << err();
  EXPECT_EQ(web_.asked, (std::vector<std::string>{"https://b.example/x", "https://d.example/x"}))
      << "what was alive is fresh";
  EXPECT_NE(out().find("dead: 404 in 2 runs"), std::string::npos) << out();
  EXPECT_EQ(out().find("https://c.example/x"), std::string::npos) << out();

  EXPECT_EQ(Run({"--state", "s.jsonl", "--recheck"}), 1);
  EXPECT_EQ(web_.asked.size(), 4u);
  EXPECT_NE(out().find("is served by https: https://c.example/x"), std::string::npos) << out();
}

TEST_F(LinksCommandTest, TellsTheFetcherWhenEachLinkWasAskedLast) {
  files_.files = {{"readme.md", std::string(kList)}};
  web_.Answer("https://b.example/x", {.status = 404, .time = (day_ * kDay) + 100});
  EXPECT_EQ(Run({"--state", "s.jsonl"}), 0);
  ++day_;
  EXPECT_EQ(Run({"--state", "s.jsonl", "--recheck"}), 0);
  std::map<std::string, LinkRequest> requests;
  for (const LinkRequest& request : web_.requests) requests[request.url] = request;
  EXPECT_TRUE(requests["https://a.example/x"].was_alive);
  EXPECT_FALSE(requests["https://b.example/x"].was_alive);
  // When it was asked, not when the run began.
  EXPECT_EQ(requests["https://b.example/x"].checked, (day_ - 1) * kDay + 100);
}

TEST_F(LinksCommandTest, FixesByTheStateAlone) {
  files_.files = {{"readme.md", std::string(kList)}};
  web_.Answer("http://c.example/x", {.status = 200, .hops = {{301, "https://c.example/x"}}});
  EXPECT_EQ(Run({"--state", "s.jsonl"}), 0);
  EXPECT_EQ(Run({"--state", "s.jsonl", "--recheck"}), 1);
  const std::string state = files_.files["s.jsonl"];
  EXPECT_EQ(Run({"--state", "s.jsonl", "--offline", "--fix"}), 0) << out() << err();
  EXPECT_TRUE(web_.asked.empty());
  EXPECT_NE(files_.files["readme.md"].find("(https://c.example/x#part)"), std::string::npos);
  EXPECT_EQ(files_.files["s.jsonl"], state) << "offline writes no state";
}

constexpr std::string_view kWithCopies = "rules: {link-dead: {cure: archive}}\n";
// 20000 days after 1970 it was 2024-10-04.
const std::string kNear = "https://web.archive.org/web/20241004/https://b.example/x";
const std::string kCopy = "https://web.archive.org/web/20240901120000/https://b.example/x";

TEST_F(LinksCommandTest, FindsCopiesOfWhatIsDead) {
  files_.files = {{"readme.md", std::string(kList)}, {".awl.yaml", std::string(kWithCopies)}};
  web_.Answer("https://b.example/x", {.status = 404});
  web_.Answer(kNear, {.status = 200, .hops = {{302, kCopy}}});
  EXPECT_EQ(Run({"--state", "s.jsonl"}), 0);
  EXPECT_EQ(web_.asked.size(), 4u) << "nothing is dead yet";
  day_ += 3;
  EXPECT_EQ(Run({"--state", "s.jsonl"}), 1) << out() << err();
  EXPECT_EQ(web_.asked.back(), kNear);
  EXPECT_EQ(CopiesAsked(), 1);
  EXPECT_EQ(files_.files["readme.md"], kList);
  EXPECT_EQ(Run({"--state", "s.jsonl", "--unsafe-fixes", "--fix"}), 0) << out() << err();
  EXPECT_EQ(CopiesAsked(), 0) << "a copy that is known is not looked for";
  EXPECT_NE(files_.files["readme.md"].find(Cat("[B](", kCopy, ")")), std::string::npos)
      << files_.files["readme.md"];
}

TEST_F(LinksCommandTest, WritesNothingWhereThereIsNoCopy) {
  const Attempt answers[] = {
      {.status = 404},
      {.failure = Failure::kTimeout},
      {.status = 200, .hops = {{302, "https://web.archive.org/"}}},
      {.status = 200, .hops = {{302, "https://evil.example/web/20240901120000/https://b.example"}}},
      {.status = 404, .hops = {{302, kCopy}}},
  };
  web_.Answer("https://b.example/x", {.status = 404});
  for (const Attempt& answer : answers) {
    files_.files = {{"readme.md", std::string(kList)}, {".awl.yaml", std::string(kWithCopies)}};
    web_.answers[kNear] = {.attempts = {answer}};
    day_ = 20000;
    EXPECT_EQ(Run({"--state", "s.jsonl"}), 0);
    day_ += 3;
    EXPECT_EQ(Run({"--state", "s.jsonl", "--unsafe-fixes", "--fix"}), 1) << out();
    EXPECT_EQ(web_.asked.back(), kNear);
    EXPECT_EQ(files_.files["readme.md"], kList);
    EXPECT_EQ(files_.files["s.jsonl"].find("\"archived\""), std::string::npos);
  }
}

TEST_F(LinksCommandTest, LooksForCopiesOnlyWhereTheConfigWantsThem) {
  web_.Answer("https://b.example/x", {.status = 404});
  const std::string_view configs[] = {
      "",
      "rules: {link-dead: {cure: mark, mark: gone}}\n",
      "rules: {link-dead: {cure: archive}}\nlinks: {hosts: {web.archive.org: skip}}\n",
  };
  for (const std::string_view config : configs) {
    files_.files = {{"readme.md", std::string(kList)}, {".awl.yaml", std::string(config)}};
    EXPECT_EQ(Run({"--state", "s.jsonl"}), 0) << err();
    day_ += 3;
    EXPECT_EQ(Run({"--state", "s.jsonl"}), 1) << out();
    EXPECT_EQ(CopiesAsked(), 0) << config;
  }
}

// So many that not all can be asked for in one run; those that have no copy leave room for others.
TEST_F(LinksCommandTest, LooksForSoManyCopiesInARunAndForOthersInTheNext) {
  std::string list = "# Awesome\n\n";
  for (int i = 0; i < 300; ++i) list += Cat("- [A", i, "](https://h", i, ".example/) - B.\n");
  files_.files = {{"readme.md", list}, {".awl.yaml", std::string(kWithCopies)}};
  std::set<std::string> copies;
  web_.on_asked = [&](const LinkRequest& request) {
    const bool is_copy = request.url.starts_with("https://web.archive.org/");
    if (is_copy) copies.insert(request.url);
    web_.answers[request.url] = {.attempts = {{.status = 404}}};
  };
  EXPECT_EQ(Run({"--state", "s.jsonl"}), 0);
  day_ += 3;
  EXPECT_EQ(Run({"--state", "s.jsonl"}), 1);
  EXPECT_EQ(web_.asked.size(), 300u + 200u);
  EXPECT_EQ(copies.size(), 200u);
  for (int run = 0; run < 3; ++run) {
    day_ += 7;
    EXPECT_EQ(Run({"--state", "s.jsonl"}), 1);
  }
  EXPECT_EQ(copies.size(), 300u);
}

TEST_F(LinksCommandTest, RunsOnlyTheRulesThatAreAboutLinks) {
  files_.files = {{"readme.md", "# Awesome  \n\n* [A](https://a.example)   - a\n"}};
  EXPECT_EQ(Run({}), 0) << out();
  EXPECT_EQ(out(), "Nothing found; checked 1 file: 1 list.\n1 link: 1 alive; 1 asked.\n");
}

TEST_F(LinksCommandTest, NeedsNoState) {
  files_.files = {{"readme.md", std::string(kList)}};
  EXPECT_EQ(Run({}), 0);
  EXPECT_EQ(files_.files.size(), 1u);
  EXPECT_EQ(Run({"--offline"}), 2);
  EXPECT_NE(err().find("--offline: no state"), std::string::npos);
}

TEST_F(LinksCommandTest, TakesStateAndHostsFromTheConfig) {
  files_.files = {{"readme.md", std::string(kList)},
                  {".awl.yaml",
                   "links:\n  state: s.jsonl\n  confirm: {runs: 2, days: 0, after-alive: 0}\n"
                   "  exclude: ['https://a.*']\n  hosts: {d.example: skip}\n"}};
  web_.Answer("https://b.example/x", {.status = 404});
  EXPECT_EQ(Run({}), 0) << out() << err();
  EXPECT_EQ(web_.asked, (std::vector<std::string>{"https://b.example/x", "http://c.example/x"}));
  EXPECT_EQ(Run({}), 1) << "two runs on one day are enough for this config";
  EXPECT_NE(out().find("2 left out"), std::string::npos) << out();
  EXPECT_TRUE(files_.files["s.jsonl"].starts_with("{\"awl-links\":1}\n"));
}

TEST_F(LinksCommandTest, SaysThatOurNetworkIsDown) {
  std::string list = "# Awesome\n\n";
  for (int i = 0; i < 20; ++i) {
    const std::string url = Cat("https://h", i, ".example/");
    list += Cat("- [A](", url, ") - B.\n");
  }
  files_.files = {{"readme.md", list}};
  EXPECT_EQ(Run({"--state", "s.jsonl"}), 0);
  const std::string state = files_.files["s.jsonl"];
  for (int i = 0; i < 20; ++i) {
    web_.Answer(Cat("https://h", i, ".example/"), {.failure = Failure::kNoSuchHost});
  }
  day_ += 30;
  EXPECT_EQ(Run({"--state", "s.jsonl"}), 2);
  EXPECT_NE(err().find("the network here is at fault"), std::string::npos) << err();
  EXPECT_EQ(files_.files["s.jsonl"], state);
}

TEST_F(LinksCommandTest, AsksTheOldestFirstWhenTimeIsShort) {
  files_.files = {{"readme.md", std::string(kList)}};
  web_.ends_after = 2;
  EXPECT_EQ(Run({"--state", "s.jsonl", "--max-time", "1s"}), 0);
  EXPECT_NE(out().find("2 asked, 2 not reached in time"), std::string::npos) << out();
  EXPECT_EQ(web_.options.max_time, std::chrono::seconds(1));
  const std::vector<std::string> first = web_.asked;
  ++day_;
  EXPECT_EQ(Run({"--state", "s.jsonl", "--recheck"}), 0);
  for (const std::string& url : web_.asked) {
    EXPECT_EQ(std::count(first.begin(), first.end(), url), 0) << url;
  }
}

TEST_F(LinksCommandTest, KeepsWhatItHasSeenWhenItIsStopped) {
  files_.files = {{"readme.md", std::string(kList)}};
  web_.on_answer = [this] { stop_ = true; };
  EXPECT_EQ(Run({"--state", "s.jsonl"}), 2);
  EXPECT_EQ(web_.asked.size(), 1u);
  EXPECT_NE(files_.files["s.jsonl"].find("a.example/x"), std::string::npos);
  EXPECT_EQ(out(), "");
}

TEST_F(LinksCommandTest, KeepsWhatItHasSeenWhenTheProgramFails) {
  files_.files = {{"readme.md", std::string(kList)}};
  web_.ends_after = 2;
  web_.error = Error{"awl-links: out of memory"};
  EXPECT_EQ(Run({"--state", "s.jsonl"}), 2);
  EXPECT_NE(err().find("awl-links: out of memory"), std::string::npos);
  EXPECT_EQ(std::count(files_.files["s.jsonl"].begin(), files_.files["s.jsonl"].end(), '\n'), 3);
}

TEST_F(LinksCommandTest, WritesFactsOfEachLink) {
  files_.files = {{"readme.md", std::string(kList)}};
  web_.Answer("http://c.example/x", {.status = 200, .hops = {{301, "https://c.example/x"}}});
  EXPECT_EQ(Run({"--facts", "facts.jsonl"}), 0);
  const std::string& facts = files_.files["facts.jsonl"];
  EXPECT_EQ(std::count(facts.begin(), facts.end(), '\n'), 4);
  EXPECT_NE(facts.find("{\"link\":\"http://c.example/x\",\"url\":\"c.example/x\",\"verdict\":"
                       "\"alive\""),
            std::string::npos)
      << facts;
}

TEST_F(LinksCommandTest, NeverWritesOverWhatIsNoState) {
  files_.files = {{"readme.md", std::string(kList)}, {"notes.txt", "mine\n"}};
  EXPECT_EQ(Run({"--state", "notes.txt"}), 2);
  EXPECT_NE(err().find("notes.txt:1:1: is not a state"), std::string::npos) << err();
  EXPECT_EQ(files_.files["notes.txt"], "mine\n");
  files_.files["new.jsonl"] = "{\"awl-links\":2}\n";
  EXPECT_EQ(Run({"--state", "new.jsonl"}), 2);
  EXPECT_NE(err().find("which a newer awl has written"), std::string::npos) << err();
  EXPECT_TRUE(web_.asked.empty());
}

// The second of two runs to save fails, and leaves what the first has saved.
TEST_F(LinksCommandTest, LosesNothingWhereTwoRunAtOnce) {
  files_.files = {{"readme.md", std::string(kList)}};
  std::string by_other;
  web_.on_answer = [&] {
    web_.on_answer = nullptr;
    FakeFetcher::Web web;
    Text out;
    Text err;
    Context context{
        .files = files_,
        .out = out,
        .err = err,
        .environment = [](const char*) { return std::string(); },
        .now = [this] { return day_ * kDay; },
        .make_fetcher = [&web](const FetchOptions&) -> Result<std::unique_ptr<Fetcher>> {
          return std::unique_ptr<Fetcher>(std::make_unique<FakeFetcher>(&web));
        }};
    EXPECT_EQ(CommandLine().Run({"links", "--state", "s.jsonl"}, context), 0);
    by_other = files_.files["s.jsonl"];
  };
  EXPECT_EQ(Run({"--state", "s.jsonl"}), 2);
  EXPECT_NE(err().find("s.jsonl: "), std::string::npos) << err();
  EXPECT_NE(by_other, "");
  EXPECT_EQ(files_.files["s.jsonl"], by_other);
}

TEST_F(LinksCommandTest, RefusesBadOptions) {
  files_.files = {{"readme.md", std::string(kList)}};
  const struct {
    std::vector<std::string> args;
    std::string_view message;
  } kRows[] = {
      {{"--interval", "1ms"}, "--interval: at least 50ms"},
      {{"--interval", "5"}, "--interval: expected a time like 100ms"},
      {{"--timeout", "2m"}, "--timeout: at most 60s"},
      {{"--concurrency", "257"}, "--concurrency"},
      {{"--per-host", "5"}, "--per-host"},
      {{"--offline", "--recheck", "--state", "s"}, "do not go together"},
      {{"-"}, "awl links reads files"},
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(Run(row.args), 2);
    EXPECT_NE(err().find(row.message), std::string::npos) << row.message << ": " << err();
  }
}

TEST_F(LinksCommandTest, TheStateServesAwlCheckWithoutTheWeb) {
  files_.files = {{"readme.md", std::string(kList)}, {".awl.yaml", "links: {state: s.jsonl}\n"}};
  web_.Answer("https://b.example/x", {.status = 404});
  EXPECT_EQ(Run({}), 0);
  day_ += 3;
  EXPECT_EQ(Run({}), 1);
  out_ = {};
  Context context{.files = files_, .out = out_, .err = err_, .environment = [](const char*) {
                    return std::string();
                  }};
  EXPECT_EQ(CommandLine().Run({"check", "--format", "concise"}, context), 1);
  EXPECT_NE(out().find("link-dead"), std::string::npos) << out() << err();
  // Without the file nothing is known.
  files_.files.erase("s.jsonl");
  out_ = {};
  CommandLine().Run({"check", "--format", "concise"}, context);
  EXPECT_EQ(out().find("link-dead"), std::string::npos) << out();
}

}  // namespace
}  // namespace awl
