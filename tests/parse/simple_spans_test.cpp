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

std::string_view NameOf(InlineSpan span) {
  switch (span) {
    case InlineSpan::kEmphasis:
      return "em";
    case InlineSpan::kStrong:
      return "strong";
    case InlineSpan::kDelete:
      return "del";
    case InlineSpan::kCode:
      return "code";
    case InlineSpan::kLink:
      return "link";
    default:
      return "image";
  }
}

// The events as "'text' link{'text'}", or "md4c".
std::string SpansOf(std::string_view line, bool has_definitions = false) {
  InlineEvents events;
  if (!FindSimpleSpans(line, {0, static_cast<Offset>(line.size())}, has_definitions, events)) {
    EXPECT_TRUE(events.empty()) << line;
    return "md4c";
  }
  std::string out;
  for (const InlineEvent& event : events) {
    const bool after_text = out.ends_with('\'');
    if (event.type == InlineEvent::Type::kLeave) {
      out += "}";
      continue;
    }
    if (event.type == InlineEvent::Type::kText && after_text) {
      out.pop_back();
    } else if (!out.empty() && !out.ends_with('{')) {
      out += " ";
    }
    if (event.type == InlineEvent::Type::kEnter) {
      out += Cat(NameOf(event.span), "{");
    } else {
      out += Cat(after_text ? "" : "'", line.substr(event.offset, event.size), "'");
    }
  }
  return out;
}

TEST(SimpleSpans, AreLinksImagesAndCode) {
  EXPECT_EQ(SpansOf("text, 2 * 3 [a](b) - c"), "'text, 2 * 3 ' link{'a'} ' - c'");
  EXPECT_EQ(SpansOf("[a `]` b](c \"d\") ``e`f``"), "link{'a ' code{} ' b'} ' ' code{}");
  EXPECT_EQ(SpansOf("[![a](b) c](d)"), "link{image{'a'} ' c'}");
  EXPECT_EQ(SpansOf("![a `b`](c)"), "image{'a ' code{}}");
  EXPECT_EQ(SpansOf("[](())(x) & ]"), "link{} '(x) & ]'");
  EXPECT_EQ(SpansOf(""), "");
}

TEST(SimpleSpans, HoldNoLinkInALink) {
  EXPECT_EQ(SpansOf("[a [b](c)](d)"), "'[a ' link{'b'} '](d)'");
  EXPECT_EQ(SpansOf("![a [b](c)](d)"), "md4c");
}

TEST(SimpleSpans, AreNoReferencesWithoutDefinitions) {
  for (const char* line : {"[a]", "[a][b]", "[a](b c)", "[x] [a](b\"c\""}) {
    EXPECT_EQ(SpansOf(line), Cat("'", line, "'"));
    EXPECT_EQ(SpansOf(line, /*has_definitions=*/true), "md4c") << line;
  }
  EXPECT_EQ(SpansOf("[a [b](c)", true), "'[a ' link{'b'}");
}

TEST(SimpleSpans, AreEmphasisBetweenRunsThatCanDoOneThingOnly) {
  EXPECT_EQ(SpansOf("**a** b"), "strong{'a'} ' b'");
  EXPECT_EQ(SpansOf("*[a](b)* and __c__"), "em{link{'a'}} ' and ' strong{'c'}");
  EXPECT_EQ(SpansOf("**[a](b) *c* d**"), "strong{link{'a'} ' ' em{'c'} ' d'}");
  EXPECT_EQ(SpansOf("[**a**](b)"), "link{strong{'a'}}");
  EXPECT_EQ(SpansOf("(*a*) _\"b\"_"), "'(' em{'a'} ') ' em{'\"b\"'}");
  EXPECT_EQ(SpansOf("**é** b"), "strong{'é'} ' b'");
  EXPECT_EQ(SpansOf("*a _b* c"), "em{'a _b'} ' c'");
}

TEST(SimpleSpans, AreNoEmphasisWhereNothingOpensOrCloses) {
  for (const char* line : {"2 * 3 * 4", "a_b_c d_e", "a* b*", "*a *b", "**a", "*a _b", "a*b"}) {
    EXPECT_EQ(SpansOf(line), Cat("'", line, "'"));
  }
  EXPECT_EQ(SpansOf("[a *b](c) d*"), "link{'a *b'} ' d*'");
}

TEST(SimpleSpans, LeaveToMd4cWhatNeedsToBeDecided) {
  for (const char* line : {"a\\*",
                           "<b>",
                           "*a**",
                           "**a*",
                           "***a***",
                           "a*b*c",
                           "*a*b",
                           "*a [b* c](d)",
                           "*a [b* c",
                           "*。*",
                           "~a~ ~",
                           "`a",
                           "``a`",
                           "[a](b`c) `",
                           "[a](<b>)",
                           "[![](])]()",
                           "https://a.b[c](d)",
                           "https://a.b![c](d)",
                           "https://a.b/(*c*",
                           "*https://a.b*",
                           "_www.a.b_",
                           "www.a.b`c`",
                           "http:[//]a[://]b[c](d)",
                           "www[].[a](b)www.[c][d](e)",
                           "[[[[[",
                           "x\ny"}) {
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
                                                " *",
                                                "* ",
                                                " **",
                                                "** ",
                                                "_ ",
                                                " _",
                                                "*a*",
                                                "**b**",
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
