#include "parse/invariants.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "parse/parse.h"
#include "parse/tree.h"

namespace awl {
namespace {

// What the fuzzer once broke something with, and the fixtures.
TEST(ParseInvariants, HoldForEveryInputOfTheTree) {
  const std::filesystem::path root = AWL_SOURCE_DIR;
  int count = 0;
  for (const char* folder : {"tests/fuzz/regressions/parse", "fixtures/rules", "fixtures/lists"}) {
    if (!std::filesystem::exists(root / folder)) continue;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string text{std::istreambuf_iterator<char>(file), {}};
      EXPECT_EQ(BrokenInvariant(*ParseText(text)), "") << entry.path();
      ++count;
    }
  }
  EXPECT_GT(count, 10);
}

TEST(ParseInvariants, HoldForEveryPrefixOfAListWithEverything) {
  const std::string text =
      "\xEF\xBB\xBF---\ntitle: x\n---\n# A `b` #\n\n> * [x] [a *b*](<c> \"d\n>   e\") ~~f~~\\\n"
      ">   ![g][h] <i@j.k> &amp; www.l.m\n>\n> [h]: /n 'o'\n\nP\n===\n\n| q | r |\n|:-:|\n| `\\|` "
      "|| s\n"
      "1)\t~~~ t\n\tu\n\t~~~\n\n[^v]: w\n\n    x[^v]\n<!-- y -->\n<p align=z>\n\n\tcode\n";
  for (const std::string_view eol : {"\n", "\r\n", "\r"}) {
    std::string with_eol;
    for (const char c : text) {
      if (c == '\n') {
        with_eol += eol;
      } else {
        with_eol += c;
      }
    }
    for (std::size_t size = 0; size <= with_eol.size(); ++size) {
      EXPECT_EQ(BrokenInvariant(*ParseText(with_eol.substr(0, size))), "") << size;
    }
  }
}

}  // namespace
}  // namespace awl
