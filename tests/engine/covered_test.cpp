#include "engine/covered.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace awl {
namespace {

Diagnostic Clears(Offset begin, Offset end, std::string leaves = "") {
  return {.range = {begin, end},
          .fix = Fix{.title = "clear",
                     .applicability = Applicability::kSafe,
                     .effect = Effect::kLayout,
                     .edits = {{{begin, end}, std::move(leaves)}}}};
}

std::vector<Range> Left(std::vector<Diagnostic> findings) {
  DropCovered(&findings);
  std::vector<Range> out;
  for (const Diagnostic& finding : findings) out.push_back(finding.range);
  return out;
}

TEST(DropCovered, LetsTheLargerStretchSpeak) {
  const std::vector<Range> want = {{0, 4}, {10, 20}, {30, 40}};
  EXPECT_EQ(Left({Clears(0, 4), Clears(10, 12), Clears(10, 20, "\r\n"), Clears(15, 20),
                  Clears(30, 40), Clears(34, 36)}),
            want);
}

TEST(DropCovered, KeepsTwoOfTheSameStretch) {
  EXPECT_EQ(Left({Clears(0, 4), Clears(0, 4)}).size(), 2u);
}

TEST(DropCovered, KeepsWhatIsPutRightInAnotherWay) {
  EXPECT_EQ(Left({Clears(0, 8), Clears(2, 4, " ")}).size(), 2u) << "blanks stay";
  EXPECT_EQ(Left({Clears(0, 8, " "), Clears(2, 4)}).size(), 2u) << "blanks come";
  EXPECT_EQ(Left({Clears(0, 8), Clears(6, 10)}).size(), 2u) << "a part only";
  Diagnostic unsafe = Clears(0, 8);
  unsafe.fix->applicability = Applicability::kUnsafe;
  EXPECT_EQ(Left({unsafe, Clears(2, 4)}).size(), 2u);
  Diagnostic bare = Clears(2, 4);
  bare.fix.reset();
  EXPECT_EQ(Left({Clears(0, 8), bare}).size(), 2u);
}

TEST(DropCovered, KeepsTheMoreSevere) {
  Diagnostic error = Clears(2, 4);
  error.severity = Severity::kError;
  EXPECT_EQ(Left({Clears(0, 8), error}).size(), 2u);
  error.range = error.fix->edits[0].range = {0, 8};
  EXPECT_EQ(Left({error, Clears(2, 4)}).size(), 1u);
}

}  // namespace
}  // namespace awl
