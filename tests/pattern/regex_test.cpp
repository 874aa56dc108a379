#include "pattern/regex.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/strings.h"

namespace awl {
namespace {

TEST(Regex, SaysWhatIsWrongAndWhere) {
  struct Case {
    const char* expression;
    const char* message;
    std::size_t begin;
    std::size_t end;
  };
  for (const Case& c : {
           Case{"", "an empty expression matches everywhere", 0, 0},
           Case{"a\\1", "an expression cannot refer to its own groups: \"\\1\"", 1, 3},
           Case{"a\\y", "unknown escape: \"\\y\"", 1, 3},
           Case{"a[[:foo:]]", "unknown character class: \"[:foo:]\"", 2, 9},
           Case{"[z-a]", "a range of characters the wrong way round: \"z-a\"", 1, 4},
           Case{"x[a-", "a \"]\" is missing: \"[a-\"", 1, 4},
           Case{"x(a", "a \")\" is missing: \"x(a\"", 0, 3},
           Case{"xa)", "a \")\" too many: \"xa)\"", 0, 3},
           Case{"a\\", "a backslash at the end", 0, 2},
           Case{"|*", "nothing to repeat: \"*\"", 1, 2},
           Case{"a{1001}", "repeated too often, more than 1000 times in all: \"{1001}\"", 1, 7},
           Case{"a**", "repeated twice: \"**\"", 1, 3},
           Case{"x(?<=a)",
                "an expression cannot look around: \"(?<=\"; say it in two, with "
                "\"match\" and \"not_match\" or \"all\"",
                1, 4},
           Case{"x(?!a)",
                "an expression cannot look around: \"(?!\"; say it in two, with "
                "\"match\" and \"not_match\" or \"all\"",
                1, 4},
           Case{"(?P<a>x)(?P<a>y)", "two groups of the name \"a\"", 12, 13},
           Case{"(?P<a b>x)", "no name of a group: \"(?P<a b>\"", 0, 8},
           Case{"x(?<n>a)", "unknown group: \"(?<\"; one with a name is written \"(?P<name>…)\"", 1,
                4},
           Case{"(((((((((((((\\pL{1000})))))))))))))", "too large an expression", 0, 35},
           Case{"()()()()()()()()()()",
                "more than 9 groups; write those that capture nothing as (?:…)", 0, 20},
       }) {
    const Regex regex{std::string_view(c.expression)};
    ASSERT_NE(regex.error(), nullptr) << c.expression;
    EXPECT_EQ(regex.error()->message, c.message) << c.expression;
    EXPECT_EQ(regex.error()->begin, c.begin) << c.expression;
    EXPECT_EQ(regex.error()->end, c.end) << c.expression;
  }
  EXPECT_EQ(Regex(std::string(2'001, 'a')).error()->message,
            "an expression of more than 2000 bytes");
}

TEST(Regex, FindsTheLeftmostMatchWithItsGroups) {
  const Regex regex("(?P<word>b+)(x)?");
  ASSERT_EQ(regex.error(), nullptr);
  EXPECT_EQ(regex.group_names(), (std::vector<std::string>{"word", ""}));
  std::array<std::string_view, 3> groups;
  const std::string text = "abb bbx";
  ASSERT_TRUE(regex.Find(text, 0, groups));
  EXPECT_EQ(groups[0], "bb");
  EXPECT_EQ(groups[0].data(), text.data() + 1);
  EXPECT_EQ(groups[2].data(), nullptr);
  ASSERT_TRUE(regex.Find(text, 3, groups));
  EXPECT_EQ(groups[2], "x");
  EXPECT_FALSE(regex.Find(text, 7, groups));
}

TEST(RegexSet, FindsWhatEachFindsAlone) {
  // Large enough that they do not fit into one set.
  std::vector<std::string> texts;
  for (int i = 0; i < 40; ++i)
    texts.push_back(Cat("(?i)(\\pL{20,60}|\\pN{3})", i, "(\\w{1,40}\\.)*z"));
  texts.push_back("12");
  std::vector<Regex> regexes;
  for (const std::string& text : texts) {
    ASSERT_EQ(regexes.emplace_back(text).error(), nullptr) << text;
  }
  std::vector<const Regex*> pointers;
  for (const Regex& regex : regexes) pointers.push_back(&regex);
  const RegexSet set(pointers, {texts.begin(), texts.end()});
  for (const std::string text :
       {"", "1237z", "12312a.b.z and abcdefghijklmnopqrstuvwxyz5z", "none"}) {
    std::vector<int> hits;
    set.Match(text, &hits);
    std::sort(hits.begin(), hits.end());
    std::vector<int> expected;
    for (std::size_t i = 0; i < regexes.size(); ++i) {
      if (regexes[i].Matches(text)) expected.push_back(static_cast<int>(i));
    }
    EXPECT_EQ(hits, expected) << text;
  }
}

}  // namespace
}  // namespace awl
