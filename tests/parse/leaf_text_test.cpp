#include "parse/leaf_text.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "base/strings.h"
#include "parse/tree.h"

namespace awl {
namespace {

// A cell is a leaf whatever it begins with, so md4c must not see what its begin means elsewhere.
TEST(LeafText, IsInlinesHoweverALeafBegins) {
  for (const std::string_view begin : {"# ", "- ",    "+ ",       "1. ",    "1) ",  "> ",   "* ",
                                       "= ", "=== ",  "--- ",     "*** ",   "___ ", "``` ", "~~~ ",
                                       ": ", "[a]: ", "[a]: /b ", "[^a]: ", "[x] ", "(",    "\"",
                                       "!",  "é",     "x",        "- [ ] "}) {
    // Of two tildes GitHub strikes nothing through here, but md4c has to be asked.
    EXPECT_EQ(
        Tree(Cat("|", begin, "*a* ~ ~|\n|-|\n")),
        Cat("table{tableRow{tableCell{text\"", begin, "\" emphasis{text\"a\"} text\" ~ ~\"}}}"));
  }
}

TEST(LeafText, KeepsTheLinesOfALeafTogether) {
  // The second lines cannot interrupt a paragraph where they stand, but could in one of their own.
  EXPECT_EQ(Tree("*a*\n    # b"), "paragraph{emphasis{text\"a\"} text\"\\n    # b\"}");
  EXPECT_EQ(Tree("*a*\n2. b"), "paragraph{emphasis{text\"a\"} text\"\\n2. b\"}");
  EXPECT_EQ(Tree("*a*\n[b]: c"), "paragraph{emphasis{text\"a\"} text\"\\n[b]: c\"}");
}

}  // namespace
}  // namespace awl
