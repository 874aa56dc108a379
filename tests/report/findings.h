#ifndef AWL_TESTS_REPORT_FINDINGS_H_
#define AWL_TESTS_REPORT_FINDINGS_H_

#include <memory>
#include <string>
#include <vector>

#include "awl/report.h"

namespace awl {

// A file with findings, to be reported in some format.
struct Findings {
  std::unique_ptr<const Source> source;
  std::vector<Diagnostic> diagnostics = {};

  explicit Findings(std::string text, std::string path = "readme.md")
      : source(std::make_unique<const Source>(std::move(path), std::move(text))) {}

  // The range of the first `piece` at or after `from`.
  Range Of(std::string_view piece, std::size_t from = 0) const {
    const auto begin = static_cast<Offset>(source->text().find(piece, from));
    return {begin, begin + static_cast<Offset>(piece.size())};
  }

  Diagnostic& Add(std::string_view rule, Severity severity, Range range, std::string message) {
    Diagnostic& out = diagnostics.emplace_back();
    out.rule = rule;
    out.severity = severity;
    out.range = range;
    out.message = std::move(message);
    return out;
  }

  ReportedFile file() const {
    return {.path = source->path(), .source = *source, .diagnostics = diagnostics};
  }

  std::string Report(ReportFormat format, const ReportOptions& options = {},
                     const ReportSummary& summary = {.files_checked = 1}) const {
    std::string out;
    const std::unique_ptr<Reporter> reporter = MakeReporter(format, options);
    reporter->Add(file(), &out);
    reporter->Finish(summary, &out);
    return out;
  }
};

// What every format is tried on: a safe fix in a line with CJK, an unsafe one over two places, a
// finding over several lines with a related place, and two that follow from damage.
inline Findings Sample() {
  Findings sample(
      "# Awesome 目录\n"
      "\n"
      "- [读我](https://a.b/目) – 说明\n"
      "- [one](https://a.b) - One.\n"
      "- [two](https://a.b) - \"Two\" <&> 100%, x: y.\n",
      "docs/my list.md");
  sample.Add("entry-separator", Severity::kError, sample.Of(" – "), "separator is \"–\"").fix =
      Fix{.title = "write \" - \"",
          .applicability = Applicability::kSafe,
          .effect = Effect::kText,
          .edits = {{sample.Of(" – "), " - "}}};
  Diagnostic& duplicate = sample.Add("duplicate-link", Severity::kWarning,
                                     sample.Of("https://a.b)", 60), "\"https://a.b\" twice, 100%");
  duplicate.range.end -= 1;
  duplicate.peer = "awesome-lint:double-link";
  duplicate.related.push_back({.message = "first here", .range = sample.Of("https://a.b/目")});
  duplicate.fix = Fix{
      .title = "drop both",
      .applicability = Applicability::kUnsafe,
      .effect = Effect::kStructure,
      .edits = {{sample.Of("- [one](https://a.b) - One.\n"), ""}, {sample.Of("[two]"), "[zwei]"}}};
  sample.Add("style-list-marker", Severity::kInfo,
             {sample.Of("- [one]").begin, sample.Of("x: y.").end}, "spread over lines");
  for (const char* piece : {"One.", "Two"}) {
    sample.Add("anchor-missing-target", Severity::kInfo, sample.Of(piece), "no such anchor")
        .caused_by = Cause{.rule = "encoding-mojibake", .line = 2};
  }
  return sample;
}

}  // namespace awl

#endif  // AWL_TESTS_REPORT_FINDINGS_H_
