#ifndef AWL_REPORT_FORMATS_H_
#define AWL_REPORT_FORMATS_H_

// One reporter a format, each in the file of its name.

#include <memory>

#include "awl/report.h"

namespace awl {

std::unique_ptr<Reporter> MakeTextReporter(const ReportOptions& options);
std::unique_ptr<Reporter> MakeConciseReporter(const ReportOptions& options);
std::unique_ptr<Reporter> MakeJsonReporter(const ReportOptions& options);
std::unique_ptr<Reporter> MakeJsonlReporter(const ReportOptions& options);
std::unique_ptr<Reporter> MakeSarifReporter(const ReportOptions& options);
std::unique_ptr<Reporter> MakeGithubReporter(const ReportOptions& options);
std::unique_ptr<Reporter> MakeGitlabReporter(const ReportOptions& options);
std::unique_ptr<Reporter> MakeJunitReporter(const ReportOptions& options);
std::unique_ptr<Reporter> MakeRdjsonReporter(const ReportOptions& options);

}  // namespace awl

#endif  // AWL_REPORT_FORMATS_H_
