#include <gtest/gtest.h>

#include "cli/choices.h"
#include "cli/yaml_text.h"

namespace awl {
namespace {

TEST(YamlText, QuotesWhatYamlWouldTakeForSomethingElse) {
  for (const char* text : {"plain", "two words", "docs/a.md", "a-b_c"}) {
    EXPECT_EQ(YamlText(text), text);
  }
  EXPECT_EQ(YamlText("off"), "\"off\"");
  EXPECT_EQ(YamlText("No"), "\"No\"");
  EXPECT_EQ(YamlText("-"), "\"-\"");
  EXPECT_EQ(YamlText("1"), "\"1\"");
  EXPECT_EQ(YamlText(""), "\"\"");
  EXPECT_EQ(YamlText("a: b"), "\"a: b\"");
  EXPECT_EQ(YamlText("*.md"), "\"*.md\"");
  EXPECT_EQ(YamlText("a "), "\"a \"");
  EXPECT_EQ(YamlText("目录"), "\"目录\"");
  EXPECT_EQ(YamlList({"a", "!b"}), "[a, \"!b\"]");
}

TEST(ShellQuoted, IsReadBackByAShell) {
  EXPECT_EQ(ShellQuoted("docs/a.md"), "docs/a.md");
  EXPECT_EQ(ShellQuoted("my list.md"), "'my list.md'");
  EXPECT_EQ(ShellQuoted("it's"), "'it'\\''s'");
  EXPECT_EQ(ShellQuoted("$(x)"), "'$(x)'");
  EXPECT_EQ(ShellQuoted(""), "''");
}

}  // namespace
}  // namespace awl
