#include "awl/linter.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "base/strings.h"
#include "engine/changed_lines.h"
#include "engine/consistency.h"
#include "engine/damaged_text.h"
#include "engine/fix_loop.h"

namespace awl {
namespace {

constexpr const char* kRule = "heading-skip-level";

// "3 5": the lines of the findings of `rule`.
std::string LinesFound(const std::string& text, const Config& config,
                       const std::string& rule = kRule, std::string_view path = "",
                       bool is_list = true, const LineSet* changed = nullptr) {
  const Linter linter(config);
  const ParsedFile file = ParseFile(std::make_shared<const Source>("readme.md", text));
  std::string out;
  for (const Diagnostic& found : linter.Check({.document = *file.document,
                                 .list = *file.list,
                                 .is_list = is_list,
                                 .path = path,
                                 .changed = changed})) {
    if (found.rule != rule) continue;
    if (!out.empty()) out += ' ';
    out += Cat(file.source->PositionAt(found.range.begin).line);
  }
  return out;
}

Config Only(const std::string& rule = kRule) { return {.select = {rule}}; }

// ---- which rules run
// -----------------------------------------------------------------------------

constexpr const char* kSkips = "# a\n### b\n##### c\n";

TEST(Linter, RunsTheRulesOfTheProfile) {
  EXPECT_EQ(LinesFound(kSkips, {}), "2 3");
  EXPECT_EQ(LinesFound(kSkips, {.profile = Profile::kIndex}), "");
}

TEST(Linter, LetsSettingsTurnRulesOnAndOff) {
  const RuleSetting off{.name = kRule, .level = Level::kOff};
  const RuleSetting on{.name = kRule, .level = Level::kInfo};
  EXPECT_EQ(LinesFound(kSkips, {.rules = {off}}), "");
  EXPECT_EQ(LinesFound(kSkips, {.profile = Profile::kIndex, .rules = {on}}), "2 3");
  EXPECT_EQ(LinesFound(kSkips, {.rules = {{.name = "heading", .level = Level::kOff}}}), "");
}

TEST(Linter, PutsARuleBeforeItsGroupWithinOneFile) {
  const ConfigMark mine{.path = "awl.yaml", .line = 1, .column = 1};
  const ConfigMark other{.path = "base.yaml", .line = 1, .column = 1};
  const RuleSetting rule{.name = kRule, .level = Level::kWarning, .mark = mine};
  const RuleSetting group{.name = "heading", .level = Level::kOff, .mark = mine};
  EXPECT_EQ(LinesFound(kSkips, {.rules = {rule, group}}), "2 3");
  RuleSetting inherited = rule;
  inherited.mark = other;
  EXPECT_EQ(LinesFound(kSkips, {.rules = {inherited, group}}), "") << "the later file wins";
}

TEST(Linter, SelectsAndIgnores) {
  EXPECT_EQ(LinesFound(kSkips, {.select = {kRule}}), "2 3");
  EXPECT_EQ(LinesFound(kSkips, {.select = {"heading"}}), "2 3");
  EXPECT_EQ(LinesFound(kSkips, {.select = {"suppression"}}), "");
  EXPECT_EQ(LinesFound(kSkips, {.select = {"MD001"}}), "2 3") << "by an alias";
  EXPECT_EQ(LinesFound(kSkips, {.ignore = {"heading"}}), "");
  EXPECT_EQ(LinesFound(kSkips, {.select = {"heading"}, .ignore = {kRule}}), "");
}

TEST(Linter, StampsRuleSeverityAndPeer) {
  const Config config{.rules = {{.name = kRule, .level = Level::kError}}, .select = {kRule}};
  const Linter linter(config);
  const ParsedFile file = ParseFile(std::make_shared<const Source>("readme.md", kSkips));
  const std::vector<Diagnostic> found =
      linter.Check({.document = *file.document, .list = *file.list});
  ASSERT_FALSE(found.empty());
  const auto& first = found.front();
  EXPECT_EQ(first.rule, kRule);
  EXPECT_EQ(first.severity, Severity::kError);
  EXPECT_EQ(first.peer, "MD001");
}

TEST(Linter, ChecksLessInFilesThatAreNoLists) {
  EXPECT_EQ(LinesFound(kSkips, Only(), kRule, "", false), "") << "headings are a list's concern";
  EXPECT_EQ(LinesFound("<!-- awl disable no-such-rule -->\n", {}, "suppression-unused", "", false),
            "1");
}

TEST(Linter, FollowsOverridesByPath) {
  const RuleSetting off{.name = kRule, .level = Level::kOff};
  const Config config{.overrides = {{.paths = {"docs/"}, .rules = {off}}}};
  EXPECT_EQ(LinesFound(kSkips, config, kRule, "docs/a.md"), "");
  EXPECT_EQ(LinesFound(kSkips, config, kRule, "readme.md"), "2 3");
}

TEST(Linter, FollowsOverridesBySection) {
  const std::string text = "# a\n\n### b\n\n## Related\n\n#### c\n\n##### d\n\n## e\n\n#### f\n";
  EXPECT_EQ(LinesFound(text, Only()), "3 7 13");
  const RuleSetting off{.name = kRule, .level = Level::kOff};
  EXPECT_EQ(LinesFound(text, {.overrides = {{.sections = {"Related"}, .rules = {off}}},
                              .select = {kRule}}),
            "3 7 13")
      << "--select wins over a config";
  EXPECT_EQ(LinesFound(text, {.overrides = {{.sections = {"Related"}, .rules = {off}}}}), "3 13")
      << "subsections included";
  // On nowhere else, and with its own options.
  OptionValue level{.name = "first-level", .count = 6};
  const Config there{
      .rules = {off},
      .overrides = {{.sections = {"Related"},
                     .rules = {{.name = kRule, .level = Level::kError, .options = {level}}}}}};
  EXPECT_EQ(LinesFound(text, there), "7");
}

TEST(Linter, SaysOnceWhatOneFixPutsRight) {
  const std::string text = "# a\n\n \t\ntext\n";
  EXPECT_EQ(LinesFound(text, {}, "whitespace-multiple-blank"), "2");
  EXPECT_EQ(LinesFound(text, {}, "whitespace-only-line"), "");
  EXPECT_EQ(LinesFound(text, {.ignore = {"whitespace-multiple-blank"}}, "whitespace-only-line"),
            "3");
}

TEST(Linter, KeepsOnlyWhatTouchesChangedLines) {
  LineSet changed;
  changed.Add(2, 2);
  EXPECT_EQ(LinesFound(kSkips, Only(), kRule, "", true, &changed), "3");
}

// ---- suppressions
// --------------------------------------------------------------------------------

struct Row {
  const char* text;
  const char* lines;  // where heading-skip-level still finds something
};

TEST(Suppressions, ScopeAsTheirOriginalsDo) {
  const Row rows[] = {
      {"# a\n### b\n", "2"},
      // awl and lint: from the comment on, until enabled.
      {"# a\n\n<!-- awl disable heading-skip-level -->\n\n### b\n\n# c\n\n### d\n", ""},
      {"# a\n\n### b\n\n<!-- awl disable heading-skip-level -->\n", "3"},
      {"<!-- awl disable -->\n\n### a\n\n<!-- awl enable -->\n\n# b\n\n### c\n", "9"},
      {"<!-- awl disable heading -->\n\n### a\n", ""},
      {"<!--lint disable heading-skip-level-->\n\n### a\n\n<!--lint enable "
       "heading-skip-level-->\n\n# b\n\n### c\n",
       "9"},
      {"<!-- lint disable -->\n\n### a\n", ""},
      {"<!--lint disable MD001-->\n\n### a\n", ""},
      // A rule is off where it or all rules are disabled.
      {"<!-- awl disable -->\n\n<!-- awl enable heading-skip-level -->\n\n### a\n", ""},
      {"<!--lint disable heading-skip-level-->\n\n<!--lint enable-->\n\n### a\n", ""},
      // The next node and no more.
      {"<!-- awl ignore heading-skip-level -->\n\n### a\n\n# b\n\n### c\n", "7"},
      {"<!--lint ignore-->\n\n### a\n\n# b\n\n### c\n", "7"},
      {"<!-- awl disable-next-line heading-skip-level -->\n### a\n# b\n### c\n", "4"},
      // They do not know of each other.
      {"<!-- awl disable -->\n\n<!--lint enable-->\n\n### a\n", ""},
      // markdownlint: whole lines, the last word on a rule counts.
      {"<!-- markdownlint-disable MD001 -->\n\n### a\n", ""},
      {"<!-- MARKDOWNLINT-DISABLE md001 -->\n\n### a\n", ""},
      {"<!-- markdownlint-disable -->\n\n<!-- markdownlint-enable MD001 -->\n\n### a\n", "5"},
      {"### a <!-- markdownlint-disable MD001 -->\n", ""},
      {"### a <!-- markdownlint-disable-line MD001 -->\n# b\n### c\n", "3"},
      {"<!-- markdownlint-disable-next-line MD001 -->\n### a\n# b\n### c\n", "4"},
      {"### a\n\n<!-- markdownlint-disable-file MD001 -->\n", ""},
      {"### a\n\n<!-- markdownlint-disable-file -->\n\n<!-- markdownlint-enable-file MD001 -->\n",
       "1"},
      {"<!-- markdownlint-capture -->\n<!-- markdownlint-disable -->\n\n### a\n\n<!-- "
       "markdownlint-restore -->\n\n# b\n\n### c\n",
       "10"},
      {"<!-- markdownlint-disable MD001 -->\n<!-- markdownlint-capture -->\n<!-- "
       "markdownlint-enable MD001 -->\n\n### a\n\n<!-- markdownlint-restore -->\n\n# b\n\n### c\n",
       "5"},
      // Not comments, or not ours.
      {"`<!-- awl disable -->`\n\n### a\n", "3"},
      {"    <!-- awl disable -->\n\n### a\n", "3"},
      {"<!-- awl disables -->\n\n### a\n", "3"},
      {"<!-- awldisable -->\n\n### a\n", "3"},
      {"<!-- awl disable duplicate-nothing -->\n\n### a\n", "3"},
      {"<!-- prettier-ignore -->\n\n### a\n", "3"},
  };
  // A file that begins with an h3 has a finding, so that the rows can be short.
  Config config = Only();
  config.rules = {{.name = kRule, .options = {{.name = "first-level", .count = 1}}}};
  for (const Row& row : rows) EXPECT_EQ(LinesFound(row.text, config), row.lines) << row.text;
}

TEST(Suppressions, OfMarkdownlintWithoutARuleTurnOffItsRulesOnly) {
  for (const char* verb : {"disable", "disable-line", "disable-next-line", "disable-file"}) {
    const std::string text = Cat("# a <!-- markdownlint-", verb, " --> CafÃ©\n### CafÃ© d’Ã©tÃ©\n");
    EXPECT_EQ(LinesFound(text, {.select = {"encoding-mojibake"}}, "encoding-mojibake"), "1 1 2")
        << verb;
  }
  EXPECT_EQ(LinesFound("# a\n<!-- markdownlint-disable encoding-mojibake -->\nCafÃ© d’Ã©tÃ©\n",
                       {.select = {"encoding-mojibake"}}, "encoding-mojibake"),
            "");
}

TEST(Suppressions, AreNotJudgedWhereTheirRulesDoNotRun) {
  const std::string text = "<!-- awl disable heading-skip-level -->\n\n# a\n";
  EXPECT_EQ(LinesFound(text, {}, "suppression-unused"), "1");
  EXPECT_EQ(LinesFound(text, {.ignore = {kRule}}, "suppression-unused"), "");
  EXPECT_EQ(LinesFound("<!-- awl disable -->\n\n# a\n", {.select = {"suppression-unused"}},
                       "suppression-unused"),
            "");
}

TEST(Suppressions, MaySuppressTheFindingAboutThemselves) {
  EXPECT_EQ(LinesFound("<!-- awl disable suppression-unused -->\n<!-- awl disable "
                       "heading-skip-level -->\n\n# a\n",
                       {}, "suppression-unused"),
            "");
}

TEST(Linter, SaysOnceWhatATemplateDoesEverywhere) {
  std::string text = "<!-- This file is generated by make.py. Do not edit it. -->\n# A\n\n";
  for (int i = 0; i < 20; ++i) text += "- [a](https://a.example) \n";
  EXPECT_EQ(LinesFound(text, {}, "whitespace-trailing"), "4");
}

// ---- damaged text

// What was concluded from the whole file holds for the lines that the first pass leaves.
TEST(FixLoop, KeepsTheVerdictOnDamagedTextThroughAllPasses) {
  const std::string text =
      "# ç¼–ç¨‹èµ„æº\n"
      "\n"
      "- [ä¸](https://example.com/1) â€“ é€‚åˆåˆå¦è€…çš„å…è´¹æ•™ç¨‹ã€‚\n"
      "- [æ•°æ®ç»“æž„](https://example.com/2) â€“ å¸¸ç”¨ç®—æ³•çš„å®žçŽ°ï¼Œä»¥åŠè¯¦ç»†çš„è¯´æ˜Žã€‚\n"
      "- [ä¸](https://example.com/3) â€“ å…è´¹ã€‚\n";
  const Config config{.select = {"encoding-mojibake"}};
  const Linter linter(config);
  const ParsedFile file = ParseFile(std::make_shared<const Source>("readme.md", text));
  const Linter::File asked{.document = *file.document, .list = *file.list};
  std::vector<std::string> before;
  for (const Diagnostic& found : linter.Check(asked)) {
    for (const Related& related : found.related) before.push_back(related.message);
  }
  const FixLoopResult result = RunFixLoop(linter, asked, {});
  ASSERT_NE(result.fixed, nullptr);
  std::vector<std::string> after;
  for (const Diagnostic& found : result.diagnostics) {
    for (const Related& related : found.related) after.push_back(related.message);
  }
  EXPECT_FALSE(after.empty());
  EXPECT_EQ(after, std::vector<std::string>(
                       before.end() - static_cast<std::ptrdiff_t>(after.size()), before.end()));
  EXPECT_LT(result.diagnostics.size(), linter.Check(asked).size());
}

// ---- consistency findings
// ------------------------------------------------------------------------

Place At(Offset begin, bool has_edit, Applicability applicability = Applicability::kSafe) {
  Place place{.range = {begin, begin + 1}, .message = "'*'", .applicability = applicability};
  if (has_edit) place.edits = {{place.range, "-"}};
  return place;
}

TEST(Expand, MakesOneFindingForSafePlacesAndOneForTheOthers) {
  std::vector<Diagnostic> found;
  Expand({.message = "3 of 9",
          .fix_title = "use '-'",
          .places = {At(0, true), At(4, true, Applicability::kUnsafe), At(8, true), At(9, false)}},
         false, &found);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].message, "3 of 9");
  EXPECT_EQ(found[0].related.size(), 2u);
  EXPECT_EQ(found[0].fix->edits.size(), 2u);
  EXPECT_EQ(found[0].fix->applicability, Applicability::kSafe);
  EXPECT_EQ(found[1].range.begin, 4u);
  EXPECT_EQ(found[1].message, "'*', and 1 more of these 4 places; the fix may change the page");
  EXPECT_EQ(found[1].related.size(), 2u);
  EXPECT_EQ(found[1].fix->edits.size(), 1u);
  EXPECT_EQ(found[1].fix->applicability, Applicability::kUnsafe);
}

