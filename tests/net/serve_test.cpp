// The program awl-links as awl sees it: lines in, lines out.

#include "links_main/serve.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "base/strings.h"
#include "base/version.h"
#include "net/fetch_fixture.h"
#include "web/server.h"
#include "web/wire.h"

namespace awl {
namespace {

using ::testing::HasSubstr;

// ServeLinks at the other end of two pipes.
class Helper {
 public:
  Helper() {
    EXPECT_EQ(pipe(to_), 0);
    EXPECT_EQ(pipe(from_), 0);
    thread_ = std::thread([this] {
      error_ = ServeLinks(to_[0], from_[1], {});
      close(from_[1]);
    });
  }
  ~Helper() {
    End();
    thread_.join();
    // to_[0] is left to the thread that reads it to the end.
    close(from_[0]);
  }

  void Say(const std::string& text) const {
    ASSERT_EQ(write(to_[1], text.data(), text.size()), static_cast<ssize_t>(text.size()));
  }
  void End() {
    if (to_[1] >= 0) close(to_[1]);
    to_[1] = -1;
  }
  // "" at the end.
  std::string Line() {
    std::string line;
    char c = 0;
    while (read(from_[0], &c, 1) == 1 && c != '\n') line += c;
    return line;
  }
  // After the end.
  std::string error() {
    while (!Line().empty()) {
    }
    return error_ ? error_->message : "";
  }

 private:
  int to_[2] = {};
  int from_[2] = {};
  std::optional<Error> error_;
  std::thread thread_;
};

TEST(ServeLinks, AnswersEachRequestAndSaysThatItIsDone) {
  web_test::WebServer server([](const web_test::WebRequest&) { return web_test::Respond(200); });
  Helper helper;
  helper.Say(WriteHello(OptionsFor(server)));
  EXPECT_EQ(helper.Line() + "\n", WriteHelperHello());
  helper.Say(WriteRequest({.key = "a.example/", .url = "http://a.example/"}));
  helper.Say(WriteRequest({.key = "b.example/", .url = "http://b.example/"}));
  helper.Say(WriteAsk(2));
  std::vector<std::string> keys;
  for (int i = 0; i < 2; ++i) {
    const Result<WireToAwl> read = ReadWireToAwl(helper.Line());
    ASSERT_TRUE(read);
    const auto* observation = std::get_if<Observation>(&*read);
    ASSERT_NE(observation, nullptr);
    EXPECT_EQ(observation->attempts.at(0).status, 200);
    keys.push_back(observation->key);
  }
  EXPECT_THAT(keys, ::testing::UnorderedElementsAre("a.example/", "b.example/"));
  EXPECT_EQ(helper.Line() + "\n", WriteDone());
  EXPECT_EQ(helper.error(), "");
}

TEST(ServeLinks, StopsWhenItsInputEnds) {
  web_test::WebServer server([](const web_test::WebRequest&) {
    return web_test::Script{{.kind = web_test::Step::Kind::kHang}};
  });
  FetchOptions options = OptionsFor(server);
  options.timeout = kMaxTimeout;
  Helper helper;
  helper.Say(WriteHello(options));
  helper.Line();
  helper.Say(WriteRequest({.key = "a.example/", .url = "http://a.example/"}) + WriteAsk(1));
  while (server.counts().requests == 0) std::this_thread::yield();
  helper.End();
  EXPECT_EQ(helper.Line(), "");
  EXPECT_EQ(helper.error(), "");
}

TEST(ServeLinks, RefusesWhatIsNotTheProtocol) {
  const std::string hello = WriteHello({});
  const struct {
    std::string text;
    const char* error;
  } kRows[] = {
      {"", "awl sent nothing"},
      {"\n", "awl and awl-links"},
      {"{}\n", ""},
      {WriteAsk(0), "does not belong"},
      {"{\"awl-links\":1,\"version\":\"9.9.9\",\"options\":{}}\n", "versions differ"},
      {hello, "stopped before"},
      {hello + hello, "does not belong"},
      {hello + WriteAsk(1), "does not belong"},
      {hello + "{\"key\":1}\n", ""},
      {hello + std::string(kMaxWireLine + 2, 'x'), "stopped before"},
  };
  for (const auto& row : kRows) {
    SCOPED_TRACE(row.text.substr(0, 100));
    Helper helper;
    helper.Say(row.text.substr(0, hello.size()));
    // The helper may have gone by now.
    std::thread rest([&] {
      for (std::size_t at = hello.size(); at < row.text.size(); at += 4096) {
        helper.Say(row.text.substr(at, 4096));
      }
      helper.End();
    });
    const std::string error = helper.error();
    rest.join();
    EXPECT_NE(error, "");
    EXPECT_THAT(error, HasSubstr(row.error));
  }
}

TEST(ServeLinks, RefusesConnectToWithoutAnAddress) {
  FetchOptions options;
  options.connect_to = {"::localhost:80"};
  Helper helper;
  helper.Say(WriteHello(options) + WriteAsk(0));
  EXPECT_THAT(helper.error(), HasSubstr("--connect-to"));
}

}  // namespace
}  // namespace awl
