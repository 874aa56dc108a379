#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "awl/report.h"
#include "base/strings.h"

namespace awl {
namespace {

struct Edited {
  std::string before;
  std::string after;
  std::vector<TextChange> changes;
};

// Applies edits that are in order and apart.
Edited Apply(std::string before, const std::vector<Edit>& edits) {
  Edited out{.before = before, .after = {}, .changes = {}};
  std::size_t at = 0;
  for (const Edit& edit : edits) {
    out.after += before.substr(at, edit.range.begin - at);
    const auto begin = static_cast<Offset>(out.after.size());
    out.after += edit.text;
    out.changes.push_back({edit.range, {begin, static_cast<Offset>(out.after.size())}});
    at = edit.range.end;
  }
  out.after += before.substr(at);
  return out;
}

std::string Diff(const Edited& edited) {
  return UnifiedDiff("a.md", edited.before, edited.after, edited.changes, false);
}

TEST(UnifiedDiff, ShowsThreeLinesOfContext) {
  EXPECT_EQ(Diff(Apply("1\n2\n3\n4\n5\n6\n7\n8\n9\n", {{{8, 9}, "five"}})),
            "--- a/a.md\n+++ b/a.md\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
}

TEST(UnifiedDiff, JoinsAndPartsHunks) {
  std::string text;
  for (int i = 10; i < 40; ++i) text += Cat(i, "\n");
  const std::string diff =
      Diff(Apply(text, {{{0, 2}, "a"}, {{3 * 7, 3 * 7 + 2}, "b"}, {{3 * 20, 3 * 21}, ""}}));
  EXPECT_EQ(diff,
            "--- a/a.md\n+++ b/a.md\n"
            "@@ -1,11 +1,11 @@\n-10\n+a\n 11\n 12\n 13\n 14\n 15\n 16\n-17\n+b\n 18\n 19\n 20\n"
            "@@ -18,7 +18,6 @@\n 27\n 28\n 29\n-30\n 31\n 32\n 33\n");
}

TEST(UnifiedDiff, KnowsFilesWithoutAFinalNewline) {
  EXPECT_EQ(Diff(Apply("a", {{{1, 1}, "\n"}})),
            "--- a/a.md\n+++ b/a.md\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n");
  EXPECT_EQ(Diff(Apply("a\n", {{{1, 2}, ""}})),
            "--- a/a.md\n+++ b/a.md\n@@ -1 +1 @@\n-a\n+a\n\\ No newline at end of file\n");
  EXPECT_EQ(Diff(Apply("", {{{0, 0}, "a\n"}})), "--- a/a.md\n+++ b/a.md\n@@ -0,0 +1 @@\n+a\n");
  EXPECT_EQ(Diff(Apply("a\n", {{{0, 2}, ""}})), "--- a/a.md\n+++ b/a.md\n@@ -1 +0,0 @@\n-a\n");
}

TEST(UnifiedDiff, IsNothingWhereNothingChanges) {
  EXPECT_EQ(Diff(Apply("a\n", {})), "");
  EXPECT_EQ(Diff(Apply("a\n", {{{0, 1}, "a"}})), "");
}

TEST(UnifiedDiff, GivesGitTheNewText) {
  namespace fs = std::filesystem;
  if (std::system("git --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "no git";
  const fs::path folder =
      fs::path(testing::TempDir()) / ("awl_diff_git_" + std::to_string(getpid()));
  std::mt19937 random(7);
  const auto pick = [&](std::size_t below) { return random() % below; };
  static const char* const kPieces[] = {"", "x", "\n", "a\nb", "\n\n", "y\n", "\r\n", "目", "\r"};
  for (int round = 0; round < 60; ++round) {
    std::string text;
    for (std::size_t i = pick(30); i > 0; --i) text += kPieces[pick(9)];
    std::vector<Edit> edits;
    for (std::size_t at = pick(4); at <= text.size(); at += 1 + pick(12)) {
      const std::size_t end = std::min(text.size(), at + pick(4));
      edits.push_back({{static_cast<Offset>(at), static_cast<Offset>(end)}, kPieces[pick(9)]});
      at = end;
    }
    const Edited edited = Apply(text, edits);
    const std::string diff = Diff(edited);
    ASSERT_EQ(diff.empty(), edited.before == edited.after);
    if (diff.empty()) continue;
    fs::remove_all(folder);
    fs::create_directories(folder);
    std::ofstream(folder / "a.md", std::ios::binary) << edited.before;
    std::ofstream(folder / "diff", std::ios::binary) << diff;
    ASSERT_EQ(std::system(("cd '" + folder.string() +
                           "' && GIT_CEILING_DIRECTORIES=/ git -c core.autocrlf=false apply "
                           "--whitespace=nowarn --unidiff-zero diff")
                              .c_str()),
              0)
        << diff;
    std::ostringstream result;
    result << std::ifstream(folder / "a.md", std::ios::binary).rdbuf();
    ASSERT_EQ(result.str(), edited.after) << diff;
  }
  fs::remove_all(folder);
}

}  // namespace
}  // namespace awl
