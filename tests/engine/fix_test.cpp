#include "awl/fix.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "engine/changed_lines.h"

namespace awl {
namespace {

Diagnostic With(std::vector<Edit> edits, std::string_view rule = "some-rule") {
  Diagnostic found{.rule = rule, .range = edits.front().range};
  found.fix = Fix{.title = "fix", .applicability = Applicability::kSafe, .edits = std::move(edits)};
  return found;
}

Diagnostic Reading(std::vector<Range> reads, std::vector<Edit> edits) {
  Diagnostic found = With(std::move(edits), "reader");
  found.fix->reads = std::move(reads);
  return found;
}

std::string Apply(const std::string& text, const std::vector<Diagnostic>& found) {
  const Source source("", text);
  return ApplyEdits(source, EditsOf(PlanFixes(PartsOf(source, found)).taken));
}

TEST(Fixes, ReplaceInsertAndRemove) {
  EXPECT_EQ(Apply("one two three",
                  {With({{{0, 3}, "1"}}), With({{{4, 4}, "and "}}), With({{{8, 13}, ""}})}),
            "1 and two ");
}

TEST(Fixes, LeaveTheTextAloneWhereThereIsNothingToDo) {
  EXPECT_EQ(Apply("one", {}), "one");
  EXPECT_EQ(Apply("", {With({{{0, 0}, "x"}})}), "x");
}

TEST(Fixes, WaitIfTheyOverlapAnEarlierOne) {
  const std::vector<Diagnostic> found = {With({{{2, 6}, "late"}}), With({{{0, 3}, "early"}})};
  const FixPlan plan = PlanFixes(PartsOf(Source("", "abcdefgh"), found));
  ASSERT_EQ(plan.taken.size(), 1u);
  EXPECT_EQ(plan.taken[0].owner, &found[1]);
  ASSERT_EQ(plan.deferred.size(), 1u);
  EXPECT_EQ(plan.deferred[0].owner, &found[0]);
}

TEST(Fixes, OfOneRuleMayTouchIfNoneInserts) {
  EXPECT_EQ(Apply("abcd", {With({{{0, 2}, "X"}}), With({{{2, 4}, "Y"}})}), "XY");
  EXPECT_EQ(Apply("abcd", {With({{{2, 4}, ""}}), With({{{0, 2}, ""}})}), "");
  EXPECT_EQ(Apply("abcd", {With({{{0, 2}, "X"}}), With({{{2, 2}, "Y"}})}), "Xcd");
  EXPECT_EQ(Apply("abcd", {With({{{2, 2}, "X"}}), With({{{2, 2}, "Y"}})}), "abXcd");
  EXPECT_EQ(Apply("abcd", {With({{{2, 2}, "X"}}), With({{{2, 4}, "Y"}})}), "abXcd");
  EXPECT_EQ(Apply("abcd", {With({{{2, 2}, "X"}, {{2, 3}, ""}}), With({{{0, 2}, ""}})}), "cd")
      << "an insertion hides in the fix of several edits";
}

TEST(Fixes, OfTwoRulesMayNotTouch) {
  EXPECT_EQ(Apply("abcd", {With({{{0, 2}, ""}}, "a"), With({{{2, 4}, ""}}, "b")}), "cd");
  EXPECT_EQ(Apply("abcd", {With({{{0, 1}, "X"}}, "a"), With({{{2, 4}, "Y"}}, "b")}), "XbY");
}

TEST(Fixes, ThatMoveMayNotTouch) {
  std::vector<Diagnostic> found = {With({{{0, 2}, ""}}), With({{{2, 4}, ""}})};
  for (Diagnostic& moving : found) moving.fix->moves = true;
  EXPECT_EQ(Apply("abcd", found), "cd");
}

TEST(Fixes, AreTakenWholeOrNot) {
  const std::vector<Diagnostic> found = {With({{{4, 5}, "E"}}),
                                         With({{{0, 1}, "A"}, {{4, 5}, "?"}})};
  EXPECT_EQ(Apply("abcdef", found), "Abcd?f") << "the fix whose first edit comes first is taken";
}

TEST(Fixes, AreTakenByParts) {
  EXPECT_EQ(Apply("abcdef", {With({{{4, 5}, "E"}}), With({{{0, 1}, "A"}, {{4, 5}, "?", 1}})}),
            "AbcdEf");
  EXPECT_EQ(Apply("abcdef", {With({{{4, 5}, "E"}, {{1, 2}, "B"}}),
                             With({{{0, 1}, "A", 7}, {{4, 5}, "?", 2}, {{2, 3}, "C", 7}})}),
            "ABCdEf")
      << "whatever their order";
}

TEST(Fixes, LetOthersInBetweenTheirEdits) {
  EXPECT_EQ(Apply("abcdef", {With({{{0, 1}, "A"}, {{5, 6}, "F"}}), With({{{3, 4}, "D"}})}),
            "AbcDeF");
}

TEST(Fixes, ThatChangeNothingAreNotCounted) {
  const std::vector<Diagnostic> found = {With({{{0, 1}, "a"}}), With({{{0, 2}, "X"}})};
  const FixPlan plan = PlanFixes(PartsOf(Source("", "ab"), found));
  ASSERT_EQ(plan.taken.size(), 1u);
  EXPECT_EQ(plan.taken[0].owner, &found[1]);
  EXPECT_TRUE(plan.deferred.empty());
}

TEST(Fixes, WaitIfWhatTheyReadChanges) {
  // The second copies the marker of the first line, which the first changes, and the other way
  // round: the one that comes first in the text is taken.
  EXPECT_EQ(Apply("* a\nb\n", {With({{{0, 1}, "-"}}), Reading({{0, 2}}, {{{4, 4}, "* "}})}),
            "- a\nb\n");
  EXPECT_EQ(Apply("b\n* a\n", {With({{{2, 3}, "-"}}), Reading({{2, 4}}, {{{0, 0}, "* "}})}),
            "* b\n* a\n");
  EXPECT_EQ(Apply("* a\nb\n", {With({{{2, 3}, "A"}}), Reading({{0, 2}}, {{{4, 4}, "* "}})}),
            "* A\n* b\n")
      << "what only touches changes nothing of it";
  EXPECT_EQ(Apply("* a\nb\n", {With({{{0, 0}, "  "}}), Reading({{0, 2}}, {{{4, 4}, "* "}})}),
            "  * a\nb\n")
      << "but what is inserted there may";
  EXPECT_EQ(Apply("b\n* a\n", {Reading({{0, 4}, {2, 3}}, {{{0, 0}, "* "}}), With({{{3, 4}, ""}})}),
            "* b\n* a\n")
      << "what was read overlaps";
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
  const std::vector<OwnedEdit> edits = {{&grow}, {&insert}, {&remove}};
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
        const std::vector<OwnedEdit> first_edits = {{&one}};
        const std::vector<Change> first = ChangesOf(first_edits);
        for (Offset b2 = 0; b2 <= middle.size(); ++b2) {
          for (Offset e2 = b2; e2 <= middle.size(); ++e2) {
            for (const std::string& t2 : texts) {
              const Edit two{{b2, e2}, t2};
              const std::string last = middle.substr(0, b2) + t2 + middle.substr(e2);
              const std::vector<OwnedEdit> second_edits = {{&two}};
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

TEST(Changes, SayWhereAPlaceIsAfterThem) {
  // "abcdefgh" -> "aXXXcdYefh"
  const std::vector<Change> changes = {{{1, 2}, {1, 4}}, {{4, 4}, {6, 7}}, {{6, 7}, {9, 9}}};
  const struct {
    Range before;
    Range after;
    bool back = true;
  } kCases[] = {
      {{0, 1}, {0, 1}},  {{1, 2}, {1, 4}},  {{2, 4}, {4, 6}},         {{4, 6}, {7, 9}},
      {{7, 8}, {9, 10}}, {{0, 8}, {0, 10}}, {{2, 6}, {4, 9}},         {{4, 4}, {6, 7}},
      {{5, 5}, {8, 8}},  {{6, 7}, {9, 9}},  {{6, 8}, {9, 10}, false}, {{0, 2}, {0, 4}},
  };
  for (const auto& [before, after, back] : kCases) {
    EXPECT_EQ(After(before, changes), after) << before.begin << "-" << before.end;
    if (!back) continue;
    EXPECT_EQ(Before(after, changes), before) << after.begin << "-" << after.end;
  }
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
