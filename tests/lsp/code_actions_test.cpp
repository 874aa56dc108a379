#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lsp/test_client.h"
#include "lsp/texts.h"

namespace awl::lsp {
namespace {

constexpr const char* kList = "/w/readme.md";
constexpr const char* kText =
    "# L\n\n## S\n\n- [a](https://a.example) - Does a.  \n- [b](https://b.example) - Does b.  \n- "
    "[c](https://a.example) - Does c.\n";

Json ActionsAt(TestClient& client, Json position, Json only = nullptr) {
  Json context = {{"diagnostics", Json::array()}};
  if (!only.is_null()) context["only"] = std::move(only);
  return client.Ask("textDocument/codeAction", {{"textDocument", TestClient::Document(kList)},
                                                {"range", {{"start", position}, {"end", position}}},
                                                {"context", std::move(context)}});
}

std::vector<std::string> Kinds(const Json& actions) {
  std::vector<std::string> out;
  for (const Json& action : actions) {
    if (out.empty() || out.back() != action["kind"]) out.push_back(action["kind"]);
  }
  return out;
}

Json Titled(const Json& actions, std::string_view title) {
  for (const Json& action : actions) {
    if (action["title"].get<std::string>().find(title) != std::string::npos) return action;
  }
  return nullptr;
}

// The text after the action with that title; the error where there is one.
std::string After(TestClient& client, const std::string& text, const Json& action) {
  const Json resolved = client.Ask("codeAction/resolve", action);
  if (resolved.contains("error")) return resolved["error"]["message"];
  return WithEdits(text, EditsIn(resolved["edit"]));
}

TEST(CodeActions, FixOneFindingOrAllOfItsRule) {
  TestClient client;
  client.Open(kList, kText);
  const Json actions = ActionsAt(client, PositionOfText(kText, "a.  ", 2));
  const Json one = Titled(actions, "(whitespace-trailing)");
  ASSERT_TRUE(one.is_object()) << actions.dump(1);
  EXPECT_EQ(one["kind"], "quickfix");
  EXPECT_EQ(one["isPreferred"], true);
  EXPECT_EQ(one["diagnostics"][0]["code"], "whitespace-trailing");
  EXPECT_FALSE(one.contains("edit")) << "edits are made when they are asked for";
  std::string fixed = kText;
  fixed.replace(fixed.find("a.  "), 4, "a.");
  EXPECT_EQ(After(client, kText, one), fixed);
  fixed.replace(fixed.find("b.  "), 4, "b.");
  EXPECT_EQ(After(client, kText, Titled(actions, "Fix all 2 of whitespace-trailing")), fixed);
}

TEST(CodeActions, EditOnlyTheVersionThatTheyAreFor) {
  TestClient client;
  client.Open(kList, kText);
  const Json action = Titled(ActionsAt(client, PositionOfText(kText, "a.  ", 2)), "Fix all 2");
  client.Replace(kList, 2, "# L\n");
  EXPECT_EQ(client.Ask("codeAction/resolve", action)["error"]["code"], -32801);
  EXPECT_EQ(client.Ask("codeAction/resolve", Json::object())["error"]["code"], -32602);
  EXPECT_EQ(
      client.Ask(
          "codeAction/resolve",
          {{"data",
            {{"uri", TestClient::Uri(kList)}, {"version", 2}, {"do", "harm"}}}})["error"]["code"],
      -32803);
}

TEST(CodeActions, HonourKindsAndTheirPrefixes) {
  TestClient client;
  client.Open(kList, kText);
  const Json at = PositionOfText(kText, "a.  ", 2);
  const auto kinds = [&](Json only) { return Kinds(ActionsAt(client, at, std::move(only))); };
  using List = std::vector<std::string>;
  EXPECT_EQ(kinds({"quickfix"}), List{"quickfix"});
  for (const char* prefix : {"source", "source.fixAll", "source.fixAll.awl"}) {
    EXPECT_EQ(kinds(Json::array({prefix})), List{"source.fixAll.awl"}) << prefix;
  }
  EXPECT_EQ(kinds({"source.fixAll.awl.unsafe"}), List{"source.fixAll.awl.unsafe"})
      << "by its full name only: whoever fixes all on save has not asked for it";
  EXPECT_EQ(kinds({"source.fixAllx"}), List{});
  EXPECT_EQ(kinds({"refactor"}), List{});
  EXPECT_EQ(kinds({"source.organizeImports"}), List{});
  EXPECT_EQ(kinds(nullptr), (List{"quickfix", "source.fixAll.awl", "source.fixAll.awl.unsafe"}));
}

TEST(CodeActions, FixAllIsWhatCheckFixDoesInSmallEdits) {
  TestClient client;
  client.Open(kList, kText);
  const Json action = ActionsAt(client, PositionAt(kText, 0), {"source.fixAll.awl"})[0];
  const Json resolved = client.Ask("codeAction/resolve", action);
  const Json edits = EditsIn(resolved["edit"]);
  EXPECT_EQ(WithEdits(kText, edits).find("  \n"), std::string::npos);
  EXPECT_NE(WithEdits(kText, edits).find("[c](https://a.example)"), std::string::npos) << "unsafe";
  for (const Json& edit : edits) {
    EXPECT_EQ(edit["range"]["start"]["line"], edit["range"]["end"]["line"]) << edit;
  }
  EXPECT_EQ(resolved["edit"]["documentChanges"][0]["textDocument"]["version"], 1);
}

TEST(CodeActions, OfferUnsafeFixesByThatNameUnlessTheyAreOff) {
  constexpr const char* kGone =
      "# L\n\n## Contents\n\n- [S](#s)\n- [Gone](#gone)\n\n## S\n\n- [a](https://a.example) - A.\n";
  TestClient client;
  client.Open(kList, kGone);
  const Json at = PositionOfText(kGone, "Gone");
  const Json unsafe = Titled(ActionsAt(client, at), "unsafe)");
  ASSERT_TRUE(unsafe.is_object()) << ActionsAt(client, at).dump(1);
  EXPECT_FALSE(unsafe.contains("isPreferred"));
  client.Tell("workspace/didChangeConfiguration", {{"settings", {{"unsafeFixes", false}}}});
  client.Settle();
  EXPECT_TRUE(Titled(ActionsAt(client, at), "unsafe").is_null());
}

TEST(CodeActions, IgnoreAFindingHereInTheFileAndInTheConfig) {
  TestClient client;
  client.Open(kList, kText);
  const Json actions = ActionsAt(client, PositionOfText(kText, "b.  ", 2));
  const std::string here = After(client, kText, Titled(actions, "Ignore whitespace-trailing here"));
  EXPECT_NE(here.find("a.  \n  <!-- awl disable-next-line whitespace-trailing -->\n- [b]"),
            std::string::npos)
      << here;
  const std::string file = After(client, kText, Titled(actions, "trailing in this file"));
  EXPECT_EQ(file, std::string("<!-- awl disable whitespace-trailing -->\n") + kText);
  client.Replace(kList, 2, file);
  EXPECT_EQ(client.Shown(kList).find("whitespace-trailing"), std::string::npos);
}

TEST(CodeActions, TurnARuleOffInTheConfig) {
  const std::string config = "/w/.awl.yaml";
  const auto after = [&](Files files, const std::string& old) {
    TestClient client(std::move(files));
    client.Open(kList, kText);
    const Json actions = ActionsAt(client, PositionOfText(kText, "b.  ", 2));
    const Json resolved =
        client.Ask("codeAction/resolve", Titled(actions, "Turn whitespace-trailing off"));
    if (resolved.contains("error")) return resolved["error"]["message"].get<std::string>();
    const Json& changes = resolved["edit"]["documentChanges"];
    EXPECT_EQ(changes[0].contains("kind"), old.empty()) << "a new file is created";
    EXPECT_EQ(changes.back()["textDocument"]["uri"], TestClient::Uri(config));
    return WithEdits(old, changes.back()["edits"]);
  };
  EXPECT_EQ(after({}, ""), "rules:\n  whitespace-trailing: off\n");
  for (const auto& [old, expected] : std::vector<std::pair<std::string, std::string>>{
           {"extends: recommended\n", "extends: recommended\nrules:\n  whitespace-trailing: off\n"},
           {"lists: [x]", "lists: [x]\nrules:\n  whitespace-trailing: off\n"},
           {"rules:\n    toc: off\nlists: [x]\n",
            "rules:\n    whitespace-trailing: off\n    toc: off\nlists: [x]\n"},
           {"rules:\n  whitespace-trailing: error # why\n",
            "rules:\n  whitespace-trailing: off # why\n"},
           {"rules: {toc: off}\n", "\"rules\" of the config is written in one line"}}) {
    EXPECT_EQ(after({{config, old}}, old), expected);
  }
}

TEST(CodeActions, ChangeNoConfigThatIsALink) {
  TestClient client(Files{{"/w/other.yaml", "rules:\n  toc: off\n"}});
  client.files.links["/w/.awl.yaml"] = "other.yaml";
  client.Open(kList, kText);
  const Json actions = ActionsAt(client, PositionOfText(kText, "b.  ", 2));
  const Json answer =
      client.Ask("codeAction/resolve", Titled(actions, "Turn whitespace-trailing off"));
  ASSERT_TRUE(answer.contains("error")) << answer;
  EXPECT_EQ(answer["error"]["code"], -32803);
}

TEST(CodeActions, ComeWithTheirEditsWhereTheClientCannotAskForThem) {
  Json capabilities = TestClient::Everything();
  capabilities["textDocument"]["codeAction"].erase("resolveSupport");
  capabilities["workspace"]["workspaceEdit"].erase("documentChanges");
  TestClient client({}, capabilities);
  client.Open(kList, kText);
  const Json actions = ActionsAt(client, PositionOfText(kText, "a.  ", 2), {"source"});
  ASSERT_EQ(actions.size(), 1u);
  const Json& edits = actions[0]["edit"]["changes"][TestClient::Uri(kList)];
  EXPECT_EQ(WithEdits(kText, edits).find("  \n"), std::string::npos);
}

TEST(CodeActions, ExplainARule) {
  TestClient client;
  client.Open(kList, kText);
  const Json action =
      Titled(ActionsAt(client, PositionOfText(kText, "a.  ", 2)), "Explain whitespace-trailing");
  const Json text = client.Ask("workspace/executeCommand", action["command"]);
  EXPECT_NE(text.dump().find("**whitespace-trailing**"), std::string::npos) << text;
  EXPECT_EQ(client.Received("window/showMessage").size(), 1u);
}

TEST(CodeActions, AreNoneWithoutARange) {
  TestClient client;
  client.Open(kList, kText);
  EXPECT_EQ(client.Ask("textDocument/codeAction",
                       {{"textDocument", TestClient::Document(kList)}})["error"]["code"],
            -32602);
}

TEST(Formatting, IsWhatFormatDoes) {
  TestClient client;
  client.Open(kList, kText);
  const Json edits =
      client.Ask("textDocument/formatting", {{"textDocument", TestClient::Document(kList)}});
  std::string formatted = kText;
  formatted.replace(formatted.find("a.  "), 4, "a.");
  formatted.replace(formatted.find("b.  "), 4, "b.");
  EXPECT_EQ(WithEdits(kText, edits), formatted);
  client.Replace(kList, 2, formatted);
  EXPECT_EQ(client.Ask("textDocument/formatting", {{"textDocument", TestClient::Document(kList)}}),
            Json::array());
}

TEST(Formatting, OfARangeTouchesItsLinesOnly) {
  TestClient client;
  client.Open(kList, kText);
  const Json edits = client.Ask(
      "textDocument/rangeFormatting",
      {{"textDocument", TestClient::Document(kList)},
       {"range",
        {{"start", PositionOfText(kText, "- [b]")}, {"end", PositionOfText(kText, "- [c]")}}}});
  std::string formatted = kText;
  formatted.replace(formatted.find("b.  "), 4, "b.");
  EXPECT_EQ(WithEdits(kText, edits), formatted);
}

}  // namespace
}  // namespace awl::lsp
