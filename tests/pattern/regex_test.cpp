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

// The members of `texts` that match, by a set and one by one.
void ExpectAsAlone(const std::vector<std::string>& texts, const std::vector<std::string>& lines) {
  std::vector<Regex> regexes;
  for (const std::string& text : texts) {
    ASSERT_EQ(regexes.emplace_back(text).error(), nullptr) << text;
  }
  std::vector<SetMember> members;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    members.push_back({.regex = &regexes[i], .expression = texts[i]});
  }
  const RegexSet set(std::move(members));
  for (const std::string& line : lines) {
    RegexSet::Scratch scratch;
    const bool any = set.Match(line, &scratch);
    std::vector<int>& hits = scratch.hits;
    std::sort(hits.begin(), hits.end());
    std::vector<int> expected;
    for (std::size_t i = 0; i < regexes.size(); ++i) {
      if (regexes[i].Matches(line)) expected.push_back(static_cast<int>(i));
    }
    EXPECT_EQ(hits, expected) << line;
    EXPECT_EQ(any, !expected.empty()) << line;
  }
}

TEST(RegexSet, FindsWhatEachFindsAlone) {
  const std::vector<std::string> lines = {"",
                                          "foo",
                                          "FOO bar",
                                          "\u0130stanbul stra\u00DFe \u212Aelvin",
                                          "kelvin KELVIN",
                                          "a",
                                          "b1",
                                          "foobar",
                                          "bar foo",
                                          "日本語の辞書",
                                          "naïve",
                                          "NAÏVE",
                                          "x.y",
                                          "the end",
                                          "\xFF foo"};
  const std::vector<std::string> texts = {
      "foo",      "(?i)foo",    "foo.*bar", "(foo|bar)baz?", "^$",        "a",
      "[a-z]\\d", "(?i)kelvin", "日本",     "日.*辞書",      "(?i)naïve", "stra(ß|ss)e",
      "x\\.y",    "\\bend\\b",  "(?:foo)?", "^[^f]+$",       "end|FOO"};
  // Few have one automaton, many are filtered by their words.
  ExpectAsAlone({texts.begin(), texts.begin() + 5}, lines);
  ExpectAsAlone(texts, lines);
  // All with words, and all without.
  ExpectAsAlone(std::vector<std::string>(12, "foo"), lines);
  ExpectAsAlone(std::vector<std::string>(12, "\\d"), lines);
}

TEST(RegexSet, FindsWhatDoesNotFitIntoOneAutomaton) {
  std::vector<std::string> texts;
  for (int i = 0; i < 40; ++i) {
    texts.push_back(Cat("(?i)(\\pL{20,30}|\\pN{3})", i % 10, "(\\w{1,40}[.]){0,9}\\pL"));
  }
  ExpectAsAlone(texts, {"", "1237z", "12312a.b.z and abcdefghijklmnopqrstuvwxyz5z", "none"});
}

}  // namespace
}  // namespace awl
