#include "text/glob.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace awl {
namespace {

struct Case {
  const char* pattern;
  const char* path;
  bool matches;
};

// What .gitignore says as well; the oracle below holds this table to git.
constexpr Case kLikeGit[] = {
    {"readme.md", "readme.md", true},
    {"readme.md", "docs/readme.md", true},
    {"readme.md", "docs/readme.md.bak", false},
    {"readme.md", "docs/readme.md/inside.txt", true},
    {"/readme.md", "readme.md", true},
    {"/readme.md", "docs/readme.md", false},
    {"docs/*.md", "docs/a.md", true},
    {"docs/*.md", "docs/a/b.md", false},
    {"docs/*.md", "sub/docs/a.md", false},
    {"docs/", "docs/a.md", true},
    {"docs/", "sub/docs/a.md", true},
    {"docs/", "docs", false},
    {"docs", "docs/deep/er/a.md", true},
    {"/docs/deep", "docs/deep/er/a.md", true},
    {"*.md", "a.md", true},
    {"*.md", "x/y/a.md", true},
    {"*.md", "a.markdown", false},
    {"a*b*c", "aXbYc", true},
    {"a*b*c", "aXbY", false},
    {"a*", "a", true},
    {"?.md", "a.md", true},
    {"?.md", "ab.md", false},
    {"a?b", "a/b", false},
    {"[a-c].md", "b.md", true},
    {"[a-c].md", "d.md", false},
    {"[!a-c].md", "d.md", true},
    {"[^a-c].md", "a.md", false},
    {"[]x].md", "].md", true},
    {"[a-].md", "-.md", true},
    {"x[/]y", "x/y", false},
    {"**/a.md", "a.md", true},
    {"**/a.md", "x/y/a.md", true},
    {"**/a.md", "x/ya.md", false},
    {"x/**", "x/a/b.md", true},
    {"x/**", "x", false},
    {"x/**/a.md", "x/a.md", true},
    {"x/**/a.md", "x/y/z/a.md", true},
    {"x/**/a.md", "x/y/z/b.md", false},
    {"x/**y", "x/aay", true},
    {"x/**y", "x/a/y", false},
    {"\\*.md", "*.md", true},
    {"\\*.md", "a.md", false},
    {"\\!a.md", "!a.md", true},
    {"a b.md", "a b.md", true},
};

constexpr Case kOurs[] = {
    {"{a,b}.md", "a.md", true},
    {"{a,b}.md", "x/b.md", true},
    {"{a,b}.md", "c.md", false},
    {"{a,b}.md", "{a,b}.md", false},
    {"a{,1,2}.md", "a.md", true},
    {"a{,1,2}.md", "a2.md", true},
    {"a{1,2{3,4}}.md", "a24.md", true},
    {"a{1,2{3,4}}.md", "a2.md", false},
    {"{docs,lists}/**", "lists/a/b.md", true},
    {"{a,b", "{a,b", true},
    {"[a", "[a", true},
    // Git counts bytes here, we count characters.
    {"?.md", "目.md", true},
    {"[一-龥].md", "目.md", true},
    {"目录/*.md", "目录/读我.md", true},
};

TEST(Glob, MatchesPathsAsGitIgnoresThem) {
  for (const Case& c : kLikeGit) {
    EXPECT_EQ(Glob(c.pattern).Matches(c.path), c.matches) << c.pattern << " on " << c.path;
  }
}

TEST(Glob, KnowsBracesAndCharacters) {
  for (const Case& c : kOurs) {
    EXPECT_EQ(Glob(c.pattern).Matches(c.path), c.matches) << c.pattern << " on " << c.path;
  }
}

TEST(Glob, MatchesTheWholeOfAText) {
  const auto matches = [](const char* pattern, const char* text) {
    return Glob(pattern, Glob::Kind::kText).Matches(text);
  };
  EXPECT_TRUE(matches("CI*", "CI/CD"));
  EXPECT_TRUE(matches("CI/CD", "CI/CD"));
  EXPECT_FALSE(matches("CI", "CI/CD"));
  EXPECT_FALSE(matches("CD", "CI/CD"));
  EXPECT_TRUE(matches("\\!Contents", "!Contents"));
  EXPECT_TRUE(matches("/etc", "/etc"));
}

TEST(Glob, TakesLinearTimeOnManyStars) {
  std::string pattern;
  for (int i = 0; i < 50; ++i) pattern += "*a";
  EXPECT_FALSE(Glob(pattern + "b").Matches(std::string(2000, 'a')));
}

TEST(GlobSet, LetsTheLastMatchDecide) {
  const GlobSet set({"docs/", "!docs/keep.md", "*.txt"});
  EXPECT_TRUE(set.Matches("docs/a.md"));
  EXPECT_FALSE(set.Matches("docs/keep.md"));
  EXPECT_TRUE(set.Matches("a.txt"));
  EXPECT_FALSE(set.Matches("a.md"));
  EXPECT_FALSE(GlobSet(std::vector<std::string>{}).Matches("a.md"));
  EXPECT_FALSE(GlobSet({"!a.md"}).Matches("b.md"));
}

TEST(GlobSet, TakesAllOtherHeadingsWhereTheFirstGlobTakesOneOut) {
  const GlobSet set({"!Contents", "Contents of *"}, Glob::Kind::kText);
  EXPECT_TRUE(set.Matches("Libraries"));
  EXPECT_FALSE(set.Matches("Contents"));
  EXPECT_TRUE(set.Matches("Contents of 目录"));
}

TEST(Glob, AgreesWithGitCheckIgnore) {
  namespace fs = std::filesystem;
  if (std::system("git --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "no git";
  const fs::path folder =
      fs::path(testing::TempDir()) / ("awl_glob_git_" + std::to_string(getpid()));
  fs::remove_all(folder);
  fs::create_directories(folder);
  const std::string git =
      "git -c core.excludesFile=/dev/null -c safe.directory='*' -C '" + folder.string() + "' ";
  ASSERT_EQ(std::system((git + "init -q").c_str()), 0);
  for (const Case& c : kLikeGit) {
    std::ofstream(folder / ".gitignore") << c.pattern << '\n';
    std::ofstream(folder / "path") << c.path;
    // Without --no-index nothing but the patterns and the path decides; the path need not exist.
    const std::string command =
        git + "check-ignore -q --no-index -- \"$(cat '" + (folder / "path").string() + "')\"";
    const int status = std::system(command.c_str());
    EXPECT_EQ(status == 0, c.matches) << c.pattern << " on " << c.path;
  }
  fs::remove_all(folder);
}

}  // namespace
}  // namespace awl
