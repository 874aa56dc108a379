#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/strings.h"
#include "report/findings.h"

namespace awl {
namespace {

TEST(TextReport, ShowsThePlaceAndTheCure) {
  const ReportSummary summary{.files_checked = 1,
                              .fix_command = "awl check --fix",
                              .unsafe_fix_command = "awl check --fix --unsafe-fixes"};
  EXPECT_EQ(Sample().Report(ReportFormat::kText, {}, summary),
            R"(docs/my list.md:3:22: error entry-separator: separator is "–"
   3 | - [读我](https://a.b/目) – 说明
     |                         ^~~
     | fix: write " - "
   + | - [读我](https://a.b/目) - 说明

docs/my list.md:4:9: warning duplicate-link: "https://a.b" twice, 100%
   4 | - [one](https://a.b) - One.
     |         ^~~~~~~~~~~
     | docs/my list.md:3:8: first here
     | unsafe fix: drop both
   - | - [one](https://a.b) - One.
   - | - [two](https://a.b) - "Two" <&> 100%, x: y.
   + | - [zwei](https://a.b) - "Two" <&> 100%, x: y.

docs/my list.md:4:1: info style-list-marker: spread over lines
   4 | - [one](https://a.b) - One.
     | ^~~~~~~~~~~~~~~~~~~~~~~~~~~

docs/my list.md: +2 that follow from the damage

Found 1 error, 1 warning and 1 info in 1 file (+2 that follow from the damage); checked 1 file.
1 of them can be fixed: awl check --fix
1 more with fixes that may change wording or order: awl check --fix --unsafe-fixes
)");
}

TEST(TextReport, SaysSoWhereNothingIsWrong) {
  EXPECT_EQ(Findings("# A\n").Report(ReportFormat::kText, {}, {.files_checked = 3}),
            "Nothing found; checked 3 files.\n");
  EXPECT_EQ(Findings("# A\n").Report(ReportFormat::kText, {},
                                     {.files_checked = 3, .fixed = 2, .files_fixed = 1}),
            "Fixed 2 findings in 1 file.\nNothing left; checked 3 files.\n");
  EXPECT_EQ(Findings("# A\n").Report(ReportFormat::kText, {},
                                     {.files_checked = 3, .lists = 1, .texts = 2}),
            "Nothing found; checked 3 files: 1 list, 2 texts.\n");
}

TEST(TextReport, BreaksMessagesBetweenWords) {
  Findings findings("# A\n");
  findings.Add("a-rule", Severity::kWarning, findings.Of("A"),
               "a message that is too long for a line of this terminal, twice over or nearly so");
  const std::string report = findings.Report(ReportFormat::kText, {.width = 50, .wraps = true});
  EXPECT_EQ(report.substr(0, report.find("   1 |")),
            "readme.md:1:3: warning a-rule: a message that is\n"
            "    too long for a line of this terminal, twice\n"
            "    over or nearly so\n");
}

TEST(TextReport, EndsWithATableWhereThereIsMuch) {
  Findings findings("# A\n");
  for (int i = 0; i < 49; ++i) findings.Add("b-rule", Severity::kWarning, {0, 1}, "x");
  EXPECT_EQ(findings.Report(ReportFormat::kText).find("49  b-rule"), std::string::npos);
  std::vector<std::string> rules;
  for (int i = 0; i < 11; ++i) rules.push_back(Cat("rule-", i));
  for (const std::string& rule : rules) findings.Add(rule, Severity::kWarning, {0, 1}, "x");
  const std::string report = findings.Report(ReportFormat::kText);
  EXPECT_NE(report.find("\n\n49  b-rule\n 1  rule-0\n"), std::string::npos);
  EXPECT_NE(report.find(" 1  rule-7\nand 2 more rules\n"
                        "Counts alone, of every rule: awl check --statistics\n\nFound 60 warnings"),
            std::string::npos)
      << report.substr(report.size() - 600);
}

TEST(TextReport, FitsTheTerminal) {
  Findings findings(Cat(std::string(300, 'x'), "HERE", std::string(300, 'y'), "\n"));
  findings.Add("a-rule", Severity::kWarning, findings.Of("HERE"), "wrong").fix =
      Fix{.title = "mend it",
          .applicability = Applicability::kSafe,
          .effect = Effect::kText,
          .edits = {{findings.Of("HERE"), "THERE"}}};
  const std::string report = findings.Report(ReportFormat::kText, {.width = 60});
  for (std::size_t begin = 0; begin < report.size();) {
    const std::size_t end = report.find('\n', begin);
    // Each ellipsis is one cell of three bytes.
    EXPECT_LE(end - begin, 60u + 4) << report.substr(begin, end - begin);
    begin = end + 1;
  }
  EXPECT_NE(report.find("xHEREy"), std::string::npos);
  EXPECT_NE(report.find("xTHEREy"), std::string::npos);
}

TEST(TextReport, CutsFixesOfManyPlaces) {
  std::string text;
  for (int i = 0; i < 20; ++i) text += Cat("* item ", i, "\n\n");
  Findings findings(text);
  Diagnostic& found = findings.Add("style-list-marker", Severity::kWarning, {0, 1}, "20 items");
  found.fix = Fix{.title = "use \"-\"",
                  .applicability = Applicability::kSafe,
                  .effect = Effect::kLayout,
                  .edits = {}};
  for (Offset at = 0; at < findings.source->size(); ++at) {
    if ((*findings.source)[at] != '*') continue;
    found.fix->edits.push_back({{at, at + 1}, "-"});
    found.related.push_back({.message = "", .range = {at, at + 1}});
  }
  EXPECT_EQ(findings.Report(ReportFormat::kText),
            R"(readme.md:1:1: warning style-list-marker: 20 items
   1 | * item 0
     | ^
     | readme.md:1:1
     | readme.md:3:1
     | readme.md:5:1
     | and 17 more places
     | fix: use "-"
   + | - item 0
   - | * item 1
   + | - item 1
     | and 18 more places

Found 1 warning in 1 file; checked 1 file.
)");
}

TEST(TextReport, PaintsAndLinksOnlyWhenTold) {
  const std::string plain = Sample().Report(ReportFormat::kText);
  EXPECT_EQ(plain.find('\x1B'), std::string::npos);
  const std::string painted = Sample().Report(
      ReportFormat::kText,
      {.color = true, .hyperlinks = true, .folder = "/home/me", .rule_url = "https://x.y/"});
  EXPECT_NE(painted.find("\x1B]8;;file:///home/me/docs/my%20list.md\x1B\\"), std::string::npos);
  EXPECT_NE(painted.find("\x1B]8;;https://x.y/entry-separator.md\x1B\\entry-separator"),
            std::string::npos);
  EXPECT_NE(painted.find("\x1B[1;31merror\x1B[0m"), std::string::npos);
  // Without its escapes it is the same text.
  std::string bare;
  for (std::size_t at = 0; at < painted.size(); ++at) {
    if (painted[at] != '\x1B') {
      bare += painted[at];
    } else if (painted[at + 1] == '[') {
      at = painted.find('m', at);
    } else {
      at = painted.find('\\', at);
    }
  }
  EXPECT_EQ(bare, plain);
}

TEST(TextReport, NeverPassesControlsOn) {
  Findings findings("a\x1B[31m b\n", "x\x1B]0;y\x07.md");
  findings.Add("a-rule", Severity::kWarning, findings.Of("b"), "quotes \"\x1B[2J\"").fix =
      Fix{.title = "write \x1B[2J",
          .applicability = Applicability::kSafe,
          .effect = Effect::kText,
          .edits = {{findings.Of("b"), "\x1B[2J"}}};
  for (const ReportFormat format :
       {ReportFormat::kText, ReportFormat::kConcise, ReportFormat::kJunit}) {
    EXPECT_EQ(findings.Report(format).find_first_of("\x1B\x07"), std::string::npos);
  }
}

TEST(ConciseReport, HasALineForEachFinding) {
  EXPECT_EQ(Sample().Report(ReportFormat::kConcise),
            "docs/my list.md:3:22: error entry-separator: separator is \"–\"\n"
            "docs/my list.md:4:9: warning duplicate-link: \"https://a.b\" twice, 100%\n"
            "docs/my list.md:4:1: info style-list-marker: spread over lines\n"
            "docs/my list.md: +2 that follow from the damage\n");
}

TEST(Statistics, CountsRulesWithTheMostFrequentFirst) {
  Findings sample = Sample();
  sample.Add("duplicate-link", Severity::kWarning, {0, 1}, "again");
  std::string out;
  const auto text = MakeStatistics(ReportFormat::kText, {});
  text->Add(sample.file(), &out);
  text->Finish({.files_checked = 1}, &out);
  EXPECT_EQ(out,
            "2  duplicate-link  1 unsafe to fix\n"
            "1  entry-separator  1 safe to fix\n"
            "1  style-list-marker\n"
            "1 error, 2 warnings and 1 info in 1 file (+2 that follow from the damage)\n");
  EXPECT_EQ(MakeStatistics(ReportFormat::kSarif, {}), nullptr);
}

}  // namespace
}  // namespace awl
