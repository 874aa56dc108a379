#include "base/json_writer.h"
#include "report/formats.h"
#include "report/style.h"

namespace awl {
namespace {

void WritePlace(JsonWriter& json, std::string_view key, const Source& source, Offset offset) {
  const Position at = source.PositionAt(offset);
  json.Key(key).BeginObject();
  json.Field("line", at.line).Field("column", at.column).Field("offset", offset);
  json.EndObject();
}

void WriteRange(JsonWriter& json, const Source& source, Range range) {
  WritePlace(json, "start", source, range.begin);
  WritePlace(json, "end", source, range.end);
}

std::string_view NameOf(Applicability applicability) {
  static constexpr std::string_view kNames[] = {"display", "unsafe", "safe"};
  return kNames[static_cast<int>(applicability)];
}

std::string_view NameOf(Effect effect) {
  static constexpr std::string_view kNames[] = {"layout", "text", "destination", "structure"};
  return kNames[static_cast<int>(effect)];
}

// The findings as objects, for the array of `json` and the lines of `jsonl`.
class JsonReporter final : public Reporter {
 public:
  JsonReporter(const ReportOptions& options, bool lines) : options_(options), lines_(lines) {}

  void Add(const ReportedFile& file, std::string* out) override {
    for (const Diagnostic& diagnostic : file.diagnostics) {
      if (!lines_) *out += first_ ? "[\n" : ",\n";
      first_ = false;
      WriteFinding(file, diagnostic, out);
      if (lines_) *out += '\n';
    }
  }

  void Finish(const ReportSummary&, std::string* out) override {
    if (!lines_) *out += first_ ? "[]\n" : "\n]\n";
  }

 private:
  void WriteFinding(const ReportedFile& file, const Diagnostic& diagnostic, std::string* out) {
    JsonWriter json(out);
    json.BeginObject();
    json.Field("path", file.path).Field("rule", diagnostic.rule);
    json.Field("severity", awl::NameOf(diagnostic.severity)).Field("message", diagnostic.message);
    json.Field("peer", diagnostic.peer);
    WriteRange(json, file.source, diagnostic.range);
    json.Key("related").BeginArray();
    for (const Related& related : diagnostic.related) WriteRelated(json, file, related);
    json.EndArray();
    json.Key("caused_by");
    if (diagnostic.caused_by) {
      json.BeginObject().Field("rule", diagnostic.caused_by->rule);
      json.Field("line", diagnostic.caused_by->line + 1).EndObject();
    } else {
      json.Null();
    }
    json.Key("fix");
    if (diagnostic.fix) {
      WriteFix(json, *diagnostic.fix);
    } else {
      json.Null();
    }
    json.EndObject();
  }

  void WriteRelated(JsonWriter& json, const ReportedFile& file, const Related& related) {
    json.BeginObject().Field("message", related.message);
    if (related.path.empty()) {
      json.Field("path", file.path);
      WriteRange(json, file.source, related.range);
    } else if (const auto other = options_.open ? options_.open(related.path) : nullptr) {
      json.Field("path", other->path());
      WriteRange(json, *other, related.range);
    } else {
      json.Field("path", related.path).Key("start").Null().Key("end").Null();
    }
    json.EndObject();
  }

  static void WriteFix(JsonWriter& json, const Fix& fix) {
    json.BeginObject().Field("title", fix.title);
    json.Field("applicability", NameOf(fix.applicability)).Field("effect", NameOf(fix.effect));
    json.Key("edits").BeginArray();
    for (const Edit& edit : fix.edits) {
      json.BeginObject().Field("start", edit.range.begin).Field("end", edit.range.end);
      json.Field("text", edit.text).EndObject();
    }
    json.EndArray().EndObject();
  }

  const ReportOptions options_;
  const bool lines_;
  bool first_ = true;
};

}  // namespace

std::unique_ptr<Reporter> MakeJsonReporter(const ReportOptions& options) {
  return std::make_unique<JsonReporter>(options, false);
}

std::unique_ptr<Reporter> MakeJsonlReporter(const ReportOptions& options) {
  return std::make_unique<JsonReporter>(options, true);
}

}  // namespace awl
