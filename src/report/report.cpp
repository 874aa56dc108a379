#include "awl/report.h"

#include <algorithm>

#include "report/formats.h"

namespace awl {
namespace {

constexpr std::string_view kFormatNames[] = {"text",   "concise", "json",  "jsonl", "sarif",
                                             "github", "gitlab",  "junit", "rdjson"};

}  // namespace

std::span<const std::string_view> ReportFormatNames() { return kFormatNames; }

std::optional<ReportFormat> ParseReportFormat(std::string_view name) {
  const auto* found = std::find(std::begin(kFormatNames), std::end(kFormatNames), name);
  if (found == std::end(kFormatNames)) return std::nullopt;
  return static_cast<ReportFormat>(found - std::begin(kFormatNames));
}

std::unique_ptr<Reporter> MakeReporter(ReportFormat format, const ReportOptions& options) {
  switch (format) {
    case ReportFormat::kText:
      return MakeTextReporter(options);
    case ReportFormat::kConcise:
      return MakeConciseReporter(options);
    case ReportFormat::kJson:
      return MakeJsonReporter(options);
    case ReportFormat::kJsonl:
      return MakeJsonlReporter(options);
    case ReportFormat::kSarif:
      return MakeSarifReporter(options);
    case ReportFormat::kGithub:
      return MakeGithubReporter(options);
    case ReportFormat::kGitlab:
      return MakeGitlabReporter(options);
    case ReportFormat::kJunit:
      return MakeJunitReporter(options);
    case ReportFormat::kRdjson:
      return MakeRdjsonReporter(options);
  }
  return nullptr;
}

}  // namespace awl
