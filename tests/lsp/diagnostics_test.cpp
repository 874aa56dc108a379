#include <gtest/gtest.h>

#include <string>

#include "base/version.h"
#include "lsp/test_client.h"

namespace awl::lsp {
namespace {

constexpr const char* kList = "/w/readme.md";
constexpr const char* kSkips = "# a\n\n### b\n";

TEST(Diagnostics, AreShownForWhatIsOpenAndGoWithIt) {
  TestClient client;
  client.Open(kList, kSkips);
  EXPECT_NE(client.Shown(kList).find("2:0 heading-skip-level"), std::string::npos)
      << client.Shown(kList);
  EXPECT_EQ(client.published[client.Uri(kList)]["version"], 1);
  client.Close(kList);
  EXPECT_EQ(client.Shown(kList), "");
}

TEST(Diagnostics, SayAllThatTheProtocolHasRoomFor) {
  TestClient client;
  client.Open(kList,
              "# L\n\n## S\n\n- [a](https://a.example) - Does a.\n- [b](https://a.example) - Does "
              "b.\n\n[unused]: https://u.example\n");
  Json duplicate, unused;
  for (const Json& diagnostic : client.published[client.Uri(kList)]["diagnostics"]) {
    if (diagnostic["code"] == "duplicate-link") duplicate = diagnostic;
    if (diagnostic["code"] == "link-reference-unused") unused = diagnostic;
  }
  ASSERT_TRUE(duplicate.is_object()) << client.Shown(kList);
  EXPECT_EQ(duplicate["source"], "awl");
  EXPECT_EQ(duplicate["severity"], 2);
  ASSERT_EQ(duplicate["relatedInformation"].size(), 1u);
  EXPECT_EQ(duplicate["relatedInformation"][0]["location"]["uri"], client.Uri(kList));
  EXPECT_EQ(duplicate["relatedInformation"][0]["location"]["range"]["start"]["line"], 4);
  ASSERT_TRUE(unused.is_object()) << client.Shown(kList);
  EXPECT_EQ(unused["tags"], Json::array({1}));
  EXPECT_TRUE(unused["data"].contains("fix"));
}

TEST(Diagnostics, LinkThePagesOfRules) {
  Files files;
  files["/w/.awl.yaml"] = "patterns:\n  - {name: no-x, on: entry, match: x, message: no x}\n";
  TestClient client(std::move(files));
  client.Open(kList, "# L\n\n### S\n\n- [x](https://a.example) - Does x.\n");
  int pages = 0;
  for (const Json& diagnostic : client.published[client.Uri(kList)]["diagnostics"]) {
    const bool is_own = diagnostic["code"] == "no-x";
    ASSERT_EQ(diagnostic.contains("codeDescription"), !is_own && !RulePages().empty());
    if (!diagnostic.contains("codeDescription")) continue;
    ++pages;
    EXPECT_EQ(diagnostic["codeDescription"]["href"],
              std::string(RulePages()) + diagnostic["code"].get<std::string>() + ".md");
  }
  EXPECT_EQ(pages > 0, !RulePages().empty());
  EXPECT_NE(client.Shown(kList).find(" no-x"), std::string::npos);
}

TEST(Diagnostics, AreOnlyPulledWhereTheClientPulls) {
  Json capabilities = TestClient::Everything();
  capabilities["textDocument"]["diagnostic"] = Json::object();
  TestClient client({}, capabilities);
  client.Open(kList, kSkips);
  EXPECT_EQ(client.Shown(kList), "-") << "else each were shown twice";
  const Json document = {{"textDocument", TestClient::Document(kList)}};
  const Json full = client.Ask("textDocument/diagnostic", document);
  EXPECT_EQ(full["kind"], "full");
  EXPECT_NE(TestClient::Summary(full["items"]).find("heading-skip-level"), std::string::npos);
  Json again = document;
  again["previousResultId"] = full["resultId"];
  EXPECT_EQ(client.Ask("textDocument/diagnostic", again)["kind"], "unchanged");
  client.Replace(kList, 2, "# a\n");
  EXPECT_EQ(client.Ask("textDocument/diagnostic", again)["kind"], "full");
  EXPECT_TRUE(client.Ask("textDocument/diagnostic", {{"textDocument", {{"uri", "x:y"}}}})
                  .contains("error"));
}

TEST(Diagnostics, OfATextWithoutAFileAreThoseOfAList) {
  TestClient client;
  client.Tell("textDocument/didOpen", {{"textDocument",
                                        {{"uri", "untitled:Untitled-1"},
                                         {"languageId", "markdown"},
                                         {"version", 1},
                                         {"text", kSkips}}}});
  client.Settle();
  EXPECT_NE(TestClient::Summary(client.published["untitled:Untitled-1"]["diagnostics"])
                .find("heading-skip-level"),
            std::string::npos);
}

TEST(Diagnostics, KnowAFileByAnyWayToWriteItsUri) {
  TestClient client;
  client.Tell("textDocument/didOpen", {{"textDocument",
                                        {{"uri", "file:///w/r%65adme.md"},
                                         {"languageId", "markdown"},
                                         {"version", 1},
                                         {"text", kSkips}}}});
  client.Replace(kList, 2, "# a\n\n#### b\n");
  EXPECT_NE(TestClient::Summary(client.published["file:///w/r%65adme.md"]["diagnostics"])
                .find("heading-skip-level"),
            std::string::npos)
      << "as the client wrote it first";
}

TEST(Diagnostics, LeaveOutWhatTheConfigExcludes) {
  TestClient client(Files{{"/w/.awl.yaml", "exclude: [\"old/**\"]\n"}});
  client.Open("/w/old/list.md", kSkips);
  EXPECT_EQ(client.Shown("/w/old/list.md"), "");
}

TEST(Diagnostics, FollowTheConfigAsItIsInTheEditor) {
  TestClient client;
  client.Open(kList, kSkips);
  client.Open("/w/.awl.yaml", "rules: {heading-skip-level: off}\n", "yaml");
  EXPECT_EQ(client.Shown(kList).find("heading-skip-level"), std::string::npos);
  client.Close("/w/.awl.yaml");
  EXPECT_NE(client.Shown(kList).find("heading-skip-level"), std::string::npos);
}

TEST(Diagnostics, FollowTheConfigOnDisk) {
  TestClient client;
  client.Open(kList, kSkips);
  client.files.files["/w/.awl.yaml"] = "rules: {heading-skip-level: off}\n";
  client.Tell("workspace/didChangeWatchedFiles", {{"changes", Json::array()}});
  client.Settle();
  EXPECT_EQ(client.Shown(kList).find("heading-skip-level"), std::string::npos);
  ASSERT_EQ(client.Received("client/registerCapability").size(), 1u);
}

TEST(Diagnostics, ShowFaultsOfTheConfigInTheConfig) {
  const std::string config = "/w/.awl.yaml";
  TestClient client(Files{{config, "rules:\n  heading-skip-lvel: off\n"}});
  client.Open(kList, kSkips);
  EXPECT_EQ(client.Shown(kList), "") << "as `awl check` finds nothing, and fails";
  ASSERT_EQ(client.Shown(config).substr(0, 4), "1:2 ") << client.Shown(config);
  EXPECT_NE(client.Shown(config).find("did you mean \"heading-skip-level\""), std::string::npos);

  client.Open(config, "rules: {heading-skip-level: error}\n", "yaml");
  EXPECT_EQ(client.Shown(config), "");
  EXPECT_NE(client.Shown(kList).find("heading-skip-level"), std::string::npos);
  client.Replace(config, 2, "rules: {heading-skip-level: err}\n");
  EXPECT_NE(client.Shown(config), "");
  EXPECT_NE(client.Shown(kList).find("heading-skip-level"), std::string::npos)
      << "as the config was, while it is being written";
}

TEST(Diagnostics, AreMissedOnceWhereThereAreTwoConfigs) {
  TestClient client(Files{{"/w/.awl.yaml", ""}, {"/w/awl.yaml", ""}});
  client.Open(kList, kSkips);
  client.Replace(kList, 2, "# a\n");
  EXPECT_EQ(client.Shown(kList), "");
  ASSERT_EQ(client.Received("window/showMessage").size(), 1u);
  EXPECT_NE(client.Received("window/showMessage")[0].dump().find("keep one"), std::string::npos);
}

TEST(Diagnostics, WaitForTheFileToBeSavedWhereTheUserSaysSo) {
  TestClient client;
  client.Tell("workspace/didChangeConfiguration", {{"settings", {{"awl", {{"run", "onSave"}}}}}});
  client.Open(kList, "# a\n");
  client.Replace(kList, 2, kSkips);
  EXPECT_EQ(client.Shown(kList).find("heading-skip-level"), std::string::npos);
  client.Tell("textDocument/didSave", {{"textDocument", TestClient::Document(kList)}});
  client.Settle();
  EXPECT_NE(client.Shown(kList).find("heading-skip-level"), std::string::npos);
}

TEST(Diagnostics, HaveTheProfileOfTheSettings) {
  TestClient client;
  client.Open(kList, "# a\n");
  const std::string before = client.Shown(kList);
  client.Tell("workspace/didChangeConfiguration",
              {{"settings", {{"awl", {{"profile", "awesome-lint"}}}}}});
  client.Settle();
  EXPECT_NE(client.Shown(kList), before);
  client.Tell("workspace/didChangeConfiguration", {{"settings", {{"profile", "stict"}}}});
  ASSERT_EQ(client.Received("window/showMessage").size(), 1u);
  EXPECT_NE(client.Received("window/showMessage")[0]["message"].dump().find("strict"),
            std::string::npos);
}

// The workspace's reports as "file kind some; " or "file kind none; ", and its result ids.
std::string Reports(const Json& answer, Json* result_ids) {
  std::string out;
  *result_ids = Json::array();
  for (const Json& report : answer["items"]) {
    const std::string uri = report["uri"];
    out += uri.substr(uri.rfind('/') + 1) + " " + report["kind"].get<std::string>() + " " +
           (report.value("items", Json::array()).empty() ? "none; " : "some; ");
    result_ids->push_back({{"uri", uri}, {"value", report["resultId"]}});
  }
  return out;
}

TEST(WorkspaceDiagnostics, AreThoseOfFilesThatAreNotOpenAndOnlyNews) {
  Json capabilities = TestClient::Everything();
  capabilities["textDocument"]["diagnostic"] = Json::object();
  TestClient client(
      Files{{kList, kSkips}, {"/w/a.md", "# a\n\nText. \t \n"}, {"/w/b.md", "# b\n\nText.\n"}},
      capabilities);
  client.Open(kList, kSkips);
  const auto ask = [&](Json previous) {
    const std::size_t before = client.messages.size();
    client.server().Handle(
        Request("ws", "workspace/diagnostic", {{"previousResultIds", std::move(previous)}}));
    EXPECT_EQ(client.messages.size(), before) << "nothing waits for it";
    client.Settle();
    EXPECT_EQ(client.messages.back()["id"], "ws");
    return client.messages.back()["result"];
  };
  Json ids;
  EXPECT_EQ(Reports(ask(Json::array()), &ids), "a.md full some; b.md full none; ");
  EXPECT_EQ(Reports(ask(ids), &ids), "a.md unchanged none; b.md unchanged none; ");
  client.files.files.erase("/w/a.md");
  client.Tell("workspace/didChangeWatchedFiles", {{"changes", Json::array()}});
  EXPECT_EQ(Reports(ask(ids), &ids), "a.md full none; b.md full none; ");
}

TEST(WorkspaceDiagnostics, CanBeCancelledWhileTheyAreAtWork) {
  TestClient client(Files{{kList, kSkips}});
  client.server().Handle(Request("one", "workspace/diagnostic", Json::object()));
  client.server().Handle(Request("two", "workspace/diagnostic", Json::object()));
  EXPECT_EQ(client.messages.back()["id"], "one");
  EXPECT_EQ(client.messages.back()["error"]["code"], -32802);
  client.Tell("$/cancelRequest", {{"id", "two"}});
  EXPECT_EQ(client.messages.back()["error"]["code"], -32800);
  EXPECT_FALSE(client.server().has_pending());
}

TEST(TextSync, LeavesOutWhatCannotBeMeant) {
  TestClient client;
  client.Open(kList, "# a\n");
  client.Replace(kList, 3, kSkips);
  client.Replace(kList, 2, "# a\n");  // older
  client.Change(kList, 4, Json::parse(R"([{"range": {"start": {"line": 2, "character": 0},
                                           "end": {"line": 0, "character": 0}}, "text": "x"},
                                {"text": 3}, {}, null])"));
  EXPECT_NE(client.Shown(kList).find("2:0 heading-skip-level"), std::string::npos);
  client.Change("/w/never-opened.md", 1, Json::array({{{"text", "x"}}}));
  client.Close("/w/never-opened.md");
  client.Tell("textDocument/didOpen", {{"textDocument", {{"uri", 3}}}});
  EXPECT_EQ(client.Shown("/w/never-opened.md"), "-");
  EXPECT_GE(client.Received("window/logMessage").size(), 6u);
}

}  // namespace
}  // namespace awl::lsp
