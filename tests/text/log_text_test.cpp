#include "text/log_text.h"

#include <gtest/gtest.h>

#include <string>

namespace awl {
namespace {

TEST(LogText, GivesATerminalNoOrders) {
  EXPECT_EQ(LogText("a\tb\nc\r\nd\n"), "a\tb\nc\r\nd\n");
  EXPECT_EQ(LogText("\x1B[31m\x07 \xC2\x9B"
                    "1m\x7F"),
            "\uFFFD[31m\uFFFD \uFFFD1m\uFFFD");
  EXPECT_EQ(LogText("a\rb"), "a\uFFFDb");
  EXPECT_EQ(LogText("\u202Eabc\u2066\u200F\u2028"), "\uFFFDabc\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(LogText("\xFF\xC3("), "\uFFFD\uFFFD(");
  EXPECT_EQ(LogText("日本 é"), "日本 é");
}

TEST(LogText, GivesARunnerNoOrders) {
  struct Case {
    const char* text;
    const char* safe;
  };
  for (const auto& [text, safe] : {
           Case{"::error::x", "\uFFFD:error::x"},
           Case{"a\n \t::error::x\n", "a\n \t\uFFFD:error::x\n"},
           Case{"\u00A0::add-mask::x", "\u00A0\uFFFD:add-mask::x"},
           Case{":\u200B:error::x", "\uFFFD\u200B:error::x"},
           Case{"a ::error::", "a ::error::"},
           Case{"readme.md:1:2: x", "readme.md:1:2: x"},
           Case{":x:", ":x:"},
           Case{"a ##[error]b", "a #\uFFFD[error]b"},
           Case{"###[group]", "##\uFFFD[group]"},
           Case{"##\u200B[error]", "#\uFFFD\u200B[error]"},
           Case{"##vso[task.setvariable]", "#\uFFFDvso[task.setvariable]"},
           Case{"## [a](b)", "## [a](b)"},
           Case{"##", "##"},
           Case{"::", "\uFFFD:"},
       }) {
    EXPECT_EQ(LogText(text), safe) << text;
  }
}

TEST(LogText, LeavesAloneWhatStandsBefore) {
  std::string text = "::warning file=a::b\n::c";
  DisarmCommands(&text, 20);
  EXPECT_EQ(text, "::warning file=a::b\n\uFFFD:c");
}

}  // namespace
}  // namespace awl
