#include "config/yaml.h"

#include <gtest/gtest.h>

#include <string>

#include "base/strings.h"

namespace awl {
namespace {

// The tree in one line: text, 'quoted text', ~, [a, b], {k: v}.
std::string Show(const YamlNode& node) {
  switch (node.kind) {
    case YamlNode::Kind::kNull:
      return "~";
    case YamlNode::Kind::kScalar:
      return node.quoted ? Cat("'", node.text, "'") : node.text;
    case YamlNode::Kind::kSequence:
    case YamlNode::Kind::kMap: {
      std::string out;
      for (const YamlNode& child : node.children) {
        if (!out.empty()) out += ", ";
        if (node.is_map()) out += Cat(child.key, ": ");
        out += Show(child);
      }
      return node.is_map() ? Cat("{", out, "}") : Cat("[", out, "]");
    }
  }
  return "";
}

// The tree, or the first line of the error.
std::string Read(std::string text) {
  const Source source("a.yaml", std::move(text));
  const Result<YamlNode> root = ParseYaml(source);
  if (root) return Show(*root);
  return root.error().message.substr(0, root.error().message.find('\n'));
}

// Where "HERE" of the value of `a` stands, as "line:column", told from its place in the text.
TEST(Yaml, FindsThePlaceOfATextInEveryKindOfScalar) {
  struct Case {
    const char* text;
    const char* place;
  };
  for (const Case& c : {
           Case{"a: x HERE\n", "1:6"},
           Case{"a: 'x HERE'\n", "1:7"},
           Case{"a: 'it''s HERE'\n", "1:11"},
           Case{"a: \"\\\"x\\\" HERE\"\n", "1:11"},
           Case{"a: |\n  one\n    two HERE\n", "3:9"},
           Case{"a: >-\n  one\n  two HERE\n", "3:7"},
           Case{"a: one\n  two HERE\n", "2:7"},
           Case{"a: \"one\\ntwo\\u00e9\\x41 HERE\"\n", "1:24"},
           Case{"a: \"地址 HERE\"\n", "1:8"},
       }) {
    const Source source("a.yaml", c.text);
    const Result<YamlNode> root = ParseYaml(source);
    ASSERT_TRUE(root) << c.text;
    const YamlNode& scalar = *root->Find("a");
    const Range range = RangeInScalar(source, scalar, scalar.text.find("HERE"), 4);
    const Position at = source.PositionAt(range.begin);
    EXPECT_EQ(Cat(at.line, ":", at.column), c.place) << c.text;
    EXPECT_EQ(source.Slice(range), "HERE") << c.text;
  }
}

TEST(Yaml, ReadsWhatConfigsAreMadeOf) {
  struct Case {
    const char* text;
    const char* tree;
  };
  for (const Case& c : {
           Case{"", "~"},
           Case{"# nothing\n", "~"},
           Case{"a: b\nc: [d, 'e', \"f\"]\n", "{a: b, c: [d, 'e', 'f']}"},
           Case{"a:\n  b: off\n  c: no\n", "{a: {b: off, c: no}}"},
           Case{"a:\nb: ~\n", "{a: ~, b: ~}"},
           Case{"- 1\n- 2.5\n-\n", "[1, 2.5, ~]"},
           Case{"a: |\n  x\n  y\n", "{a: 'x\ny\n'}"},
           Case{"\xEF\xBB\xBF"
                "a: b\n",
                "{a: b}"},
           Case{"a: b\r\nc: d\r\n", "{a: b, c: d}"},
           Case{"a: &x [1, 2]\nb: *x\nc: {d: *x}\n", "{a: [1, 2], b: [1, 2], c: {d: [1, 2]}}"},
           Case{"a: !!str 1\n", "{a: '1'}"},
       }) {
    EXPECT_EQ(Read(c.text), c.tree) << c.text;
  }
}

TEST(Yaml, TellsWhereItIsWrong) {
  struct Case {
    const char* text;
    const char* error;
  };
  for (const Case& c : {
           Case{"a: 1\nb: 2\na: 3\n", "a.yaml:3:1: error: \"a\" twice; the first is on line 1"},
           Case{"x: {k: 1, k: 2}\n", "a.yaml:1:11: error: \"k\" twice; the first is on line 1"},
           Case{"名: 1\n名: 2\n", "a.yaml:2:1: error: \"名\" twice; the first is on line 1"},
           Case{"一二: [名, 名: 1, {名: 1, 名: 2}]\n",
                "a.yaml:1:22: error: \"名\" twice; the first is on line 1"},
           Case{"a: &x [*x]\n", "a.yaml:1:8: error: this alias stands inside what it repeats"},
           Case{"a: *y\n", "a.yaml:1:4: error: not YAML: the referenced anchor is not defined"},
           Case{"[1, 2]: a\n", "a.yaml:1:1: error: a key must be a text"},
           Case{"a: &x 1\n*x : 2\n", "a.yaml:2:1: error: a key must be a text"},
           Case{"{: 1}\n", "a.yaml:1:2: error: a key is missing here"},
           Case{"<<: {a: 1}\n",
                "a.yaml:1:1: error: merge keys are not understood here; use \"extends\""},
           Case{"a: !custom 1\n", "a.yaml:1:4: error: tags are not understood here"},
           Case{"a: 1\n---\nb: 2\n", "a.yaml:4:1: error: more than one YAML document in this file"},
           Case{"a: [1, 2\n", "a.yaml:2:1: error: not YAML: end of sequence flow not found"},
           Case{"a:\n\tb: 1\n", "a.yaml:2:3: error: not YAML: illegal map value"},
           Case{"a: \xC3(\n", "a.yaml:1:4: error: this is not UTF-8 text"},
       }) {
    EXPECT_EQ(Read(c.text), c.error) << c.text;
  }
  EXPECT_EQ(Read(std::string("a: \0b", 5)), "a.yaml:1:4: error: this is not UTF-8 text");
}

TEST(Yaml, ShowsThePlaceOfAnError) {
  const Source source("a.yaml", "toc: 1\ntoc: 2\n");
  EXPECT_EQ(ParseYaml(source).error().message,
            "a.yaml:2:1: error: \"toc\" twice; the first is on line 1\n"
            "   2 | toc: 2\n"
            "     | ^~~\n");
}

TEST(Yaml, StopsAtDepthSizeAndManyAliases) {
  const std::string deep = std::string(200, '[') + std::string(200, ']');
  EXPECT_EQ(Read(deep), "a.yaml:1:33: error: nested more than 32 deep");
  EXPECT_EQ(Read(std::string(100'000, '[')).substr(0, 7), "a.yaml:");
  EXPECT_EQ(Read(std::string(100'000, '{')).substr(0, 7), "a.yaml:");
  std::string laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 10; ++i) {
    laughs += Cat("a", i, ": &a", i, " [");
    for (int j = 0; j < 10; ++j) laughs += Cat(j > 0 ? ", " : "", "*a", i - 1);
    laughs += "]\n";
  }
  EXPECT_EQ(Read(laughs), "a.yaml:5:25: error: more than 50000 values");
  std::string chain = "a0: &a0 [x]\n";
  for (int i = 1; i < 60; ++i) chain += Cat("a", i, ": &a", i, " [*a", i - 1, "]\n");
  EXPECT_NE(Read(chain).find("nested more than 32 deep"), std::string::npos);
  EXPECT_EQ(Read(std::string((1 << 20) + 1, ' ')), "a.yaml: error: larger than 1 MiB");
}

}  // namespace
}  // namespace awl
