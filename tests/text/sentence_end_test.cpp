#include "text/sentence_end.h"

#include <string_view>

#include <gtest/gtest.h>

namespace awl {
namespace {

TEST(FitOfStop, FitsAfterWords) {
  for (const std::string_view text : {"",
                                      "word",
                                      "Reads tables",
                                      "Made for .NET",
                                      "Written in Node.js",
                                      "Written in C",
                                      "Made in the U.S",
                                      "Reads tables (fast) and “rows”",
                                      "a) reads b) writes",
                                      "Dogs’ ‘best’ friend",
                                      "rock ’n’ roll",
                                      "Made with love :) by us",
                                      "TCP/IP",
                                      "like 192.example",
                                      "for X 9.0+",
                                      "Version 2.0",
                                      "a wrapper for git",
                                      "vitamin C",
                                      "it is 5",
                                      "Works with Python 3.7",
                                      "一个工具"}) {
    EXPECT_EQ(FitOfStop(text), StopFit::kFits) << text;
  }
}

TEST(FitOfStop, IsDoubtfulAfterWhatIsTyped) {
  for (const std::string_view text :
       {"see /search_id", "in ~/notes", "at a.example/b", "reads .env", "src/main.cpp",
        "with --all", "for 1.2.x", "for v2.0-beta", "for 3.1.4", "npm install foo",
        "“There are many reds.” – Josef Albers", "just go get a b",
        "run sudo apt install foo bar"}) {
    EXPECT_EQ(FitOfStop(text), StopFit::kDoubtful) << text;
  }
}

TEST(FitOfStop, MisfitsAfterTextThatIsCutOff) {
  for (const std::string_view text :
       {"but for code.t", "An editor. (Combines and builds upon the deprecated", "the ‘Digital Foo",
        "Reads “the tables", "Reads tables fast)", "读取（表格", "anonymous data. F", "one of the",
        "a kind of", "this and", "git clone git@forge.example:someone/forge.git",
        "see https://a.example"}) {
    EXPECT_EQ(FitOfStop(text), StopFit::kMisfits) << text;
  }
}

TEST(EndsInAbbreviation, KnowsInitialsAndWords) {
  for (const std::string_view text :
       {"J.", "by J. R.", "U.S.", "Jane Roe et al.", "Acme Inc.", "и др."}) {
    EXPECT_TRUE(EndsInAbbreviation(text)) << text;
  }
  for (const std::string_view text : {"", ".", "word.", "J", "Reads tables."}) {
    EXPECT_FALSE(EndsInAbbreviation(text)) << text;
  }
}

}  // namespace
}  // namespace awl
