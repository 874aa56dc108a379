#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lsp/test_client.h"
#include "lsp/texts.h"

namespace awl::lsp {
namespace {

constexpr const char* kList = "/w/readme.md";
const std::string kText = R"(# L

## Contents

- [Tools](#tools)
  - [Old Ones](#old-ones)

## Tools

- [b](https://b.example) - Does b, see [notes].
- [a](https://a.example) - Does a[^1].
  - [sub](https://sub.example) - Is below.

### Old Ones

- [b again](https://b.example/) - Does b, [too](docs/more.md#part) and [up](#tools).

[notes]: https://notes.example
[^1]: A footnote.
)";

// The list open, and requests about places of it.
struct Fixture {
  explicit Fixture(std::string given = kText)
      : text(std::move(given)), client(Files{{"/w/docs/more.md", "# M\n\n## Part\n"}}) {
    client.Open(kList, text);
  }
  Json At(std::string_view method, std::string_view what, std::size_t by = 0, Json more = {}) {
    Json params = {{"textDocument", TestClient::Document(kList)},
                   {"position", PositionOfText(text, what, by)}};
    if (more.is_object()) params.update(more);
    return client.Ask(Name(method), std::move(params));
  }
  Json On(std::string_view method) {
    return client.Ask(Name(method), {{"textDocument", TestClient::Document(kList)}});
  }
  static std::string Name(std::string_view method) { return "textDocument/" + std::string(method); }
  // What a list of locations names, each with its line.
  std::string Places(const Json& locations) const {
    std::string out;
    for (const Json& location : locations) {
      out +=
          location["range"]["start"]["line"].dump() + " " + SliceOf(text, location["range"]) + "; ";
    }
    return out;
  }

  const std::string text;
  TestClient client;
};

TEST(Hover, ExplainsFindingsAndLinks) {
  Fixture f;
  const std::string finding = f.At("hover", "https://b.example/", 3)["contents"]["value"];
  EXPECT_NE(finding.find("**duplicate-link**"), std::string::npos) << finding;
  EXPECT_NE(finding.find("the same as in line 10"), std::string::npos) << finding;
  const Json anchor = f.At("hover", "](#tools)\n", 4);
  EXPECT_EQ(anchor["contents"]["value"], "`#tools`: Tools (line 8)\n\n2 links to it in this file");
  EXPECT_EQ(SliceOf(f.text, anchor["range"]), "tools");
  EXPECT_TRUE(f.At("hover", "Does a").is_null());
  EXPECT_TRUE(f.client.Ask("textDocument/hover", {{"textDocument", TestClient::Document(kList)}})
                  .contains("error"));
}

TEST(Hover, ExplainsRulesInCommentsAndConfigs) {
  Fixture f("# L\n\n<!-- awl disable heading-style -->\n");
  EXPECT_NE(f.At("hover", "heading-style", 2).dump().find("**heading-style**"), std::string::npos);
  f.client.Open("/w/.awl.yaml", "rules: {heading-style: off}\n", "yaml");
  const Json hover =
      f.client.Ask("textDocument/hover", {{"textDocument", TestClient::Document("/w/.awl.yaml")},
                                          {"position", {{"line", 0}, {"character", 10}}}});
  EXPECT_NE(hover.dump().find("**heading-style**"), std::string::npos);
}

TEST(Hover, ExplainsKeysOfConfigs) {
  TestClient client;
  const std::string text =
      "# rules of the list\nrules:\n  heading-skip-level: {severity: error, first-level: 2}\n"
      "overrides:\n  - paths: old.md\n    rules: {toc: off}\n";
  client.Open("/w/.awl.yaml", text, "yaml");
  const auto about = [&](std::string_view what) -> std::string {
    const Json hover =
        client.Ask("textDocument/hover", {{"textDocument", TestClient::Document("/w/.awl.yaml")},
                                          {"position", PositionOfText(text, what, 1)}});
    return hover.is_null() ? "" : hover["contents"]["value"];
  };
  EXPECT_EQ(about("rules of"), "") << "a comment";
  EXPECT_EQ(about("paths"), "**paths**\n\nGlobs of files.\n");
  EXPECT_NE(about("first-level").find("**first-level**\n"), std::string::npos);
  EXPECT_NE(about("severity").find("`off` `info` `warning` `error`"), std::string::npos);
  EXPECT_EQ(about("error"), "") << "a value";
}

TEST(Symbols, AreSectionsAndEntriesAsTheyStandBelowEachOther) {
  Fixture f;
  const Json symbols = f.On("documentSymbol");
  ASSERT_EQ(symbols.size(), 1u);
  const Json& sections = symbols[0]["children"];
  ASSERT_EQ(sections.size(), 2u) << symbols.dump(1);
  const Json& tools = sections[1];
  EXPECT_EQ(tools["name"], "Tools");
  EXPECT_EQ(tools["detail"].get<std::string>().find("3 entries"), 0u) << tools["detail"];
  EXPECT_EQ(tools["children"][0]["name"], "b");
  EXPECT_EQ(tools["children"].back()["name"], "Old Ones");
  EXPECT_EQ(SliceOf(f.text, tools["selectionRange"]), "Tools");
}

TEST(Symbols, OfTheWorkspaceAreFoundByAPartOfTheirName) {
  Fixture f;
  const Json found = f.client.Ask("workspace/symbol", {{"query", "PART"}});
  ASSERT_EQ(found.size(), 1u) << found;
  EXPECT_EQ(found[0]["name"], "Part");
  EXPECT_EQ(found[0]["containerName"], "M");
  EXPECT_EQ(found[0]["location"]["uri"], TestClient::Uri("/w/docs/more.md"));
}

TEST(Folding, IsOfSectionsCommentsFrontMatterAndEntries) {
  Fixture f(
      "---\na: b\n---\n\n# L\n\n<!-- a\nb -->\n\n## S\n\n- [a](https://a.example) - A.\n  - "
      "[b](https://b.example) - B.\n\n");
  std::string out;
  for (const Json& fold : f.On("foldingRange")) {
    out += fold["startLine"].dump() + "-" + fold["endLine"].dump() + " " + fold.value("kind", "") +
           ";";
  }
  EXPECT_EQ(out, "0-2 ;4-12 region;9-12 region;6-7 comment;11-12 ;");
}

TEST(Selection, GrowsFromTheWordToTheWholeText) {
  Fixture f;
  const Json ranges =
      f.client.Ask("textDocument/selectionRange",
                   {{"textDocument", TestClient::Document(kList)},
                    {"positions", Json::array({PositionOfText(f.text, "Does a")})}});
  std::vector<std::string> grown;
  for (Json range = ranges[0]; range.is_object(); range = range.value("parent", Json())) {
    grown.push_back(SliceOf(f.text, range["range"]));
  }
  ASSERT_GE(grown.size(), 4u);
  for (std::size_t i = 1; i < grown.size(); ++i) {
    EXPECT_NE(grown[i].find(grown[i - 1]), std::string::npos);
    EXPECT_GT(grown[i].size(), grown[i - 1].size());
  }
  EXPECT_EQ(grown.back(), f.text);
}

TEST(Definition, LeadsToHeadingsLabelsFootnotesFirstEntriesAndFiles) {
  Fixture f;
  const auto leads = [&](std::string_view what, std::size_t by) {
    const Json location = f.At("definition", what, by);
    return location.is_null() ? "nowhere" : f.Places(Json::array({location}));
  };
  EXPECT_EQ(leads("](#tools)\n", 3), "7 Tools; ");
  EXPECT_EQ(leads("[notes].", 2), "17 notes; ");
  EXPECT_EQ(leads("[^1].", 2), "18 1; ");
  EXPECT_EQ(leads("https://b.example/", 9), "9 https://b.example; ");
  EXPECT_EQ(leads("Does a", 0), "nowhere");
  const Json file = f.At("definition", "docs/more.md", 3);
  EXPECT_EQ(file["uri"], TestClient::Uri("/w/docs/more.md"));
  EXPECT_EQ(file["range"]["start"]["line"], 2);
}

TEST(References, AreAllUses) {
  Fixture f;
  const Json with = {{"context", {{"includeDeclaration", true}}}};
  EXPECT_EQ(f.Places(f.At("references", "## Tools", 5)), "4 tools; 15 tools; ");
  EXPECT_EQ(f.Places(f.At("references", "## Tools", 5, with)), "7 Tools; 4 tools; 15 tools; ");
  EXPECT_EQ(f.Places(f.At("references", "[notes]:", 2)), "9 notes; ");
  EXPECT_EQ(f.Places(f.At("references", "[^1]:", 2)), "10 1; ");
  EXPECT_EQ(f.Places(f.At("references", "https://b.example)", 9)), "15 https://b.example/; ");
}

TEST(DocumentLinks, AreWhatCanBeOpened) {
  Fixture f;
  std::string out;
  for (const Json& link : f.On("documentLink")) {
    out += SliceOf(f.text, link["range"]) + " -> " + link["target"].get<std::string>() + "\n";
  }
  EXPECT_NE(out.find("https://a.example -> https://a.example\n"), std::string::npos) << out;
  EXPECT_NE(out.find("#old-ones -> file:///w/readme.md#L14\n"), std::string::npos) << out;
  EXPECT_NE(out.find("docs/more.md#part -> file:///w/docs/more.md#part\n"), std::string::npos)
      << out;
}

// The text after a rename, or the error.
std::string Renamed(Fixture& f, std::string_view what, std::size_t by, const std::string& name) {
  const Json edit = f.At("rename", what, by, {{"newName", name}});
  if (edit.contains("error")) return edit["error"]["message"];
  return WithEdits(f.text, EditsIn(edit));
}

std::string Replaced(std::string text,
                     const std::vector<std::pair<std::string, std::string>>& replacements) {
  for (const auto& [from, to] : replacements) text.replace(text.find(from), from.size(), to);
  return text;
}

TEST(Rename, TakesAnchorsAndContentsAlong) {
  Fixture f;
  const std::string expected = Replaced(f.text, {{"[Tools](#tools)", "[Hand *Tools*](#hand-tools)"},
                                                 {"## Tools", "## Hand *Tools*"},
                                                 {"[up](#tools)", "[up](#hand-tools)"}});
  EXPECT_EQ(Renamed(f, "## Tools", 5, "Hand *Tools*"), expected);
  EXPECT_EQ(Renamed(f, "](#tools)\n", 4, "Hand *Tools*"), expected) << "from a link to it";
  const Json prepared = f.At("prepareRename", "](#tools)\n", 4);
  EXPECT_EQ(prepared["placeholder"], "Tools");
  EXPECT_TRUE(f.At("prepareRename", "Does a").is_null());
}

TEST(Rename, TakesNamesakesAlongThatGetAnotherNumber) {
  Fixture f("# L\n\n## A\n\n[1](#a) [2](#a-1) [3](#a-2)\n\n## A\n\n## A\n");
  EXPECT_EQ(Renamed(f, "## A", 3, "B"),
            "# L\n\n## B\n\n[1](#b) [2](#a) [3](#a-1)\n\n## A\n\n## A\n");
}

TEST(Rename, RefusesWhatWouldTakeAnothersAnchorOrIsNoHeading) {
  Fixture f;
  EXPECT_NE(Renamed(f, "## Tools", 5, "Old ones").find("another place has the anchor #old-ones"),
            std::string::npos);
  EXPECT_NE(Renamed(f, "## Tools", 5, " ").find("one line"), std::string::npos);
  EXPECT_NE(Renamed(f, "## Tools", 5, "a\n# b").find("one line"), std::string::npos);
  EXPECT_NE(Renamed(f, "Does a", 0, "x").find("nothing to rename"), std::string::npos);
}

TEST(Rename, OfLabelsKeepsWhatReadersSee) {
  Fixture f;
  EXPECT_EQ(Renamed(f, "[notes].", 2, "remarks"),
            Replaced(f.text, {{"[notes].", "[notes][remarks]."}, {"[notes]:", "[remarks]:"}}));
  EXPECT_EQ(Renamed(f, "[^1]:", 2, "one"),
            Replaced(f.text, {{"[^1].", "[^one]."}, {"[^1]:", "[^one]:"}}));
  EXPECT_NE(Renamed(f, "[notes].", 2, "a]b").find("brackets"), std::string::npos);
  Fixture two("[a] [b][]\n\n[a]: https://a.example\n[b]: https://b.example\n");
  EXPECT_NE(Renamed(two, "[a]:", 1, "B").find("another definition"), std::string::npos);
  EXPECT_EQ(Renamed(two, "[b]:", 1, "c"),
            "[a] [b][c]\n\n[a]: https://a.example\n[c]: https://b.example\n");
}

// What the lines with the cursor can become, the cursor being at "|".
std::string Completed(std::string text) {
  const std::size_t cursor = text.find('|');
  text.erase(cursor, 1);
  Fixture f(text);
  const Json items = f.client.Ask(
      "textDocument/completion",
      {{"textDocument", TestClient::Document(kList)}, {"position", PositionAt(text, cursor)}});
  const std::size_t line = text.rfind('\n', cursor - 1) + 1;
  std::string out;
  for (const Json& item : items) {
    const std::string after = WithEdits(text, Json::array({item["textEdit"]}));
    out += after.substr(line, after.find('\n', line) - line) + "; ";
  }
  return out;
}

TEST(Completion, KnowsAnchorsLabelsFootnotesRulesAndContents) {
  EXPECT_EQ(Completed("# L\n\n## Ab\n\n[x](#a|)\n"), "[x](#l); [x](#ab); ");
  EXPECT_EQ(Completed("[x][|]\n\n[one]: https://a.example\n"), "[x][one]; ");
  EXPECT_EQ(Completed("x[^|]\n\n[^n]: Note.\n"), "x[^n]; ");
  const std::string rules = Completed("# L\n\n<!-- awl disable toc-or|\n");
  EXPECT_NE(rules.find("<!-- awl disable toc-order; "), std::string::npos) << rules;
  EXPECT_EQ(Completed("# L\n\n## Contents\n\n- [A](#a)\n- [|\n\n## A\n\n## B b\n"),
            "- [B b](#b-b); ");
  EXPECT_EQ(Completed("# L\n\ntext |\n"), "");
}

// The words that are offered in a config at "|", as they would be written.
std::string CompletedInConfig(std::string text) {
  const std::size_t cursor = text.find('|');
  text.erase(cursor, 1);
  TestClient client;
  client.Open("/w/.awl.yaml", text, "yaml");
  const Json items =
      client.Ask("textDocument/completion", {{"textDocument", TestClient::Document("/w/.awl.yaml")},
                                             {"position", PositionAt(text, cursor)}});
  std::string out;
  for (const Json& item : items) out += item["textEdit"]["newText"].get<std::string>() + "; ";
  return out;
}

TEST(Completion, KnowsTheKeysAndValuesOfConfigs) {
  const std::string top =
      "extends: ; rules: ; lists: ; exclude: ; overrides: ; patterns: ; links: ; ";
  const std::string levels = "off; info; warning; error; ";
  EXPECT_EQ(CompletedInConfig("|"), top);
  EXPECT_EQ(CompletedInConfig("rules:\n  toc: off\n|"), top);
  EXPECT_NE(CompletedInConfig("rules:\n  toc-or|").find("toc-order: ; "), std::string::npos);
  EXPECT_NE(CompletedInConfig("rules:\n  toc-or|: off\n").find("toc-order; "), std::string::npos);
  EXPECT_EQ(CompletedInConfig("rules:\n  toc: |\n"), levels);
  EXPECT_EQ(CompletedInConfig("rules: {toc: o|"), levels);
  EXPECT_EQ(CompletedInConfig("rules:\n  heading-skip-level:\n    severity: |"), levels);
  EXPECT_NE(CompletedInConfig("rules:\n  heading-skip-level:\n    |").find("first-level: ; "),
            std::string::npos);
  EXPECT_EQ(CompletedInConfig("overrides:\n  - |"), "paths: ; sections: ; rules: ; ");
  EXPECT_EQ(CompletedInConfig("overrides:\n- paths: x\n  rules:\n    toc: |"), levels);
  EXPECT_EQ(CompletedInConfig("patterns:\n  - name: x\n    on: entry\n    where: {changed: |"),
            "true; false; ");
  EXPECT_NE(CompletedInConfig("extends: [strict, |").find("awesome-lint; "), std::string::npos);
  EXPECT_EQ(CompletedInConfig("none-such:\n  |"), "");
  const std::string own =
      CompletedInConfig("patterns:\n  - {name: own, on: entry, match: x, message: m}\nrules:\n  |");
  EXPECT_NE(own.find("own: ; "), std::string::npos) << own;
}

TEST(Commands, SortMoveRegenerateAndRepair) {
  const std::string text =
      "# L\n\n## Contents\n\n- [S](#s)\n\n## S\n\n- [c](https://c.example) - C.\n- "
      "[a](https://a.example) - A.\n- [b](https://b.example) - B.\n\n## T\n\n- "
      "[z](https://z.example) - Z.\n- [y](https://y.example) - Y.\n";
  Fixture f(text);
  const auto after = [&](const char* command, std::string_view what) -> std::string {
    f.client.messages.clear();
    const Json answer =
        f.client.Ask("workspace/executeCommand",
                     {{"command", command},
                      {"arguments", {TestClient::Uri(kList), PositionOfText(text, what)}}});
    if (answer.is_object()) return answer["error"]["message"];
    const std::vector<Json> edits = f.client.Received("workspace/applyEdit");
    if (edits.empty()) return "nothing";
    return WithEdits(text, EditsIn(edits[0]["edit"]));
  };
  EXPECT_EQ(after("awl.sortSection", "[c]"),
            Replaced(text, {{"- [c](https://c.example) - C.\n", ""},
                            {"- B.\n", "- B.\n- [c](https://c.example) - C.\n"}}));
  EXPECT_EQ(after("awl.regenerateContents", "[c]"),
            Replaced(text, {{"(#s)\n", "(#s)\n- [T](#t)\n"}}));
  EXPECT_EQ(after("awl.repairText", "[c]"), "nothing");
  EXPECT_EQ(after("awl.moveEntry", "[z]"),
            Replaced(text, {{"- [z](https://z.example) - Z.\n", ""},
                            {"- Y.\n", "- Y.\n- [z](https://z.example) - Z.\n"}}));
  EXPECT_NE(after("awl.moveEntry", "## T").find("no entry"), std::string::npos);
  EXPECT_TRUE(f.client.Ask("workspace/executeCommand", {{"command", "rm"}}).contains("error"));
}

}  // namespace
}  // namespace awl::lsp
