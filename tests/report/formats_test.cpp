#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "base/strings.h"
#include "report/findings.h"

// Each format is held to its documentation; SARIF's schema, which needs npm, is tests/oracle's.

namespace awl {
namespace {

using Json = nlohmann::json;

// True if `object` has exactly these keys.
bool HasKeys(const Json& object, std::set<std::string> keys) {
  std::set<std::string> found;
  for (const auto& item : object.items()) found.insert(item.key());
  return found == keys;
}

std::vector<std::string> LinesOf(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// As where awl runs in a folder of the repository.
ReportOptions InFolder() { return {.folder = "/repo/lists", .root = "/repo"}; }

void CheckFinding(const Json& finding) {
  EXPECT_TRUE(HasKeys(finding, {"path", "rule", "severity", "message", "peer", "start", "end",
                                "related", "caused_by", "fix"}));
  for (const char* place : {"start", "end"}) {
    EXPECT_TRUE(HasKeys(finding[place], {"line", "column", "offset"}));
  }
}

TEST(JsonReport, HasTheShapeOfTheDesign) {
  const Json report = Json::parse(Sample().Report(ReportFormat::kJson));
  ASSERT_TRUE(report.is_array());
  ASSERT_EQ(report.size(), 5u);
  for (const Json& finding : report) CheckFinding(finding);

  EXPECT_EQ(report[0]["path"], "docs/my list.md");
  EXPECT_EQ(report[0]["rule"], "entry-separator");
  EXPECT_EQ(report[0]["severity"], "error");
  EXPECT_EQ(report[0]["peer"], "");
  EXPECT_EQ(report[0]["start"], Json({{"line", 3}, {"column", 22}, {"offset", 45}}));
  EXPECT_EQ(report[0]["end"], Json({{"line", 3}, {"column", 25}, {"offset", 50}}));
  EXPECT_EQ(report[0]["caused_by"], Json());
  EXPECT_EQ(report[0]["fix"], Json({{"title", "write \" - \""},
                                    {"applicability", "safe"},
                                    {"effect", "text"},
                                    {"edits", {{{"start", 45}, {"end", 50}, {"text", " - "}}}}}));
  EXPECT_EQ(report[1]["peer"], "awesome-lint:double-link");
  EXPECT_EQ(report[1]["related"][0]["message"], "first here");
  EXPECT_EQ(report[1]["related"][0]["path"], "docs/my list.md");
  EXPECT_EQ(report[1]["related"][0]["start"]["line"], 3);
  EXPECT_EQ(report[1]["fix"]["applicability"], "unsafe");
  EXPECT_EQ(report[1]["fix"]["edits"].size(), 2u);
  EXPECT_EQ(report[3]["caused_by"], Json({{"rule", "encoding-mojibake"}, {"line", 3}}));
  EXPECT_EQ(report[3]["severity"], "info");
}

TEST(JsonReport, IsAnEmptyArrayWhereNothingIsWrong) {
  EXPECT_EQ(Findings("# A\n").Report(ReportFormat::kJson), "[]\n");
  EXPECT_EQ(Findings("# A\n").Report(ReportFormat::kJsonl), "");
}

TEST(JsonReport, ReplacesBytesThatAreNoText) {
  Findings findings("a\xFF\n");
  findings.Add("encoding-invalid-utf8", Severity::kError, {1, 2}, "byte \xFF and \"\x01\"");
  const Json report = Json::parse(findings.Report(ReportFormat::kJson));
  EXPECT_EQ(report[0]["message"], "byte \xEF\xBF\xBD and \"\x01\"");
}

TEST(JsonReport, AsksForOtherFiles) {
  Findings findings("# A\n");
  findings.Add("duplicate-link", Severity::kError, {0, 1}, "twice")
      .related.push_back({.message = "first", .range = {3, 5}, .path = "b.md"});
  ReportOptions options;
  options.open = [](const std::string& path) {
    return std::make_shared<const Source>("shown/" + path, "1\n2\n");
  };
  const Json related = Json::parse(findings.Report(ReportFormat::kJson, options))[0]["related"][0];
  EXPECT_EQ(related["path"], "shown/b.md");
  EXPECT_EQ(related["start"], Json({{"line", 2}, {"column", 2}, {"offset", 3}}));
  EXPECT_EQ(Json::parse(findings.Report(ReportFormat::kJson))[0]["related"][0]["start"], Json());
}

TEST(JsonlReport, HasOneObjectALine) {
  const std::vector<std::string> lines = LinesOf(Sample().Report(ReportFormat::kJsonl));
  const Json array = Json::parse(Sample().Report(ReportFormat::kJson));
  ASSERT_EQ(lines.size(), array.size());
  for (std::size_t i = 0; i < lines.size(); ++i) EXPECT_EQ(Json::parse(lines[i]), array[i]);
}

TEST(SarifReport, HasWhatCodeScanningNeeds) {
  ReportOptions options = InFolder();
  options.rules = {&BuiltinRules()[0]};
  Findings sample = Sample();
  sample.diagnostics[0].rule = options.rules[0]->name;
  const Json report = Json::parse(sample.Report(ReportFormat::kSarif, options,
                                                {.files_checked = 1, .errors = {"no such file"}}));
  EXPECT_EQ(report["version"], "2.1.0");
  EXPECT_TRUE(report["$schema"].is_string());
  ASSERT_EQ(report["runs"].size(), 1u);
  const Json& run = report["runs"][0];
  EXPECT_EQ(run["columnKind"], "unicodeCodePoints");
  EXPECT_EQ(run["invocations"][0]["executionSuccessful"], false);
  const Json& driver = run["tool"]["driver"];
  EXPECT_EQ(driver["name"], "awl");
  EXPECT_TRUE(driver["semanticVersion"].is_string());
  ASSERT_EQ(driver["rules"].size(), 1u);
  for (const Json& rule : driver["rules"]) {
    for (const char* text : {"shortDescription", "fullDescription", "help"}) {
      EXPECT_FALSE(rule[text]["text"].get<std::string>().empty()) << text;
      EXPECT_LE(rule[text]["text"].get<std::string>().size(), 1024u) << text;
    }
    EXPECT_TRUE(rule["properties"]["tags"].is_array());
    EXPECT_TRUE(rule["defaultConfiguration"]["level"].is_string());
  }
  // Those that follow from others are left out.
  ASSERT_EQ(run["results"].size(), 3u);
  std::set<std::string> fingerprints;
  for (const Json& result : run["results"]) {
    ASSERT_EQ(result["locations"].size(), 1u);
    const Json& place = result["locations"][0]["physicalLocation"];
    EXPECT_EQ(place["artifactLocation"]["uri"], "lists/docs/my%20list.md");
    EXPECT_TRUE(HasKeys(place["region"], {"startLine", "startColumn", "endLine", "endColumn"}));
    EXPECT_TRUE(
        fingerprints.insert(result["partialFingerprints"]["primaryLocationLineHash"]).second);
  }
  EXPECT_EQ(run["results"][0]["ruleIndex"], 0);
  EXPECT_EQ(run["results"][0]["level"], "error");
  EXPECT_EQ(run["results"][2]["level"], "note");
  EXPECT_EQ(run["results"][0]["locations"][0]["physicalLocation"]["region"],
            Json({{"startLine", 3}, {"startColumn", 22}, {"endLine", 3}, {"endColumn", 25}}));
  const Json& change = run["results"][0]["fixes"][0]["artifactChanges"][0];
  EXPECT_EQ(change["replacements"][0]["insertedContent"]["text"], " - ");
  EXPECT_EQ(run["results"][0]["message"]["text"], "separator is \"–\" (fix: write \" - \")");
  // Whoever applies what is in `fixes` must not get an unsafe one.
  EXPECT_FALSE(run["results"][1].contains("fixes"));
  EXPECT_EQ(run["results"][1]["message"]["text"],
            "\"https://a.b\" twice, 100% (unsafe fix: drop both)");
  EXPECT_EQ(run["results"][1]["relatedLocations"][0]["message"]["text"], "first here");
}

TEST(SarifReport, IsWholeWithoutFindings) {
  const Json report = Json::parse(Findings("# A\n").Report(ReportFormat::kSarif));
  EXPECT_EQ(report["runs"][0]["results"], Json::array());
  EXPECT_EQ(report["runs"][0]["invocations"][0]["executionSuccessful"], true);
}

TEST(SarifReport, StopsWhereCodeScanningDoes) {
  Findings findings("# A\n");
  for (int i = 0; i < 25'003; ++i) findings.Add("a-rule", Severity::kInfo, {0, 1}, "x");
  const Json run = Json::parse(findings.Report(ReportFormat::kSarif))["runs"][0];
  EXPECT_EQ(run["results"].size(), 25'000u);
  EXPECT_EQ(run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"],
            "3 more results are left out: code scanning takes 25000");
}

TEST(Fingerprints, OutliveEditsOfOtherLines) {
  Findings sample = Sample();
  const auto prints = [](const Findings& findings) {
    std::vector<std::string> out;
    for (const Json& finding : Json::parse(findings.Report(ReportFormat::kGitlab))) {
      out.push_back(finding["fingerprint"]);
    }
    return out;
  };
  Findings moved(Cat("new line\n\n", sample.source->text()), "docs/my list.md");
  for (Diagnostic diagnostic : sample.diagnostics) {
    diagnostic.range.begin += 10;
    diagnostic.range.end += 10;
    diagnostic.fix.reset();
    moved.diagnostics.push_back(diagnostic);
  }
  EXPECT_EQ(prints(sample), prints(moved));
  // The same line twice is told apart.
  Findings twice("- a\n- a\n- \t a \n");
  twice.Add("a-rule", Severity::kInfo, {0, 1}, "x");
  twice.Add("a-rule", Severity::kInfo, {4, 5}, "x");
  twice.Add("a-rule", Severity::kInfo, {8, 9}, "x");
  const std::vector<std::string> all = prints(twice);
  EXPECT_EQ(std::set<std::string>(all.begin(), all.end()).size(), 3u);
  EXPECT_EQ(all[0].substr(0, 16), all[1].substr(0, 16));
  EXPECT_EQ(all[0].substr(0, 16), all[2].substr(0, 16));
}

// https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
void CheckCommand(const std::string& line) {
  static const std::regex kCommand(
      "::(error|warning|notice) file=([^,:]*),line=(\\d+),endLine=(\\d+)(,col=\\d+,endColumn=\\d+)?"
      ",title=([^,:]*)::(.*)");
  std::smatch match;
  ASSERT_TRUE(std::regex_match(line, match, kCommand)) << line;
  // Columns only within a line; a "%" only as an escape.
  EXPECT_EQ(match[5].matched, match[3] == match[4]) << line;
  static const std::regex kStrayPercent("%(?!25|0D|0A|3A|2C)");
  EXPECT_FALSE(std::regex_search(line, kStrayPercent)) << line;
}

TEST(GithubReport, AnnotatesErrorsFirst) {
  Findings sample = Sample();
  std::swap(sample.diagnostics[0], sample.diagnostics[2]);
  const std::vector<std::string> lines = LinesOf(sample.Report(ReportFormat::kGithub, InFolder()));
  ASSERT_EQ(lines.size(), 3u);
  for (const std::string& line : lines) CheckCommand(line);
  EXPECT_EQ(lines[0],
            "::error file=lists/docs/my list.md,line=3,endLine=3,col=22,endColumn=25,"
            "title=entry-separator::separator is \"–\"%0Afix: write \" - \"%0A"
            "+ - [读我](https://a.b/目) - 说明");
  EXPECT_EQ(lines[1].substr(0, 10), "::warning ");
  EXPECT_NE(lines[1].find("twice, 100%25%0Aunsafe fix: drop both%0A- "), std::string::npos);
  EXPECT_EQ(lines[2].substr(0, 9), "::notice ");
  EXPECT_EQ(lines[2].find("col="), std::string::npos);
}

TEST(GithubReport, KeepsToTheLimitsOfAStep) {
  Findings findings("# A\n", "a,b:c.md");
  for (int i = 0; i < 14; ++i) findings.Add("a-rule", Severity::kError, {0, 1}, "x\ny");
  for (int i = 0; i < 11; ++i) findings.Add("a-rule", Severity::kWarning, {0, 1}, "x");
  const std::vector<std::string> lines = LinesOf(findings.Report(ReportFormat::kGithub));
  ASSERT_EQ(lines.size(), 10u + 10 + 5 + 1);
  for (std::size_t i = 0; i < 20; ++i) {
    CheckCommand(lines[i]);
    EXPECT_EQ(lines[i].substr(0, 7), i < 10 ? "::error" : "::warni");
  }
  EXPECT_EQ(lines[0].substr(0, 26), "::error file=a%2Cb%3Ac.md,");
  EXPECT_EQ(lines[20], "a,b:c.md:1:1: error a-rule: x y");
  EXPECT_EQ(lines[25], "5 more in the log: GitHub shows 10 annotations of a kind for each step");
}

// https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
TEST(GitlabReport, HasWhatCodeQualityNeeds) {
  const Json report = Json::parse(Sample().Report(ReportFormat::kGitlab, InFolder()));
  ASSERT_EQ(report.size(), 3u);
  std::set<std::string> fingerprints;
  const std::set<std::string> severities = {"info", "minor", "major", "critical", "blocker"};
  for (const Json& finding : report) {
    EXPECT_TRUE(
        HasKeys(finding, {"check_name", "description", "severity", "fingerprint", "location"}));
    EXPECT_TRUE(severities.count(finding["severity"]) == 1);
    EXPECT_EQ(finding["location"]["path"], "lists/docs/my list.md");
    EXPECT_GE(finding["location"]["positions"]["begin"]["line"], 3);
    EXPECT_TRUE(fingerprints.insert(finding["fingerprint"]).second);
  }
  EXPECT_EQ(Findings("# A\n").Report(ReportFormat::kGitlab), "[]\n");
}

// Reads the XML that the report is made of: elements, attributes in double quotes, text. Returns
// the elements as "name attribute=value …" in their order, or the place where it is not well
// formed.
std::vector<std::string> ReadXml(const std::string& xml) {
  static const std::regex kTag(
      "<(/?)([a-z-]+)((?: [a-z]+=\"[^\"<>&]*(?:&[a-z0-9#]+;[^\"<>&]*)*\")*)(/?)>");
  std::vector<std::string> elements;
  std::vector<std::string> open;
  std::size_t at = xml.find("?>") + 2;
  std::smatch match;
  while (at < xml.size()) {
    if (xml[at] != '<') {
      const std::size_t end = std::min(xml.find('<', at), xml.size());
      static const std::regex kStray("[>\"]|&(?!(amp|lt|gt|quot|#\\d+);)");
      const std::string text = xml.substr(at, end - at);
      if (std::regex_search(text, kStray)) return {"stray in " + text};
      at = end;
      continue;
    }
    const std::string rest = xml.substr(at);
    if (!std::regex_search(rest, match, kTag, std::regex_constants::match_continuous)) {
      return {"no tag at " + rest.substr(0, 40)};
    }
    if (match[1].length() > 0) {
      if (open.empty() || open.back() != match[2]) return {"closes " + match[2].str()};
      open.pop_back();
    } else {
      elements.push_back(match[2].str() + match[3].str());
      if (match[4].length() == 0) open.push_back(match[2]);
    }
    at += static_cast<std::size_t>(match[0].length());
  }
  if (!open.empty()) return {"open " + open.back()};
  return elements;
}

TEST(JunitReport, IsWellFormedAndCounts) {
  Findings sample = Sample();
  sample.diagnostics[1].message = "<a & \"b\"> \x01\xFF\n";
  const std::vector<std::string> elements =
      ReadXml(sample.Report(ReportFormat::kJunit, {}, {.files_checked = 1, .errors = {"a<b"}}));
  ASSERT_EQ(elements.size(), 1u + 1 + 3 * 2 + 3) << elements[0];
  EXPECT_EQ(elements[0], "testsuites name=\"awl\" tests=\"4\" failures=\"2\" errors=\"1\"");
  EXPECT_EQ(elements[1],
            "testsuite name=\"docs/my list.md\" tests=\"3\" failures=\"2\" errors=\"0\"");
  EXPECT_EQ(elements[2],
            "testcase name=\"entry-separator\" classname=\"docs/my list.md\" "
            "file=\"docs/my list.md\" line=\"3\"");
  EXPECT_EQ(elements[5],
            "failure message=\"&lt;a &amp; &quot;b&quot;&gt; \xEF\xBF\xBD\xEF\xBF\xBD&#10;\" "
            "type=\"warning\"");
  EXPECT_EQ(elements[7], "system-out") << "an info fails nothing";
  EXPECT_EQ(elements.back(), "error message=\"a&lt;b\"");
}

TEST(JunitReport, FailsWhatFailsTheRun) {
  const auto failures = [](std::optional<Severity> from) {
    return ReadXml(Sample().Report(ReportFormat::kJunit, {.fails_from = from}))[0];
  };
  EXPECT_EQ(failures(Severity::kInfo),
            "testsuites name=\"awl\" tests=\"3\" failures=\"3\" errors=\"0\"");
  EXPECT_EQ(failures(Severity::kError),
            "testsuites name=\"awl\" tests=\"3\" failures=\"1\" errors=\"0\"");
  EXPECT_EQ(failures(std::nullopt),
            "testsuites name=\"awl\" tests=\"3\" failures=\"0\" errors=\"0\"");
}

TEST(JunitReport, HasAPassedCaseForACleanFile) {
  const std::vector<std::string> elements = ReadXml(Findings("# A\n").Report(ReportFormat::kJunit));
  ASSERT_EQ(elements.size(), 3u);
  EXPECT_EQ(elements[0], "testsuites name=\"awl\" tests=\"1\" failures=\"0\" errors=\"0\"");
  EXPECT_EQ(elements[2], "testcase name=\"awl\" classname=\"readme.md\" file=\"readme.md\"");
}

// https://github.com/reviewdog/reviewdog/tree/master/proto/rdf: columns count bytes there.
TEST(RdjsonReport, SuggestsWholeFixes) {
  Findings sample = Sample();
  sample.diagnostics[1].fix->applicability = Applicability::kSafe;
  const Json report = Json::parse(sample.Report(ReportFormat::kRdjson, InFolder()));
  EXPECT_EQ(report["source"]["name"], "awl");
  ASSERT_EQ(report["diagnostics"].size(), 3u);
  for (const Json& finding : report["diagnostics"]) {
    EXPECT_TRUE(finding["message"].is_string());
    EXPECT_TRUE(finding["code"]["value"].is_string());
    EXPECT_EQ(finding["location"]["path"], "lists/docs/my list.md");
  }
  const Json& first = report["diagnostics"][0];
  EXPECT_EQ(first["severity"], "ERROR");
  EXPECT_EQ(first["location"]["range"]["start"], Json({{"line", 3}, {"column", 28}}));
  EXPECT_EQ(first["suggestions"][0]["text"], " - ");
  const Json& second = report["diagnostics"][1];
  ASSERT_EQ(second["suggestions"].size(), 1u);
  EXPECT_EQ(second["suggestions"][0]["text"], "- [zwei]");
  EXPECT_EQ(second["suggestions"][0]["range"]["start"], Json({{"line", 4}, {"column", 1}}));
  EXPECT_EQ(second["suggestions"][0]["range"]["end"], Json({{"line", 5}, {"column", 8}}));
  EXPECT_FALSE(report["diagnostics"][2].contains("suggestions"));
}

// One click applies a suggestion.
TEST(RdjsonReport, OnlyNamesUnsafeFixes) {
  const Json report = Json::parse(Sample().Report(ReportFormat::kRdjson));
  const Json& unsafe = report["diagnostics"][1];
  EXPECT_FALSE(unsafe.contains("suggestions"));
  EXPECT_EQ(unsafe["message"], "\"https://a.b\" twice, 100% (unsafe fix: drop both)");
}

TEST(ReportFormats, NamePathsFromTheRepositorysRoot) {
  struct Case {
    const char* path;
    const char* shown;
  };
  for (const Case& c : {
           Case{"a.md", "lists/a.md"},
           Case{"./x/../a.md", "lists/a.md"},
           Case{"../a.md", "a.md"},
           Case{"/repo/b/a.md", "b/a.md"},
           Case{"/elsewhere/a.md", "/elsewhere/a.md"},
           Case{"../../a.md", "../../a.md"},
           Case{"/repository/a.md", "/repository/a.md"},
       }) {
    Findings findings("# A\n", c.path);
    findings.Add("a-rule", Severity::kInfo, {0, 1}, "x");
    const Json report = Json::parse(findings.Report(ReportFormat::kGitlab, InFolder()));
    EXPECT_EQ(report[0]["location"]["path"], c.shown) << c.path;
  }
}

TEST(ReportFormats, HaveNames) {
  for (const std::string_view name : ReportFormatNames()) {
    ASSERT_TRUE(ParseReportFormat(name)) << name;
    EXPECT_NE(MakeReporter(*ParseReportFormat(name), {}), nullptr) << name;
  }
  EXPECT_FALSE(ParseReportFormat("xml"));
}

}  // namespace
}  // namespace awl
