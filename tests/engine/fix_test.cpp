#include "awl/fix.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "engine/changed_lines.h"

namespace awl {
namespace {

Diagnostic With(std::vector<Edit> edits, Applicability applicability = Applicability::kSafe) {
  Diagnostic found{.range = edits.front().range};
  found.fix = Fix{.title = "fix", .applicability = applicability, .edits = std::move(edits)};
  return found;
}

std::string Apply(const std::string& text, const std::vector<Diagnostic>& found) {
  return ApplyFixes(Source("", text), found, Applicability::kSafe).text;
}

TEST(ApplyFixes, ReplacesInsertsAndRemoves) {
  EXPECT_EQ(Apply("one two three",
                  {With({{{0, 3}, "1"}}), With({{{4, 4}, "and "}}), With({{{8, 13}, ""}})}),
            "1 and two ");
}

TEST(ApplyFixes, LeavesTheTextAloneWhereThereIsNothingToDo) {
  EXPECT_EQ(Apply("one", {}), "one");
  EXPECT_EQ(Apply("", {With({{{0, 0}, "x"}})}), "x");
}

TEST(ApplyFixes, TakesNoFixThatIsLessSafeThanAskedFor) {
  const std::vector<Diagnostic> found = {With({{{0, 1}, "X"}}, Applicability::kUnsafe),
                                         With({{{2, 3}, "Y"}}, Applicability::kDisplayOnly)};
  EXPECT_EQ(ApplyFixes(Source("", "a b"), found, Applicability::kSafe).text, "a b");
  EXPECT_EQ(ApplyFixes(Source("", "a b"), found, Applicability::kUnsafe).text, "X b");
}

TEST(ApplyFixes, DefersTheLaterOfTwoOverlapping) {
  const std::vector<Diagnostic> found = {With({{{2, 6}, "late"}}), With({{{0, 3}, "early"}})};
  const FixResult result = ApplyFixes(Source("", "abcdefgh"), found, Applicability::kSafe);
  EXPECT_EQ(result.text, "earlydefgh");
  EXPECT_EQ(result.applied, std::vector<std::size_t>{1});
  EXPECT_EQ(result.deferred, std::vector<std::size_t>{0});
}

TEST(ApplyFixes, DefersWhatTouches) {
  EXPECT_EQ(Apply("abcd", {With({{{0, 2}, "X"}}), With({{{2, 4}, "Y"}})}), "Xcd");
  EXPECT_EQ(Apply("abcd", {With({{{0, 2}, "X"}}), With({{{2, 2}, "Y"}})}), "Xcd");
  EXPECT_EQ(Apply("abcd", {With({{{2, 2}, "X"}}), With({{{2, 2}, "Y"}})}), "abXcd");
  EXPECT_EQ(Apply("abcd", {With({{{0, 1}, "X"}}), With({{{2, 4}, "Y"}})}), "XbY");
}

TEST(ApplyFixes, TakesAllEditsOfAFixOrNone) {
  const std::vector<Diagnostic> found = {With({{{4, 5}, "E"}}),
                                         With({{{0, 1}, "A"}, {{4, 5}, "?"}})};
  const FixResult result = ApplyFixes(Source("", "abcdef"), found, Applicability::kSafe);
  EXPECT_EQ(result.text, "Abcd?f") << "the fix whose first edit comes first is taken";
  EXPECT_EQ(result.deferred, std::vector<std::size_t>{0});
}

TEST(ApplyFixes, LetsAFixInBetweenTheEditsOfAnother) {
  EXPECT_EQ(Apply("abcdef", {With({{{0, 1}, "A"}, {{5, 6}, "F"}}), With({{{3, 4}, "D"}})}),
            "AbcDeF");
}

TEST(ApplyFixes, CountsNoFixThatChangesNothing) {
  const std::vector<Diagnostic> found = {With({{{0, 1}, "a"}}), With({{{0, 2}, "X"}})};
  const FixResult result = ApplyFixes(Source("", "ab"), found, Applicability::kSafe);
  EXPECT_EQ(result.text, "X");
  EXPECT_EQ(result.applied, std::vector<std::size_t>{1});
}

// ---- changes ---------------------------------------------------------------------------------

std::string Print(const std::vector<Change>& changes) {
  std::string out;
  for (const Change& change : changes) {
    out += "[" + std::to_string(change.before.begin) + "," + std::to_string(change.before.end) +
           ")->[" + std::to_string(change.after.begin) + "," + std::to_string(change.after.end) +
           ") ";
  }
  return out;
}

TEST(Changes, FollowFromEdits) {
  const Edit grow{{1, 2}, "xxx"};
  const Edit insert{{5, 5}, "y"};
  const Edit remove{{7, 9}, ""};
  const std::vector<const Edit*> edits = {&grow, &insert, &remove};
  EXPECT_EQ(Print(ChangesOf(edits)), "[1,2)->[1,4) [5,5)->[7,8) [7,9)->[10,10) ");
}

TEST(Changes, OfTwoStepsBecomeOne) {
  // "abcdef" -> "aXXXcdef" -> "aXYXcdeZ"
  const std::vector<Change> first = {{{1, 2}, {1, 4}}};
  const std::vector<Change> then = {{{2, 3}, {2, 3}}, {{7, 8}, {7, 8}}};
  EXPECT_EQ(Print(Compose(first, then)), "[1,2)->[1,4) [5,6)->[7,8) ");
}

// Every way to edit a short text twice: what the changes say of the last text is true.
TEST(Changes, LeaveWhatTheyDoNotNameAsItWas) {
  const std::string texts[] = {"", "x", "yz"};
  const std::string text = "abcde";
  int checked = 0;
  for (Offset b1 = 0; b1 <= 5; ++b1) {
    for (Offset e1 = b1; e1 <= 5; ++e1) {
      for (const std::string& t1 : texts) {
        const Edit one{{b1, e1}, t1};
        const std::string middle = text.substr(0, b1) + t1 + text.substr(e1);
        const std::vector<const Edit*> first_edits = {&one};
        const std::vector<Change> first = ChangesOf(first_edits);
        for (Offset b2 = 0; b2 <= middle.size(); ++b2) {
          for (Offset e2 = b2; e2 <= middle.size(); ++e2) {
            for (const std::string& t2 : texts) {
              const Edit two{{b2, e2}, t2};
              const std::string last = middle.substr(0, b2) + t2 + middle.substr(e2);
              const std::vector<const Edit*> second_edits = {&two};
              const std::vector<Change> all = Compose(first, ChangesOf(second_edits));
              std::string rebuilt;
              Offset done = 0;
              for (const Change& change : all) {
                ASSERT_LE(done, change.before.begin);
                rebuilt += text.substr(done, change.before.begin - done);
                ASSERT_EQ(rebuilt.size(), change.after.begin);
                rebuilt += last.substr(change.after.begin, change.after.size());
                done = change.before.end;
              }
              rebuilt += text.substr(done);
              ASSERT_EQ(rebuilt, last) << middle;
              ++checked;
            }
          }
        }
      }
    }
  }
  EXPECT_GT(checked, 1000);
}

TEST(LineSet, HoldsLinesGivenInAnyOrder) {
  const Source source("", "a\nb\nc\nd\ne\nf\n");
  LineSet lines;
  lines.Add(4, 4);
  lines.Add(1, 2);
  EXPECT_FALSE(lines.Touches(source, {0, 1}));
  EXPECT_TRUE(lines.Touches(source, {2, 3}));
  EXPECT_TRUE(lines.Touches(source, {4, 5}));
  EXPECT_FALSE(lines.Touches(source, {6, 7}));
  EXPECT_TRUE(lines.Touches(source, {6, 9})) << "reaches into line 4";
  EXPECT_TRUE(lines.Touches(source, {8, 8}));
  lines.Add(0, 5);
  EXPECT_TRUE(lines.Touches(source, {6, 7}));
}

TEST(LineSet, MovesWithTheTextAroundAnEdit) {
  const Source before("", "a\nb\nc\n");
  const Source after("", "a\nnew\nlines\nb\nc\n");
  LineSet lines;
  lines.Add(1, 1);
  const std::vector<Change> changes = {{{2, 2}, {2, 12}}};
  const LineSet moved = lines.After(before, after, changes);
  EXPECT_FALSE(moved.Touches(after, {0, 1}));
  EXPECT_TRUE(moved.Touches(after, {2, 3})) << "what the edit wrote";
  EXPECT_TRUE(moved.Touches(after, {12, 13})) << "b";
  EXPECT_FALSE(moved.Touches(after, {14, 15})) << "c";
}

}  // namespace
}  // namespace awl
