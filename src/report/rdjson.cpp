#include "base/json_writer.h"
#include "base/strings.h"
#include "report/formats.h"
#include "report/style.h"

namespace awl {
namespace {

// A suggestion longer than this is no help in a review.
constexpr std::uint32_t kMaxSuggestedLines = 20;

std::string_view SeverityName(Severity severity) {
  static constexpr std::string_view kNames[] = {"INFO", "WARNING", "ERROR"};
  return kNames[static_cast<int>(severity)];
}

// Reviewdog's columns count bytes.
void WritePosition(JsonWriter& json, std::string_view key, const Source& source, Offset offset) {
  const std::uint32_t line = source.LineAt(offset);
  json.Key(key).BeginObject().Field("line", line + 1);
  json.Field("column", offset - source.LineBegin(line) + 1).EndObject();
}

void WriteRange(JsonWriter& json, const Source& source, Range range) {
  json.Key("range").BeginObject();
  WritePosition(json, "start", source, range.begin);
  WritePosition(json, "end", source, range.end);
  json.EndObject();
}

// All edits as one, with the text between them: reviewdog would offer each apart, and half a fix is
// none. An edit over no bytes at all says that there is nothing to suggest.
Edit Joined(const Source& source, const Fix& fix) {
  Edit out{.range = {fix.edits.front().range.begin, fix.edits.back().range.end}, .text = {}};
  if (source.LineAt(out.range.end) - source.LineAt(out.range.begin) > kMaxSuggestedLines) return {};
  Offset at = out.range.begin;
  for (const Edit& edit : fix.edits) {
    if (edit.range.begin < at) return {};
    out.text += source.Slice({at, edit.range.begin});
    out.text += edit.text;
    at = edit.range.end;
  }
  return out;
}

// https://github.com/reviewdog/reviewdog/tree/master/proto/rdf, as rdjson.
class RdjsonReporter final : public Reporter {
 public:
  explicit RdjsonReporter(const ReportOptions& options) : options_(options) {}

  void Add(const ReportedFile& file, std::string* out) override {
    Begin(out);
    for (const Diagnostic& diagnostic : file.diagnostics) {
      if (diagnostic.caused_by) continue;
      *out += first_ ? "\n" : ",\n";
      first_ = false;
      WriteFinding(file, diagnostic, out);
    }
  }

  void Finish(const ReportSummary&, std::string* out) override {
    Begin(out);
    *out += "\n]}\n";
  }

 private:
  void Begin(std::string* out) {
    if (begun_) return;
    begun_ = true;
    JsonWriter json(out);
    json.BeginObject().Key("source").BeginObject().Field("name", "awl").EndObject();
    json.Key("diagnostics").BeginArray();
  }

  void WriteFinding(const ReportedFile& file, const Diagnostic& diagnostic, std::string* out) {
    JsonWriter json(out);
    // A suggestion is applied with one click, so only safe fixes are any.
    const bool is_safe = diagnostic.fix && diagnostic.fix->applicability == Applicability::kSafe;
    json.BeginObject();
    json.Field("message", is_safe ? diagnostic.message : MessageWithCure(diagnostic));
    json.Key("location").BeginObject().Field("path", RepositoryPath(options_, file.path));
    WriteRange(json, file.source, diagnostic.range);
    json.EndObject().Field("severity", SeverityName(diagnostic.severity));
    json.Key("code").BeginObject().Field("value", diagnostic.rule);
    const std::string url = RuleUrl(options_, diagnostic.rule);
    if (!url.empty()) json.Field("url", url);
    json.EndObject();
    if (is_safe && !diagnostic.fix->edits.empty()) {
      const Edit edit = Joined(file.source, *diagnostic.fix);
      if (!edit.range.empty() || !edit.text.empty()) {
        json.Key("suggestions").BeginArray().BeginObject();
        WriteRange(json, file.source, edit.range);
        json.Field("text", edit.text).EndObject().EndArray();
      }
    }
    json.EndObject();
  }

  const ReportOptions options_;
  bool begun_ = false;
  bool first_ = true;
};

}  // namespace

std::unique_ptr<Reporter> MakeRdjsonReporter(const ReportOptions& options) {
  return std::make_unique<RdjsonReporter>(options);
}

}  // namespace awl
