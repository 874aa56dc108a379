#include <gtest/gtest.h>

#include <string>

#include "lsp/inbox.h"
#include "lsp/test_client.h"
#include "lsp/worker.h"

namespace awl::lsp {
namespace {

constexpr const char* kList = "/w/readme.md";

int CodeOf(const Json& answer) { return answer.value("error", Json::object()).value("code", 0); }

TEST(Server, AnswersNothingBeforeInitializeAndAfterShutdown) {
  MemoryFileSystem files;
  std::vector<Json> sent;
  Server server(files, nullptr, [&](const Json& message) { sent.push_back(message); });
  server.Handle(Request(1, "textDocument/diagnostic", Json::object()));
  server.Handle(Request("two", "shutdown", nullptr));
  server.Handle(Notification("textDocument/didOpen", Json::object()));
  ASSERT_EQ(sent.size(), 2u);
  EXPECT_EQ(sent[0]["error"]["code"], -32002);
  EXPECT_EQ(sent[1]["error"]["code"], -32002);
  EXPECT_EQ(sent[1]["id"], "two");
  server.Handle(Request(3, "initialize", Json::object()));
  server.Handle(Request(4, "initialize", Json::object()));
  server.Handle(Request(5, "shutdown", nullptr));
  server.Handle(Request(6, "textDocument/diagnostic", Json::object()));
  ASSERT_EQ(sent.size(), 6u);
  EXPECT_EQ(sent[2]["result"]["serverInfo"]["name"], "awl");
  EXPECT_EQ(sent[3]["error"]["code"], -32600);
  EXPECT_TRUE(sent[4]["result"].is_null());
  EXPECT_EQ(sent[5]["error"]["code"], -32600);
}

TEST(Server, ExitsWithZeroOnlyAfterShutdown) {
  MemoryFileSystem files;
  for (const bool shut_down : {false, true}) {
    Server server(files, nullptr, [](const Json&) {});
    server.Handle(Request(1, "initialize", Json::object()));
    if (shut_down) server.Handle(Request(2, "shutdown", nullptr));
    EXPECT_FALSE(server.exit_status());
    EXPECT_EQ(server.StatusAtEnd(), shut_down ? 0 : 1) << "the client has gone";
    server.Handle(Notification("exit", nullptr));
    EXPECT_EQ(server.exit_status(), shut_down ? 0 : 1);
  }
}

TEST(Server, ChoosesUtf16WhereItMay) {
  const auto chosen = [](Json offered) {
    TestClient client({}, TestClient::WithEncodings(std::move(offered)));
    return client.initialized["capabilities"]["positionEncoding"].get<std::string>();
  };
  EXPECT_EQ(chosen({"utf-8", "utf-16"}), "utf-16");
  EXPECT_EQ(chosen({"utf-32", "utf-8"}), "utf-32");
  EXPECT_EQ(chosen({"utf-7"}), "utf-16");
  EXPECT_EQ(chosen(nullptr), "utf-16");
}

TEST(Server, SurvivesMessagesOfAnyShape) {
  TestClient client;
  client.Open(kList, "# L\n");
  for (const char* message :
       {"[]", "3", "null", "{}", R"({"method": 1})", R"({"id": {}, "method": "x"})",
        R"({"id": null})", R"([{"id": 1, "method": "shutdown"}])", R"({"id": 1.5})"}) {
    const std::size_t before = client.messages.size();
    client.server().Handle(Json::parse(message));
    ASSERT_LE(client.messages.size(), before + 1) << message;
    if (client.messages.size() > before) {
      EXPECT_TRUE(client.messages.back().contains("error")) << message;
    }
  }
  EXPECT_EQ(CodeOf(client.Ask("textDocument/unheardOf", nullptr)), -32601);
  EXPECT_EQ(CodeOf(client.Ask("$/unheardOf", nullptr)), -32601);
  client.Tell("$/unheardOf", 3);
  client.Tell("exitt", nullptr);
  EXPECT_FALSE(client.server().exit_status());
}

TEST(Inbox, RefusesWhatIsCancelledOrOutdated) {
  Inbox inbox;
  const Json document = {{"textDocument", {{"uri", "file:///w/a.md"}}}};
  inbox.Push(Request(1, "textDocument/hover", document));
  inbox.Push(Request(2, "textDocument/hover", document));
  inbox.Push(Request(3, "workspace/symbol", Json::object()));
  inbox.Push(Notification("$/cancelRequest", {{"id", 1}}));
  inbox.Push(Notification("textDocument/didChange", document));
  inbox.Push(Request(4, "textDocument/hover", document));
  inbox.Close();
  EXPECT_EQ(inbox.Pop({})->refusal, ErrorCode::kRequestCancelled);
  EXPECT_EQ(inbox.Pop({})->refusal, ErrorCode::kContentModified);
  EXPECT_EQ(inbox.Pop({})->refusal, std::nullopt);
  EXPECT_EQ(inbox.Pop({})->refusal, std::nullopt);
  EXPECT_FALSE(inbox.is_over());
  EXPECT_EQ(inbox.Pop({})->refusal, std::nullopt);
  EXPECT_FALSE(inbox.Pop({}));
  EXPECT_TRUE(inbox.is_over());
}

TEST(Inbox, PassesOnWhatCancelsARequestThatIsAtWork) {
  Inbox inbox;
  inbox.Push(Notification("$/cancelRequest", {{"id", 1}}));
  inbox.Close();
  EXPECT_TRUE(inbox.Pop({}));
}

TEST(RunWorker, ChecksOnlyTheNewestOfManyVersions) {
  MemoryFileSystem files;
  std::vector<Json> published;
  Server server(files, nullptr, [&](const Json& message) {
    if (message.value("method", "") == "textDocument/publishDiagnostics") {
      published.push_back(message["params"]);
    }
  });
  Inbox inbox;
  const Json document = {{"uri", "file:///w/readme.md"}, {"version", 0}, {"text", "# a\n"}};
  inbox.Push(Request(1, "initialize", Json::object()));
  inbox.Push(Notification("textDocument/didOpen", {{"textDocument", document}}));
  for (int version = 1; version <= 50; ++version) {
    inbox.Push(
        Notification("textDocument/didChange",
                     {{"textDocument", {{"uri", "file:///w/readme.md"}, {"version", version}}},
                      {"contentChanges", Json::array({{{"text", "# a\n\n### b\n"}}})}}));
  }
  // What ends the run waits for the check: it is the answer to a request.
  inbox.Push(Request(2, "shutdown", nullptr));
  inbox.Push(Notification("exit", nullptr));
  EXPECT_EQ(RunWorker(inbox, server), 0);
  EXPECT_TRUE(published.empty()) << "nothing was idle";
}

TEST(RunWorker, EndsWithOneWhereTheClientHasGone) {
  MemoryFileSystem files;
  Server server(files, nullptr, [](const Json&) {});
  Inbox inbox;
  inbox.Push(Request(1, "initialize", Json::object()));
  inbox.Push(Json(Json::value_t::discarded));
  inbox.Close();
  EXPECT_EQ(RunWorker(inbox, server), 1);
}

}  // namespace
}  // namespace awl::lsp
