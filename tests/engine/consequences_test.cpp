#include "engine/consequences.h"

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

namespace awl {
namespace {

Diagnostic Finding(std::string_view rule, Offset begin, Offset end,
                   Severity severity = Severity::kWarning) {
  return {.rule = rule, .severity = severity, .range = {begin, end}, .message = "wrong"};
}

Diagnostic WithFix(Diagnostic finding, Applicability applicability) {
  finding.fix =
      Fix{.title = "put it right", .applicability = applicability, .edits = {{finding.range, ""}}};
  return finding;
}

std::vector<Diagnostic> Folded(std::vector<Diagnostic> findings) {
  FoldConsequences(&findings);
  return findings;
}

TEST(FoldConsequences, LeavesOneFindingForOneDefect) {
  const std::vector<Diagnostic> left =
      Folded({Finding("anchor-missing-target", 7, 12, Severity::kError),
              Finding("toc-item-without-heading", 2, 13)});
  ASSERT_EQ(left.size(), 1u);
  EXPECT_EQ(left[0].rule, "toc-item-without-heading");
  EXPECT_EQ(left[0].severity, Severity::kError) << "the higher one";
  ASSERT_EQ(left[0].related.size(), 1u);
  EXPECT_EQ(left[0].related[0].range, (Range{7, 12}));
}

TEST(FoldConsequences, KeepsWhatIsElsewhere) {
  EXPECT_EQ(
      Folded({Finding("toc-item-without-heading", 2, 13), Finding("anchor-missing-target", 13, 20),
              Finding("anchor-missing-target", 40, 44)})
          .size(),
      3u);
  EXPECT_EQ(
      Folded({Finding("link-dead-host", 2, 13), Finding("anchor-missing-target", 7, 12)}).size(),
      2u)
      << "no cause of it";
}

TEST(FoldConsequences, KeepsAFixThatCanBeTrustedMore) {
  const Diagnostic safe = WithFix(Finding("whitespace-inner-multiple", 4, 6), Applicability::kSafe);
  EXPECT_EQ(Folded({Finding("entry-separator", 4, 6), safe}).size(), 2u);
  EXPECT_EQ(
      Folded({WithFix(Finding("entry-separator", 4, 6), Applicability::kUnsafe), safe}).size(), 2u);
  EXPECT_EQ(Folded({WithFix(Finding("entry-separator", 4, 6), Applicability::kSafe), safe}).size(),
            1u);
}

}  // namespace
}  // namespace awl
