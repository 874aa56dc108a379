#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/file_system.h"
#include "cli/commands.h"
#include "cli/streams.h"
#include "lsp/framing.h"
#include "lsp/json.h"
#include "lsp/rpc.h"

// `awl lsp` as a whole: bytes in, bytes out, two threads.

namespace awl::lsp {
namespace {

struct Exchange {
  int status = 0;
  std::vector<Json> messages = {};

  const Json* ResponseTo(const Json& id) const {
    for (const Json& message : messages) {
      if (!message.contains("method") && message["id"] == id) return &message;
    }
    return nullptr;
  }
};

Exchange Serve(const std::string& input) {
  MemoryFileSystem files;
  files.files = {{"/w/.git/HEAD", ""}};
  Lines in(input);
  Text out;
  Text err;
  Context context{.files = files,
                  .out = out,
                  .err = err,
                  .environment = [](const char*) { return std::string(); },
                  .in = &in};
  Exchange run{.status = RunLsp(context)};
  EXPECT_EQ(err.text(), "");
  FrameReader reader;
  reader.Append(out.text());
  for (FrameReader::Frame frame = reader.Next(); frame.state == FrameReader::State::kMessage;
       frame = reader.Next()) {
    run.messages.push_back(Json::parse(frame.text));
  }
  EXPECT_EQ(reader.buffer()->size(), 0u) << "standard output holds messages and nothing else";
  return run;
}

std::string Ask(const Json& id, std::string_view method, Json params = Json::object()) {
  return Framed(Request(id, method, std::move(params)).dump());
}
std::string Tell(std::string_view method, Json params = Json::object()) {
  return Framed(Notification(method, std::move(params)).dump());
}
std::string Open(const std::string& text) {
  return Tell("textDocument/didOpen", {{"textDocument",
                                        {{"uri", "file:///w/readme.md"},
                                         {"languageId", "markdown"},
                                         {"version", 1},
                                         {"text", text}}}});
}
const std::string kEnd = Ask("end", "shutdown") + Tell("exit");

TEST(Stdio, ServesAClientFromBeginningToEnd) {
  const Exchange run = Serve(
      Ask(1, "initialize") + Tell("initialized") + Open("# a\n\n### b\n") +
      Ask(2, "textDocument/documentSymbol", {{"textDocument", {{"uri", "file:///w/readme.md"}}}}) +
      kEnd + Ask(3, "textDocument/hover"));
  EXPECT_EQ(run.status, 0);
  ASSERT_NE(run.ResponseTo(2), nullptr);
  EXPECT_EQ((*run.ResponseTo(2))["result"][0]["name"], "a");
  ASSERT_NE(run.ResponseTo("end"), nullptr);
  EXPECT_EQ(run.ResponseTo(3), nullptr) << "nothing counts after exit";
}

TEST(Stdio, AnswersGarbageWithErrorsAndGoesOn) {
  const Exchange run =
      Serve("hello\r\n\r\n" + Framed("{") + Framed("") + Framed("\xFF\xFE") + Framed("[]") +
            "Content-Length: 3x\r\n\r\n" + Ask(1, "initialize") + kEnd);
  EXPECT_EQ(run.status, 0);
  int errors = 0;
  for (const Json& message : run.messages) {
    if (!message.contains("error")) continue;
    EXPECT_EQ(message["error"]["code"], -32700) << message;
    ++errors;
  }
  EXPECT_EQ(errors, 6);
  EXPECT_NE(run.ResponseTo(1), nullptr);
}

TEST(Stdio, EndsWithItsClient) {
  EXPECT_EQ(Serve("").status, 1);
  EXPECT_EQ(Serve(Ask(1, "initialize") + Open("# a\n")).status, 1);
  EXPECT_EQ(Serve(Ask(1, "initialize") + "Content-Length: 100\r\n\r\n{").status, 1);
  EXPECT_EQ(Serve(Ask(1, "initialize") + Tell("exit")).status, 1) << "without shutdown";
  EXPECT_EQ(Serve(Ask(1, "initialize") + Ask(2, "shutdown")).status, 0);
  EXPECT_EQ(Serve("Content-Length: 99999999999\r\n\r\n").status, 1);
}

}  // namespace
}  // namespace awl::lsp
