#include "engine/structure_check.h"

#include <gtest/gtest.h>

#include <cctype>
#include <memory>
#include <string>
#include <vector>

#include "parse/parse.h"

namespace awl {
namespace {

// One edit that leads from `before` to `after`, as small as it can be, with `effect`; what the
// check says, or "".
std::string Check(const std::string& before, const std::string& after, Effect effect,
                  bool restores = false) {
  std::size_t front = 0;
  while (front < before.size() && front < after.size() && before[front] == after[front]) ++front;
  std::size_t back = 0;
  while (back < before.size() - front && back < after.size() - front &&
         before[before.size() - back - 1] == after[after.size() - back - 1]) {
    ++back;
  }
  const auto begin = static_cast<Offset>(front);
  const DeclaredEdit edit{.before = {begin, static_cast<Offset>(before.size() - back)},
                          .after = {begin, static_cast<Offset>(after.size() - back)},
                          .effect = effect,
                          .restores = restores};
  const auto old_doc = Parse(std::make_shared<const Source>("", before));
  const auto new_doc = Parse(std::make_shared<const Source>("", after));
  const std::vector<DeclaredEdit> edits = {edit};
  const auto change = FindUndeclaredChange(*old_doc, *new_doc, edits);
  return change ? change->what : "";
}

// The least effect that allows the change; "none" if even structure does not.
std::string Needs(const std::string& before, const std::string& after) {
  constexpr const char* kNames[] = {"layout", "text", "destination", "structure"};
  for (int effect = 0; effect < 4; ++effect) {
    if (Check(before, after, static_cast<Effect>(effect)).empty()) return kNames[effect];
  }
  return "none";
}

struct Row {
  const char* before;
  const char* after;
  const char* needs;
};

TEST(StructureCheck, KnowsTheLeastEffectThatAllowsAChange) {
  const Row rows[] = {
      // What Markdown drops.
      {"a\n", "a", "layout"},
      {"a  b\n", "a b\n", "layout"},
      {"a\nb\n", "a b\n", "layout"},
      {"a\n\n\nb\n", "a\n\nb\n", "layout"},
      {"* a\n", "- a\n", "layout"},
      {"-   a\n", "- a\n", "layout"},
      {"# a #\n", "# a\n", "layout"},
      {"a\n===\n", "# a\n", "layout"},
      {"*a*\n", "_a_\n", "layout"},
      {"1. a\n1. b\n", "1. a\n2. b\n", "layout"},
      {"~~~\na\n~~~\n", "```\na\n```\n", "layout"},
      {"> a\nb\n", "> a\n> b\n", "layout"},
      {"a | b\n--|--\nc | d\n", "| a | b |\n|--|--|\n| c | d |\n", "layout"},
      {"| a | b |\n|--|--|\n| c |\n", "| a | b |\n|--|--|\n| c | |\n", "layout"},
      {"[a](<u>)\n", "[a](u)\n", "layout"},
      {"[a](u \"t\")\n", "[a](u 't')\n", "layout"},
      {"https://a.b/c\n", "<https://a.b/c>\n", "layout"},
      {"a \\! b\n", "a ! b\n", "layout"},
      {"<a id=x></a>\n", "<a id=\"x\"></a>\n", "layout"},
      {"a <!-- c --> b\n", "a b\n", "layout"},
      {"- [X] a\n", "- [x] a\n", "layout"},
      {"---\na: b\rc: d\r\n---\n", "---\na: b\nc: d\n---\n", "layout"},
      {"---\na: b\nc: d\n---\n", "---\na: b\nc: e\n---\n", "text"},
      // Words.
      {"a b\n", "a c\n", "text"},
      {"a b\n", "ab\n", "text"},
      {"- [a](u) - b\n", "- [a](u) - b.\n", "text"},
      {"a\n b\n", "a\n [b](u)\n", "structure"},
      {"> a\n> b\n", "> a\n> [b](u)\n", "structure"},
      {"[a ](u): b\n", "[a ](u) - b\n", "text"},
      {"[a ](u) b\n", "[a](u) b\n", "layout"},
      {"[a ](u)b\n", "[a](u)b\n", "text"},
      {"`a`\n", "`b`\n", "text"},
      {"```\na\n```\n", "```\na \n```\n", "text"},
      {"![a](u)\n", "![b](u)\n", "text"},
      {"![a ![b](u)](v)\n", "![a \\![b](u)](v)\n", "text"},
      {"<!-- b -->\n", "<!-- b --\n", "structure"},
      {"- a\n- b\n* c\n", "- a\n* c\n", "structure"},
      {"- a\n- b\n* c\n* d\n", "- a\n- b\n- c\n* d\n", "structure"},
      {"[a](u 't')\n", "[a](u 's')\n", "text"},
      // Destinations.
      {"[a](u)\n", "[a](v)\n", "destination"},
      {"[a][k]\n\n[k]: u\n", "[a][k]\n\n[k]: v\n", "destination"},
      {"<a href=\"u\">x</a>\n", "<a href=\"v\">x</a>\n", "destination"},
      {"<https://a.b>\n", "<https://a.c>\n", "destination"},
      // Structure.
      {"## a\n", "### a\n", "structure"},
      {"a\n", "- a\n", "structure"},
      {"-a\n", "- a\n", "structure"},
      {"- a\n\n- b\n", "- a\n- b\n", "structure"},
      {"- a\n* b\n", "- a\n- b\n", "structure"},
      {"* a\n  - x\n  - y\n\n- b\n- c\n", "- a\n  - x\n  - y\n\n- b\n- c\n", "structure"},
      {"2. a\n", "1. a\n", "structure"},
      {"- a\n- b\n- c\n", "- a\n- c\n", "structure"},
      {"a  \nb\n", "a\nb\n", "structure"},
      {"*a*\n", "a\n", "structure"},
      {"* a*\n\nx\n", "*a*\n\nx\n", "structure"},
      {"[a](u)\n", "a\n", "structure"},
      {"(a)[u]\n", "[a](u)\n", "structure"},
      {"- [ ] a\n", "- [x] a\n", "structure"},
      {"|a|\n|--|\n", "|a|\n|:-|\n", "structure"},
      {"> [!NOTE]\n> a\n", "> [!TIP]\n> a\n", "structure"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(Needs(row.before, row.after), row.needs) << row.before << "to\n" << row.after;
  }
}

TEST(StructureCheck, RefusesAChangeFarFromTheEdit) {
  // The edit opens a fence that swallows the rest.
  EXPECT_NE(Check("a\n\nb\n\nc\n", "a\n\n```\nb\n\nc\n", Effect::kText), "");
  EXPECT_NE(Check("a\n\nb\n\nc\n", "a\n\n```\nb\n\nc\n", Effect::kStructure), "");
  // An unclosed comment hides what follows.
  EXPECT_NE(Check("a\n\nb\n\nc\n", "a\n\n<!--\nb\n\nc\n", Effect::kStructure), "");
  // A new definition turns text elsewhere into a link.
  EXPECT_NE(Check("[k] a\n\nx\n", "[k] a\n\nx\n\n[k]: u\n", Effect::kText), "");
}

// Full-width punctuation beside `**`, `_` and `~~` decides whether they are marks.
TEST(StructureCheck, LetsEmphasisComeAndGoWithRestoredText) {
  const std::pair<const char*, const char*> rows[] = {
      {"\u00e6x~~`c`~~ b\n", "\u5b57\uff1a~~`c`~~ b\n"},
      {"a **b\u00ef\u00bc**c\n", "a **b\uff1a**c\n"},
      {"a\u00ef\u00bc*b*\n", "a\uff1a*b*\n"},
      {"a **b\nc\u00ef\u00bc**d e\n", "a **b\nc\uff1a**d e\n"},  // opened a line before
      {"| a\u00ef\u00bc~~b~~ | c |\n|--|--|\n", "| a\uff1a~~b~~ | c |\n|--|--|\n"},
  };
  for (const auto& [before, after] : rows) {
    EXPECT_EQ(Check(before, after, Effect::kStructure, true), "") << before << "to\n" << after;
  }
  // Nothing else comes or goes with it.
  const std::string before = "\u00e9 a\nb *c* d\n";
  for (const char* after : {"\u5b57 a\nb c d\n", "\u5b57 a\nb *c d\n", "\u5b57 a\nb *c* e\n",
                            "\u5b57 a\nb *c * d\n", "\u5b57 a\nb _c_ d\n"}) {
    const auto old_doc = Parse(std::make_shared<const Source>("", before));
    const auto new_doc = Parse(std::make_shared<const Source>("", after));
    const std::vector<DeclaredEdit> edits = {
        {.before = {0, 2}, .after = {0, 3}, .effect = Effect::kStructure, .restores = true}};
    EXPECT_TRUE(FindUndeclaredChange(*old_doc, *new_doc, edits)) << after;
  }
}

TEST(StructureCheck, SaysWhatWouldChange) {
  EXPECT_EQ(Check("[a](u)\n", "[a](v)\n", Effect::kText), "the destination 'u' would change");
  EXPECT_EQ(Check("one two\n", "one too\n", Effect::kLayout), "the word 'two' would change");
  EXPECT_EQ(Check("a\n", "a\n\n# b\n", Effect::kLayout), "the structure would be new");
}

// ---- fixes broken on purpose
// ---------------------------------------------------------------------

constexpr const char* kEverything =
    "# Title of *it*\n"
    "\n"
    "Intro with `code`, **strong**, ~~old~~ and [link](https://one.example/a \"tip\").\n"
    "Next line ends hard  \nhere, <https://two.example> and https://three.example/b too.\n"
    "\n"
    "## Section\n"
    "\n"
    "- [name](https://four.example/c) - Text.\n"
    "  - nested ![alt](image.png)\n"
    "- [x] done [ref][key]\n"
    "\n"
    "1. one\n"
    "2. two\n"
    "\n"
    "> quote\n"
    "> goes on\n"
    "\n"
    "| head | b |\n|:-----|---|\n| cell | d |\n"
    "\n"
    "```sh\nrun this\n```\n"
    "\n"
    "<p align=\"center\"><a href=\"https://five.example\">html</a></p>\n"
    "\n"
    "[key]: https://six.example \"def\"\n"
    "\n"
    "The end\n";

// What the check says when `text` becomes `broken` and the fix that ran says that it may do
// anything, but only at the very end.
std::string CheckElsewhere(const std::string& text, const std::string& broken) {
  const auto old_doc = Parse(std::make_shared<const Source>("", text));
  const auto new_doc = Parse(std::make_shared<const Source>("", broken));
  const auto old_end = static_cast<Offset>(text.size());
  const auto new_end = static_cast<Offset>(broken.size());
  const std::vector<DeclaredEdit> edits = {
      {.before = {old_end, old_end}, .after = {new_end, new_end}, .effect = Effect::kStructure}};
  const auto change = FindUndeclaredChange(*old_doc, *new_doc, edits);
  return change ? change->what : "";
}

TEST(StructureCheck, RefusesEveryLostLetter) {
  const std::string text = kEverything;
  const std::size_t last_line = text.find("The end");
  int refused = 0;
  for (std::size_t at = 0; at < last_line; ++at) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (std::isalpha(c) == 0) continue;
    std::string broken = text;
    broken.erase(at, 1);
    EXPECT_NE(CheckElsewhere(text, broken), "") << "without " << text[at] << " at " << at;
    ++refused;
  }
  EXPECT_GT(refused, 250);
}

TEST(StructureCheck, RefusesSwappedAndLostLinks) {
  const std::string text = kEverything;
  const std::string names[] = {"one", "two", "three", "four", "five", "six"};
  for (const std::string& a : names) {
    for (const std::string& b : names) {
      if (a >= b) continue;
      std::string broken = text;
      const std::size_t at_a = broken.find(a + ".example");
      broken.replace(at_a, a.size(), "\x01");
      const std::size_t at_b = broken.find(b + ".example");
      broken.replace(at_b, b.size(), a);
      broken.replace(broken.find('\x01'), 1, b);
      EXPECT_NE(CheckElsewhere(text, broken), "") << a << " and " << b;
    }
  }
  for (const char* part :
       {"](https://one.example/a \"tip\")", "![", "- [name]", "**", "`", "> ", "```sh\n", "  \n",
        "| d ", "<a href=\"https://five.example\">", "[key]: ", "## ", "~~", "[x] ", "1. one\n"}) {
    std::string broken = text;
    broken.erase(broken.find(part), std::string(part).size());
    EXPECT_NE(CheckElsewhere(text, broken), "") << "without " << part;
  }
}

TEST(StructureCheck, TellsAHeadingTheSameInBothForms) {
  // Both headings, and the item below, which a fix of another rule changes in the same pass.
  const auto old_doc = Parse(std::make_shared<const Source>("", "A\n===\n\n* b\n"));
  const auto new_doc = Parse(std::make_shared<const Source>("", "# A\n\n* c\n"));
  const std::vector<DeclaredEdit> edits = {
      {.before = {0, 0}, .after = {0, 2}, .effect = Effect::kLayout},
      {.before = {1, 5}, .after = {3, 3}, .effect = Effect::kLayout},
      {.before = {9, 10}, .after = {7, 8}, .effect = Effect::kStructure}};
  const auto change = FindUndeclaredChange(*old_doc, *new_doc, edits);
  EXPECT_FALSE(change.has_value()) << change->what;
}

TEST(StructureCheck, TellsAHeadingTheSameBelowAnotherChange) {
  const auto old_doc = Parse(std::make_shared<const Source>("", "* b\n\nA\n---\n"));
  const auto new_doc = Parse(std::make_shared<const Source>("", "* b\n* c\n\n## A\n"));
  const std::vector<DeclaredEdit> edits = {
      {.before = {3, 3}, .after = {3, 7}, .effect = Effect::kStructure},
      {.before = {5, 5}, .after = {9, 12}, .effect = Effect::kLayout},
      {.before = {6, 10}, .after = {13, 13}, .effect = Effect::kLayout}};
  const auto change = FindUndeclaredChange(*old_doc, *new_doc, edits);
  EXPECT_FALSE(change.has_value()) << change->what;
}

// What the check says of one edit that replaces `from` by `to`, or "".
std::string CheckEdit(const std::string& text, const std::string& from, const std::string& to,
                      Effect effect) {
  const auto begin = static_cast<Offset>(text.find(from));
  const auto old_doc = Parse(std::make_shared<const Source>("", text));
  std::string fixed = text;
  fixed.replace(begin, from.size(), to);
  const auto new_doc = Parse(std::make_shared<const Source>("", fixed));
  const std::vector<DeclaredEdit> edits = {
      {.before = {begin, begin + static_cast<Offset>(from.size())},
       .after = {begin, begin + static_cast<Offset>(to.size())},
       .effect = effect}};
  const auto change = FindUndeclaredChange(*old_doc, *new_doc, edits);
  return change ? change->what : "";
}

TEST(StructureCheck, KeepsWhatAReferenceLeadsTo) {
  const std::string twice = "See [a].\n\n[a]: /one\n[a]: /two\n";
  EXPECT_EQ(CheckEdit(twice, "[a]: /one\n", "", Effect::kStructure),
            "what 'a' leads to would change");
  EXPECT_EQ(CheckEdit(twice, "[a]: /two\n", "", Effect::kStructure), "");
  EXPECT_EQ(CheckEdit("See [b].\n\n[a]: /one\n[a]: /two\n", "[a]: /one\n", "", Effect::kStructure),
            "")
      << "nothing refers to it";
  EXPECT_EQ(CheckEdit(twice, "/one", "/three", Effect::kDestination), "");
}

TEST(StructureCheck, KeepsADefinitionThatALeafOfUnknownInlinesMayUse) {
  const std::string text = "See [docs][d]\n        ```\n        code\n        ```\n\n[d]: /x\n";
  EXPECT_EQ(CheckEdit(text, "\n[d]: /x\n", "\n", Effect::kStructure),
            "a definition that may be in use would be gone");
  EXPECT_EQ(CheckEdit("> See [the\n> docs]\n>         ```\n\n[the docs]: /x\n",
                      "\n[the docs]: /x\n", "\n", Effect::kStructure),
            "a definition that may be in use would be gone");
  EXPECT_EQ(CheckEdit("A\n        ```\n\n[d]: /x\n", "\n[d]: /x\n", "\n", Effect::kStructure), "");
}

TEST(StructureCheck, SeesWhiteSpaceInPreformattedText) {
  EXPECT_EQ(CheckEdit("a <pre>x   y</pre> b\n", "x   y", "x y", Effect::kLayout),
            "a space would change");
  EXPECT_EQ(CheckEdit("a <b>x   y</b> b\n", "x   y", "x y", Effect::kLayout), "");
  EXPECT_EQ(CheckEdit("a <pre>x</pre> b   c\n", "b   c", "b c", Effect::kLayout), "");
}

TEST(StructureCheck, TellsIndentedCodeTheSameBetweenFences) {
  const std::string text = "## A\n\n    code\n";
  const std::string fixed = "# A\n\n```\ncode\n```\n";
  const auto old_doc = Parse(std::make_shared<const Source>("", text));
  const auto new_doc = Parse(std::make_shared<const Source>("", fixed));
  const std::vector<DeclaredEdit> edits = {
      {.before = {0, 1}, .after = {0, 0}, .effect = Effect::kStructure},
      {.before = {6, 10}, .after = {5, 9}, .effect = Effect::kLayout},
      {.before = {14, 14}, .after = {13, 17}, .effect = Effect::kLayout}};
  const auto change = FindUndeclaredChange(*old_doc, *new_doc, edits);
  EXPECT_FALSE(change.has_value()) << change->what;
}

TEST(StructureCheck, TellsALinkTheSameBetweenTwoEdits) {
  const auto old_doc =
      Parse(std::make_shared<const Source>("", "- [a](u)\n\n#### B\n\n- [c](v)\n\n##### D\n"));
  const auto new_doc =
      Parse(std::make_shared<const Source>("", "- [a](u).\n\n## B\n\n- [c](v).\n\n### D\n"));
  const std::vector<DeclaredEdit> edits = {
      {.before = {8, 8}, .after = {8, 9}, .effect = Effect::kText},
      {.before = {10, 14}, .after = {11, 13}, .effect = Effect::kStructure},
      {.before = {26, 26}, .after = {25, 26}, .effect = Effect::kText},
      {.before = {28, 33}, .after = {28, 31}, .effect = Effect::kStructure}};
  const auto change = FindUndeclaredChange(*old_doc, *new_doc, edits);
  EXPECT_FALSE(change.has_value()) << change->what;
}

TEST(StructureCheck, TellsABareUrlTheSameBetweenTwoEdits) {
  const auto old_doc = Parse(std::make_shared<const Source>("", "- https://a.b\n\n**B**\n\n- c\n"));
  const auto new_doc = Parse(std::make_shared<const Source>("", "- <https://a.b>\n\n# B\n\n- c\n"));
  const std::vector<DeclaredEdit> edits = {
      {.before = {2, 2}, .after = {2, 3}, .effect = Effect::kLayout},
      {.before = {13, 13}, .after = {14, 15}, .effect = Effect::kLayout},
      {.before = {15, 17}, .after = {17, 19}, .effect = Effect::kStructure},
      {.before = {18, 20}, .after = {20, 20}, .effect = Effect::kStructure}};
  const auto change = FindUndeclaredChange(*old_doc, *new_doc, edits);
  EXPECT_FALSE(change.has_value()) << change->what;
}

// The line of the marker is two lines before.
TEST(StructureCheck, TellsAHeadingTheSameBelowLinesThatAreJoined) {
  const auto old_doc = Parse(std::make_shared<const Source>("", "* a\n\n+ b\nc\n# D\n"));
  const auto new_doc = Parse(std::make_shared<const Source>("", "* a\n\n* b c\n# D\n"));
  const std::vector<DeclaredEdit> edits = {
      {.before = {5, 6}, .after = {5, 6}, .effect = Effect::kStructure},
      {.before = {8, 9}, .after = {8, 9}, .effect = Effect::kText}};
  const auto change = FindUndeclaredChange(*old_doc, *new_doc, edits);
  EXPECT_FALSE(change.has_value()) << change->what;
}

TEST(StructureCheck, SaysNoRawControlCharacters) {
  EXPECT_EQ(CheckEdit("\x1b[2Jb\n", "b", "c", Effect::kLayout),
            "the word '\xEF\xBF\xBD[2Jb' would change");
}

TEST(StructureCheck, AllowsIdentity) { EXPECT_EQ(CheckElsewhere(kEverything, kEverything), ""); }

// The first `size` bytes from `from` go to `to` as a move; what the check says, or "".
std::string CheckMove(const std::string& before, const std::string& after, Range from, Offset to) {
  const std::vector<DeclaredEdit> edits = {{.before = from,
                                            .after = {from.begin, from.begin},
                                            .effect = Effect::kStructure,
                                            .moves = true},
                                           {.before = {to, to},
                                            .after = {to - from.size(), to},
                                            .effect = Effect::kStructure,
                                            .moves = true}};
  const auto old_doc = Parse(std::make_shared<const Source>("", before));
  const auto new_doc = Parse(std::make_shared<const Source>("", after));
  const auto change = FindUndeclaredChange(*old_doc, *new_doc, edits);
  return change ? change->what : "";
}

TEST(StructureCheck, AllowsMovesToChangeNothingButTheOrder) {
  EXPECT_EQ(CheckMove("- b\n- c\n- a\n", "- c\n- b\n- a\n", {0, 4}, 8), "");
  // A word lost on the way, a link changed, an item that goes below another.
  EXPECT_EQ(CheckMove("- b x\n- c\n- a\n", "- c\n- b y\n- a\n", {0, 6}, 10),
            "what moves would change");
  EXPECT_EQ(CheckMove("- [b](x)\n- c\n", "- c\n- [b](y)\n", {0, 9}, 13), "what moves would change");
  EXPECT_NE(CheckMove("- b\n\n- c\n- a\n", "- c\n\n  b\n- a\n", {0, 4}, 9), "");
}

}  // namespace
}  // namespace awl
