#include <unordered_map>

#include "base/json_writer.h"
#include "base/strings.h"
#include "base/version.h"
#include "report/fingerprint.h"
#include "report/formats.h"
#include "report/style.h"

namespace awl {
namespace {

// What GitHub code scanning takes: https://docs.github.com/en/code-security/code-scanning/
// integrating-with-code-scanning/sarif-support-for-code-scanning
constexpr std::size_t kMaxResults = 25'000;
constexpr std::size_t kMaxText = 1'024;

std::string_view LevelName(Severity severity) {
  static constexpr std::string_view kNames[] = {"note", "warning", "error"};
  return kNames[static_cast<int>(severity)];
}

std::string_view ProblemSeverity(Severity severity) {
  static constexpr std::string_view kNames[] = {"recommendation", "warning", "error"};
  return kNames[static_cast<int>(severity)];
}

// Cut to the limit at a blank.
std::string_view Limited(std::string_view text) {
  if (text.size() <= kMaxText) return text;
  const std::size_t blank = text.substr(0, kMaxText).rfind(' ');
  return text.substr(0, blank == std::string_view::npos ? 0 : blank);
}

// SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
class SarifReporter final : public Reporter {
 public:
  explicit SarifReporter(const ReportOptions& options) : options_(options) {
    for (const RuleInfo* rule : options_.rules) {
      rule_index_.emplace(rule->name, rule_index_.size());
    }
  }

  void Add(const ReportedFile& file, std::string* out) override {
    Begin(out);
    Fingerprints fingerprints(file.path, file.source);
    for (const Diagnostic& diagnostic : file.diagnostics) {
      if (diagnostic.caused_by) continue;
      if (results_ == kMaxResults) {
        ++left_out_;
        continue;
      }
      *out += results_++ == 0 ? "\n" : ",\n";
      WriteResult(file, diagnostic, fingerprints.Of(diagnostic).ToString(), out);
    }
  }

  void Finish(const ReportSummary& summary, std::string* out) override {
    Begin(out);
    *out += "\n],";
    std::string tail;
    JsonWriter json(&tail);
    json.BeginObject().Key("invocations").BeginArray().BeginObject();
    json.Field("executionSuccessful", summary.errors.empty());
    json.Key("toolExecutionNotifications").BeginArray();
    for (const std::string& error : summary.errors) Notify(json, "error", error);
    if (left_out_ > 0) {
      Notify(json, "warning",
             Cat(left_out_, " more results are left out: code scanning takes ", kMaxResults));
    }
    json.EndArray().EndObject().EndArray().EndObject();
    // The tail is the rest of the run's object.
    *out += tail.substr(1);
    *out += "]}\n";
  }

 private:
  static void Notify(JsonWriter& json, std::string_view level, std::string_view message) {
    json.BeginObject().Field("level", level);
    json.Key("message").BeginObject().Field("text", message).EndObject().EndObject();
  }

