// `--stdin-jsonl` of `check`, `format` and `entries`.
#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "awl/linter.h"
#include "awl/report.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "cli/choices.h"
#include "cli/commands.h"
#include "cli/record_stream.h"
#include "cli/records.h"
#include "curate/record_writer.h"
#include "engine/file_kind.h"
#include "engine/fix_loop.h"

namespace awl {
namespace {

// The one config that holds for all records: their paths are names, and say of no folder.
Result<LoadedConfig> ConfigFor(const FileOptions& files, const RuleChoice& rules,
                               Context& context) {
  if (!files.paths.empty()) return Error{"--stdin-jsonl takes no paths: they are in the records"};
  Result<std::vector<PathGroup>> groups = GroupByConfig(files, rules, context);
  if (!groups) return groups.error();
  return std::move(groups->front().config);
}

// The findings as one array on one line: line ends stand between them only.
void AddFindings(const std::string& path, const Source& source,
                 const std::vector<Diagnostic>& findings, JsonWriter* json) {
  const std::unique_ptr<Reporter> reporter = MakeReporter(ReportFormat::kJson, {});
  std::string array;
  reporter->Add({.path = path, .source = source, .diagnostics = findings}, &array);
  reporter->Finish({}, &array);
  std::erase(array, '\n');
  json->Key("findings").Raw(array);
}

class RecordChecker {
 public:
  RecordChecker(const Linter& linter, bool fix, bool format, Applicability at_least)
      : linter_(linter), fix_(fix), format_(format), at_least_(at_least) {}

  std::optional<Error> Run(Record record, JsonWriter* json) const {
    const auto source = std::make_shared<const Source>(record.path, std::move(record.text));
    const ParsedFile parsed = ParseFile(source);
    const FileKindVerdict verdict =
        JudgeFile(*parsed.facts, {.real = record.path, .config_path = record.path},
                  linter_.config().profile, GlobSet(linter_.config().lists));
    std::string error;
    const Linter::File file{.document = *parsed.document,
                            .list = *parsed.list,
                            .facts = parsed.facts.get(),
                            .is_list = verdict.is_list,
                            .path = record.path,
                            .layout_only = format_,
                            .error = &error};
    if (fix_ && !IsValidUtf8(source->text()))
      return Error{"is not valid UTF-8, so it stays as it is"};
    if (!fix_) {
      const std::vector<Diagnostic> found = linter_.Check(file);
      if (!error.empty()) return Error{error};
      AddFindings(record.path, *source, found, json);
      return std::nullopt;
    }
    const FixLoopResult result =
        RunFixLoop(linter_, file, {.at_least = at_least_, .layout_only = format_});
    if (!error.empty()) return Error{error};
    const Source& now = result.fixed != nullptr ? *result.fixed->source : *source;
    if (!format_) AddFindings(record.path, now, result.diagnostics, json);
    if (format_ || result.fixed != nullptr) json->Field("text", now.text());
    return std::nullopt;
  }

 private:
  const Linter& linter_;
  const bool fix_;
  const bool format_;
  const Applicability at_least_;
};

}  // namespace

int CheckRecords(const CheckOptions& options, Context& context) {
  const bool other = options.diff || options.statistics || !options.output.empty() ||
                     !options.changed_since.empty() || !options.baseline.empty() ||
                     !options.write_baseline.empty() || options.format != "text";
  if (other) return Fail(context, "--stdin-jsonl goes with --fix and --unsafe-fixes only");
  if (options.unsafe_fixes && !options.fix) {
    return Fail(context, "--unsafe-fixes goes with --fix or --diff");
  }
  const Result<LoadedConfig> config = ConfigFor(options.files, options.rules, context);
  if (!config) return Fail(context, config.error().message);
  const Linter linter(config->config);
  const RecordChecker checker(linter, options.fix, false,
                              options.unsafe_fixes ? Applicability::kUnsafe : Applicability::kSafe);
  return RunRecordStream(
      options.files.jobs,
      [&](Record record, JsonWriter* json) { return checker.Run(std::move(record), json); },
      context);
}

int FormatRecords(const FormatOptions& options, Context& context) {
  if (options.check || options.diff) {
    return Fail(context, "--stdin-jsonl does not go with --check and --diff");
  }
  const Result<LoadedConfig> config = ConfigFor(options.files, {}, context);
  if (!config) return Fail(context, config.error().message);
  const Linter linter(config->config);
  const RecordChecker checker(linter, true, true, Applicability::kSafe);
  return RunRecordStream(
      options.files.jobs,
      [&](Record record, JsonWriter* json) { return checker.Run(std::move(record), json); },
      context);
}

int EntriesOfRecords(const EntriesOptions& options, Context& context) {
  if (options.format != "jsonl" || !options.files.paths.empty() || !options.sections.empty()) {
    return Fail(context, "--stdin-jsonl goes with --columns and --jobs only");
  }
  const Result<std::vector<RecordColumn>> columns = ColumnsOf(options.columns);
  if (!columns) return Fail(context, columns.error().message);
  return RunRecordStream(
      options.files.jobs,
      [&](Record record, JsonWriter* json) -> std::optional<Error> {
        const ParsedFile parsed =
            ParseFile(std::make_shared<const Source>(record.path, std::move(record.text)));
        json->Key("entries").BeginArray();
        for (const EntryRecord& entry : RecordsOf(*parsed.list, record.path)) {
          WriteRecord(entry, *columns, json);
        }
        json->EndArray();
        return std::nullopt;
      },
      context);
}

}  // namespace awl
