#include "engine/habits.h"

#include <gtest/gtest.h>

#include <string_view>
#include <utility>
#include <vector>

namespace awl {
namespace {

std::vector<Diagnostic> Findings(std::string_view rule, Offset count,
                                 Applicability applicability = Applicability::kSafe) {
  std::vector<Diagnostic> out;
  for (Offset i = 0; i < count; ++i) {
    const Range range = {10 * i, 10 * i + 2};
    out.push_back({.rule = rule,
                   .range = range,
                   .message = "2 spaces in a row",
                   .fix = Fix{.title = "write one",
                              .applicability = applicability,
                              .effect = Effect::kLayout,
                              .edits = {{range, " "}}}});
  }
  return out;
}

TEST(FoldHabits, CountsOneHabitOnce) {
  std::vector<Diagnostic> findings = Findings("whitespace-inner-multiple", 40);
  FoldHabits(&findings);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].message, "2 spaces in a row, and 39 more such places");
  EXPECT_EQ(findings[0].related.size(), 39u);
  EXPECT_EQ(findings[0].fix->edits.size(), 40u) << "all are put right together";
}

TEST(FoldHabits, LeavesSlipsAndOtherRulesAlone) {
  std::vector<Diagnostic> findings = Findings("whitespace-inner-multiple", 9);
  FoldHabits(&findings);
  EXPECT_EQ(findings.size(), 9u);
  findings = Findings("duplicate-link", 40);
  FoldHabits(&findings);
  EXPECT_EQ(findings.size(), 40u);
}

TEST(FoldHabits, KeepsSafeAndUnsafeFixesApart) {
  std::vector<Diagnostic> findings = Findings("whitespace-trailing", 30);
  for (Diagnostic& finding : Findings("whitespace-trailing", 3, Applicability::kUnsafe)) {
    findings.push_back(std::move(finding));
  }
  FoldHabits(&findings);
  EXPECT_EQ(findings.size(), 4u);
}

}  // namespace
}  // namespace awl
