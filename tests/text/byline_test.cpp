#include "text/byline.h"

#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "base/strings.h"

namespace awl {
namespace {

struct Case {
  std::string_view text;
  Byline byline;
};

TEST(BylineOf, KnowsWhoMadeIt) {
  for (const auto& [text, byline] : {
           Case{"by Jane Roe", Byline::kLed},
           Case{"By Jane Roe.", Byline::kLed},
           Case{"by @jane", Byline::kLed},
           Case{"by @jane, @max and @ann", Byline::kLed},
           Case{"by Jane Roe & Max van der Moe", Byline::kLed},
           Case{"by J. R. Roe", Byline::kLed},
           Case{"by Dr. Jane Roe (Conf 2015) [33:16]", Byline::kLed},
           Case{"by University of Somewhere, Harbour", Byline::kLed},
           Case{"by Acme/Bolt", Byline::kLed},
           Case{"(2013) by Jane Roe", Byline::kLed},
           Case{"written by Jane Roe", Byline::kLed},
           Case{"by 王小明", Byline::kLed},
           Case{"от Ивана Петрова", Byline::kLed},
           Case{"Jane Roe", Byline::kNames},
           Case{"Jane Mary Roe, Max Moe and J. Lee", Byline::kNames},
       }) {
    EXPECT_EQ(BylineOf(text, false), byline) << text;
  }
}

TEST(BylineOf, LeavesDescriptions) {
  for (const std::string_view text :
       {"", "by", "by hand", "by Jane Roe: a talk", "by Jane Roe. It is long.", "Jane",
        "Reads JSON", "Written in C", "For Linux", "The Big Book", "A tool by Jane Roe",
        "from zero to hero", "Reads tables", "2015", "&", "( ( (", "on Hacker News", "王小明 李"}) {
    EXPECT_EQ(BylineOf(text, false), Byline::kNone) << text;
  }
}

TEST(BylineOf, TakesOtherPrepositionsAfterTheName) {
  EXPECT_EQ(BylineOf("on Hacker News", true), Byline::kLed);
  EXPECT_EQ(BylineOf("for Sublime Text", true), Byline::kLed);
  EXPECT_EQ(BylineOf("for those who read", true), Byline::kNone);
}

TEST(SaysMoreThanNames, IsTrueOfNoByline) {
  const std::string_view words[] = {"by",       "By",       "written", "Jane",    "van",
                                    "della",    "library",  "(fast",   "it)",     "[some",
                                    "thing]",   "someone@", "for",     "Sublime", "@someone",
                                    "library.", "&",        "<b",      "title>",  "Автор"};
  const std::size_t count = std::size(words);
  std::size_t told = 0;
  for (std::size_t i = 0; i < count * count * count; ++i) {
    const std::string text =
        Cat(words[i / count / count], " ", words[i / count % count], " ", words[i % count], " Roe");
    if (!SaysMoreThanNames(text)) continue;
    ++told;
    EXPECT_EQ(BylineOf(text, false), Byline::kNone) << text;
    EXPECT_EQ(BylineOf(text, true), Byline::kNone) << text;
  }
  EXPECT_GT(told, 500u);
  EXPECT_TRUE(SaysMoreThanNames("A library by Jane Roe"));
  EXPECT_FALSE(SaysMoreThanNames(" written by Jane Roe"));
  EXPECT_FALSE(SaysMoreThanNames("Jane Roe (formerly a writer of books)"));
}

}  // namespace
}  // namespace awl
