#include "parse/simple_spans.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/strings.h"
#include "list/dump.h"
#include "parse/parse.h"

namespace awl {
namespace {

// "[begin,close,end)" of each span, or "md4c".
std::string SpansOf(std::string_view line, bool has_definitions = false) {
  std::vector<SimpleSpan> spans;
  if (!FindSimpleSpans(line, {0, static_cast<Offset>(line.size())}, has_definitions, spans)) {
    EXPECT_TRUE(spans.empty()) << line;
    return "md4c";
  }
  std::string out;
  for (const SimpleSpan& span : spans) {
    out += Cat("[", span.begin, ",", span.close, ",", span.end, ")");
  }
  return out;
}

TEST(SimpleSpans, AreLinksImagesAndCode) {
  EXPECT_EQ(SpansOf("text, 2 * 3 [a](b) - c"), "[12,14,18)");
  EXPECT_EQ(SpansOf("[a `]` b](c \"d\") ``e`f``"), "[0,8,16)[3,5,6)[17,22,24)");
  EXPECT_EQ(SpansOf("[![a](b) c](d)"), "[0,10,14)[1,4,8)");
  EXPECT_EQ(SpansOf("![a `b`](c)"), "[0,7,11)[4,6,7)");
  EXPECT_EQ(SpansOf("[](())(x) & ]"), "[0,1,6)");
  EXPECT_EQ(SpansOf(""), "");
}

TEST(SimpleSpans, HoldNoLinkInALink) {
  EXPECT_EQ(SpansOf("[a [b](c)](d)"), "[3,5,9)");
  EXPECT_EQ(SpansOf("![a [b](c)](d)"), "md4c");
}

TEST(SimpleSpans, AreNoReferencesWithoutDefinitions) {
  for (const char* line : {"[a]", "[a][b]", "[a](b c)", "[x] [a](b\"c\" "}) {
    EXPECT_EQ(SpansOf(line), "") << line;
    EXPECT_EQ(SpansOf(line, /*has_definitions=*/true), "md4c") << line;
  }
  EXPECT_EQ(SpansOf("[a [b](c)", true), "[3,5,9)");
}

TEST(SimpleSpans, LeaveToMd4cWhatNeedsToBeDecided) {
  for (const char* line :
       {"a\\*", "<b>", "*a*", "_a_ b", "~a~", "`a", "``a`", "[a](b`c) `", "[a](<b>)", "[![](])]()",
        "https://a.b[c](d)", "https://a.b![c](d)", "www.a.b`c`", "http:[//]a[://]b[c](d)",
        "www[].[a](b)www.[c][d](e)", "[[[[[", "x\ny"}) {
    EXPECT_EQ(SpansOf(line), "md4c") << line;
  }
}

// One whose places are not known may be better known without md4c.
void ExpectTheSame(const std::string& text) {
  const auto source = std::make_shared<const Source>("test.md", text);
  const auto by_md4c = ParseAllByMd4c(source);
  if (!by_md4c->IsExact({0, source->size()})) return;
  EXPECT_EQ(DumpJson(*Parse(source), nullptr), DumpJson(*by_md4c, nullptr)) << text;
}

// Lines of up to six pieces, made of what can stand in each other's way.
TEST(SimpleSpans, AreWhatMd4cSaysOfRandomLines) {
  const std::vector<std::string_view> pieces = {"[",
                                                "]",
                                                "(",
                                                ")",
                                                "a",
                                                "b c",
                                                "`",
                                                "``",
                                                "*",
                                                "**",
                                                "_",
                                                "!",
                                                " ",
                                                "\\",
                                                "<",
                                                ">",
                                                "~",
                                                ":",
                                                "|",
                                                "\"",
                                                "&amp;",
                                                "[a]",
                                                "](",
                                                "](b",
                                                "[a](",
                                                "[b](c)",
                                                "(d)",
                                                "\"e\"",
                                                "f_g",
                                                "^",
                                                "#",
                                                "[^1]",
                                                "[x]",
                                                "`k`",
                                                "é",
                                                "。",
                                                "https://h.i",
                                                "www.j.k",
                                                "l@m.no",
                                                "<br>",
                                                "http://",
                                                "[b](http://x_y)",
                                                "[c](p \"q\")",
                                                "w",
                                                "://"};
  std::uint64_t state = 1;
  const auto random = [&state](std::size_t below) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::size_t>(state >> 33) % below;
  };
  for (int round = 0; round < 10000; ++round) {
    std::string line;
    for (std::size_t length = random(7) + 1; length > 0; --length) {
      line += pieces[random(pieces.size())];
    }
    switch (round % 4) {
      case 0:
        ExpectTheSame(line);
        break;
      case 1:
        ExpectTheSame("- " + line + "\n\n[a]: /u\n[^1]: v\n");
        break;
      case 2:
        ExpectTheSame("| " + line + " | b |\n|--|--|\n| c | " + line + " |\n");
        break;
      default:
        ExpectTheSame("# " + line + "\n[b]: w 'x'\n");
    }
    if (HasFailure()) return;
  }
}

}  // namespace
}  // namespace awl