  void Begin(std::string* out) {
    if (begun_) return;
    begun_ = true;
    JsonWriter json(out);
    json.BeginObject();
    json.Field("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    json.Field("version", "2.1.0").Key("runs").BeginArray().BeginObject();
    json.Key("tool").BeginObject().Key("driver").BeginObject();
    json.Field("name", "awl").Field("semanticVersion", Version()).Field("version", Version());
    json.Key("rules").BeginArray();
    for (const RuleInfo* rule : options_.rules) WriteRule(json.NewLine(), *rule);
    json.EndArray().EndObject().EndObject();
    json.Field("columnKind", "unicodeCodePoints");
    json.Key("results").BeginArray();
  }

  void WriteRule(JsonWriter& json, const RuleInfo& rule) {
    const std::string help = Cat(rule.summary, ". ", rule.rationale);
    const auto text = [&](std::string_view key, std::string_view value) {
      json.Key(key).BeginObject().Field("text", Limited(value)).EndObject();
    };
    json.BeginObject().Field("id", rule.name);
    text("shortDescription", rule.summary);
    text("fullDescription", rule.rationale);
    json.Key("help").BeginObject().Field("text", Limited(help));
    json.Field("markdown", Limited(Cat("**", rule.name, "**: ", help))).EndObject();
    const std::string url = RuleUrl(options_, rule.name);
    if (!url.empty()) json.Field("helpUri", url);
    json.Key("defaultConfiguration").BeginObject();
    json.Field("level", LevelName(rule.severity)).EndObject();
    json.Key("properties").BeginObject();
    json.Key("tags").BeginArray().String("awesome-list").String(rule.group).EndArray();
    json.Field("precision", "high");
    json.Field("problem.severity", ProblemSeverity(rule.severity)).EndObject();
    json.EndObject();
  }

  std::string Uri(std::string_view path) const {
    return PercentEncodePath(RepositoryPath(options_, path));
  }

  static void WriteRegion(JsonWriter& json, std::string_view key, const Source& source,
                          Range range) {
    const Position begin = source.PositionAt(range.begin);
    const Position end = source.PositionAt(range.end);
    json.Key(key).BeginObject();
    json.Field("startLine", begin.line).Field("startColumn", begin.column);
    json.Field("endLine", end.line).Field("endColumn", end.column).EndObject();
  }

  void WritePhysical(JsonWriter& json, const Source& source, std::string_view path, Range range) {
    json.Key("physicalLocation").BeginObject();
    json.Key("artifactLocation").BeginObject();
    json.Field("uri", Uri(path)).Field("uriBaseId", "%SRCROOT%").EndObject();
    WriteRegion(json, "region", source, range);
    json.EndObject();
  }

  void WriteResult(const ReportedFile& file, const Diagnostic& diagnostic,
                   const std::string& fingerprint, std::string* out) {
    JsonWriter json(out);
    json.BeginObject().Field("ruleId", diagnostic.rule);
    const auto index = rule_index_.find(diagnostic.rule);
    if (index != rule_index_.end()) json.Field("ruleIndex", index->second);
    json.Field("level", LevelName(diagnostic.severity));
    json.Key("message").BeginObject().Field("text", MessageWithCure(diagnostic)).EndObject();
    json.Key("locations").BeginArray().BeginObject();
    WritePhysical(json, file.source, file.path, diagnostic.range);
    json.EndObject().EndArray();
    json.Key("partialFingerprints").BeginObject();
    json.Field("primaryLocationLineHash", fingerprint).EndObject();
    if (!diagnostic.related.empty()) WriteRelated(json, file, diagnostic);
    // What reads `fixes` applies them without asking which may change the meaning: of an unsafe
    // one only the message speaks.
    if (diagnostic.fix && diagnostic.fix->applicability == Applicability::kSafe) {
      WriteFix(json, file, *diagnostic.fix);
    }
    json.EndObject();
  }

  void WriteRelated(JsonWriter& json, const ReportedFile& file, const Diagnostic& diagnostic) {
    json.Key("relatedLocations").BeginArray();
    std::size_t id = 0;
    for (const Related& related : diagnostic.related) {
      const auto other =
          related.path.empty() || !options_.open ? nullptr : options_.open(related.path);
      if (!related.path.empty() && other == nullptr) continue;
      json.BeginObject().Field("id", id++);
      if (other != nullptr) {
        WritePhysical(json, *other, other->path(), related.range);
      } else {
        WritePhysical(json, file.source, file.path, related.range);
      }
      json.Key("message").BeginObject().Field("text", related.message).EndObject().EndObject();
    }
    json.EndArray();
  }

  void WriteFix(JsonWriter& json, const ReportedFile& file, const Fix& fix) {
    json.Key("fixes").BeginArray().BeginObject();
    json.Key("description").BeginObject().Field("text", fix.title).EndObject();
    json.Key("artifactChanges").BeginArray().BeginObject();
    json.Key("artifactLocation").BeginObject();
    json.Field("uri", Uri(file.path)).Field("uriBaseId", "%SRCROOT%").EndObject();
    json.Key("replacements").BeginArray();
    for (const Edit& edit : fix.edits) {
      json.BeginObject();
      WriteRegion(json, "deletedRegion", file.source, edit.range);
      json.Key("insertedContent").BeginObject().Field("text", edit.text).EndObject().EndObject();
    }
    json.EndArray().EndObject().EndArray().EndObject().EndArray();
  }

  const ReportOptions options_;
  std::unordered_map<std::string_view, std::size_t> rule_index_;
  bool begun_ = false;
  std::size_t results_ = 0;
  std::size_t left_out_ = 0;
};

}  // namespace

std::unique_ptr<Reporter> MakeSarifReporter(const ReportOptions& options) {
  return std::make_unique<SarifReporter>(options);
}

}  // namespace awl
