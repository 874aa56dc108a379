#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "awl/awl.h"

namespace awl {
namespace {

constexpr const char* kList =
    "# Awesome Things\n\n## Books\n\n#### Novels\n\n- [One](https://example.org/one) - A book.  \n";

std::unique_ptr<Checker> Make(const std::string& yaml) {
  std::string error;
  std::unique_ptr<Checker> checker = Checker::FromYaml(yaml, &error);
  EXPECT_EQ(error, "");
  return checker;
}

const Finding* Find(const Checked& checked, const std::string& rule) {
  const auto found = std::find_if(checked.findings.begin(), checked.findings.end(),
                                  [&](const Finding& finding) { return finding.rule == rule; });
  return found == checked.findings.end() ? nullptr : &*found;
}

TEST(Checker, FindsWithPlaces) {
  const Checked checked = Make("")->Check(kList);
  EXPECT_EQ(checked.error, "");
  EXPECT_EQ(checked.text, kList);
  const Finding* const blanks = Find(checked, "whitespace-trailing");
  ASSERT_NE(blanks, nullptr);
  EXPECT_EQ(blanks->line, 7u);
  EXPECT_EQ(blanks->column, 43u);
  EXPECT_EQ(std::string(kList).substr(blanks->offset, blanks->length), "  ");
  EXPECT_EQ(blanks->severity, "warning");
  EXPECT_EQ(blanks->fix, "safe");
}

TEST(Checker, FixesSafelyAndUnsafely) {
  const std::unique_ptr<Checker> checker = Make("");
  const Checked safe = checker->Fix(kList);
  EXPECT_EQ(safe.text.find("  \n"), std::string::npos);
  EXPECT_EQ(Find(safe, "whitespace-trailing"), nullptr);
  EXPECT_NE(Find(safe, "heading-skip-level"), nullptr);
  EXPECT_NE(checker->Fix(kList, true).text.find("\n### Novels\n"), std::string::npos);
}

TEST(Checker, FormatsOnly) {
  const Checked formatted = Make("")->Format(kList);
  EXPECT_EQ(formatted.text, Make("")->Fix(kList).text);
  EXPECT_TRUE(formatted.findings.empty());
}

TEST(Checker, TakesAConfig) {
  const std::unique_ptr<Checker> checker = Make(
      "rules: {whitespace-trailing: off}\n"
      "overrides: [{paths: [docs/*.md], rules: {heading-skip-level: error}}]\n");
  EXPECT_EQ(Find(checker->Check(kList), "whitespace-trailing"), nullptr);
  EXPECT_EQ(Find(checker->Check(kList), "heading-skip-level")->severity, "warning");
  const Checked other = checker->Check(kList, "docs/books.md");
  if (const Finding* const skip = Find(other, "heading-skip-level")) {
    EXPECT_EQ(skip->severity, "error");
  }
}

TEST(Checker, SaysWhatIsWrongWithAConfig) {
  std::string error;
  EXPECT_EQ(Checker::FromYaml("rules: {no-such-rule: off}\n", &error), nullptr);
  EXPECT_EQ(error.rfind(".awl.yaml:1:9: ", 0), 0u) << error;
  EXPECT_EQ(Checker::FromYaml("rules: [", nullptr), nullptr);
}

TEST(Checker, KnowsItsRulesAndVersion) {
  const std::vector<RuleSummary> rules = Checker::Rules();
  EXPECT_GT(rules.size(), 100u);
  EXPECT_EQ(rules.front().name.rfind(rules.front().group, 0), 0u);
  EXPECT_NE(Checker::Version(), "");
}

}  // namespace
}  // namespace awl
