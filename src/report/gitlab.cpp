#include "base/json_writer.h"
#include "base/strings.h"
#include "report/fingerprint.h"
#include "report/formats.h"
#include "report/style.h"

namespace awl {
namespace {

std::string_view SeverityName(Severity severity) {
  static constexpr std::string_view kNames[] = {"info", "minor", "major"};
  return kNames[static_cast<int>(severity)];
}

void WritePosition(JsonWriter& json, std::string_view key, Position position) {
  json.Key(key).BeginObject();
  json.Field("line", position.line).Field("column", position.column).EndObject();
}

// https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
class GitlabReporter final : public Reporter {
 public:
  explicit GitlabReporter(const ReportOptions& options) : options_(options) {}

  void Add(const ReportedFile& file, std::string* out) override {
    Fingerprints fingerprints(file.path, file.source);
    for (const Diagnostic& diagnostic : file.diagnostics) {
      if (diagnostic.caused_by) continue;
      *out += first_ ? "[\n" : ",\n";
      first_ = false;
      JsonWriter json(out);
      json.BeginObject().Field("check_name", diagnostic.rule);
      json.Field("description", MessageWithCure(diagnostic));
      json.Field("severity", SeverityName(diagnostic.severity));
      json.Field("fingerprint", fingerprints.Of(diagnostic).ToString());
      json.Key("location").BeginObject().Field("path", RepositoryPath(options_, file.path));
      json.Key("positions").BeginObject();
      WritePosition(json, "begin", file.source.PositionAt(diagnostic.range.begin));
      WritePosition(json, "end", file.source.PositionAt(diagnostic.range.end));
      json.EndObject().EndObject().EndObject();
    }
  }

  void Finish(const ReportSummary&, std::string* out) override {
    *out += first_ ? "[]\n" : "\n]\n";
  }

 private:
  const ReportOptions options_;
  bool first_ = true;
};

}  // namespace

std::unique_ptr<Reporter> MakeGitlabReporter(const ReportOptions& options) {
  return std::make_unique<GitlabReporter>(options);
}

}  // namespace awl