TEST(Expand, MakesNoFixWherePlacesHaveNone) {
  std::vector<Diagnostic> found;
  Expand({.message = "1 of 9", .places = {At(0, false)}}, false, &found);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].message, "1 of 9");
  EXPECT_FALSE(found[0].fix);
}

TEST(Expand, MakesOneFindingForEachPlaceWhereAsked) {
  std::vector<Diagnostic> found;
  Expand({.message = "2 of 9", .fix_title = "use '-'", .places = {At(0, true), At(4, false)}}, true,
         &found);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].message, "'*'");
  EXPECT_TRUE(found[0].fix);
  EXPECT_FALSE(found[1].fix);
}

// ---- damage
// --------------------------------------------------------------------------------------

TEST(DamagedText, IsWhatOtherFindingsFollowFrom) {
  const Source source("", "good\nbad \xC3\xA6\xC2\xBC\xC2\xA2 text\nmore\n");
  Diagnostic mojibake{.rule = kDamageRule, .range = {9, 15}};
  Diagnostic summary{.rule = kDamageRule, .range = {0, source.size()}};
  const std::vector<Diagnostic> found = {summary, mojibake};
  const DamagedText damage(source, found);
  const auto follows = [&](Range range, std::string_view rule = "encoding-nbsp") {
    return damage.CauseOf({.rule = rule, .range = range}).has_value();
  };
  EXPECT_TRUE(follows({13, 15}));
  EXPECT_TRUE(follows({0, 10}));
  EXPECT_FALSE(follows({0, 4}));
  EXPECT_FALSE(follows({5, 9}));
  EXPECT_FALSE(follows({15, 20})) << "ends where the damage begins is not within";
  EXPECT_FALSE(follows({13, 15}, kDamageRule));
  EXPECT_EQ(damage.CauseOf({.rule = "x", .range = {9, 10}})->line, 1u);

  Diagnostic anchor{.rule = "anchor-missing-target", .range = {0, 4}};
  anchor.related = {{.message = "the heading", .range = {9, 12}}};
  EXPECT_TRUE(damage.CauseOf(anchor));

  const std::vector<Edit> in_line = {{{20, 20}, "x"}};
  const std::vector<Edit> before = {{{0, 5}, "x"}};
  const std::vector<Edit> after = {{{21, 22}, "x"}};
  EXPECT_TRUE(damage.IsTouchedBy(in_line));
  EXPECT_FALSE(damage.IsTouchedBy(before));
  EXPECT_FALSE(damage.IsTouchedBy(after));
}

}  // namespace
}  // namespace awl
