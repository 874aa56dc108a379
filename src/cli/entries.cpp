#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "awl/list.h"
#include "base/strings.h"
#include "base/suggest.h"
#include "cli/choices.h"
#include "cli/commands.h"
#include "cli/records.h"
#include "curate/record_writer.h"
#include "engine/discovery.h"
#include "engine/work_tree.h"
#include "parse/parse.h"
#include "text/excerpt.h"
#include "text/glob.h"

namespace awl {
namespace {

constexpr std::size_t kFlushAt = std::size_t{1} << 16;

// One `awl entries`.
class EntriesCommand {
 public:
  EntriesCommand(const EntriesOptions& options, Context& context)
      : options_(options), context_(context), sections_(options.sections, Glob::Kind::kText) {}

  int Run() {
    const std::optional<RecordFormat> format = ParseRecordFormat(options_.format);
    if (!format) return Fail(context_, BadChoice("--format", RecordFormatNames(), options_.format));
    const Result<std::vector<RecordColumn>> columns = ColumnsOf(options_.columns);
    if (!columns) return Fail(context_, columns.error().message);
    const std::vector<std::string>& paths = options_.files.paths;
    if (std::find(paths.begin(), paths.end(), "-") != paths.end() && paths.size() > 1) {
      return Fail(context_, "standard input (\"-\") and other paths do not go together");
    }
    Result<std::vector<PathGroup>> groups = GroupByConfig(options_.files, {}, context_);
    if (!groups) return Fail(context_, groups.error().message);
    writer_.emplace(*format, *columns);
    writer_->Begin(&out_);
    for (const PathGroup& group : *groups) RunGroup(group);
    writer_->End(&out_);
    Flush();
    return failed_ || closed_ ? kExitFailure : kExitClean;
  }

 private:
  void RunGroup(const PathGroup& group) {
    WorkTrees trees(context_.files, context_.run_process);
    const Discovery found = FindFiles(context_.files, trees, group.config.config, group.paths,
                                      {.force_exclude = options_.files.force_exclude});
    for (const std::string& error : found.errors) Tell(error);
    for (const FoundFile& file : found.files) {
      if (closed_) return;
      const bool from_stdin = file.path == "-";
      Result<std::string> bytes = ReadInput(file);
      if (!bytes) {
        Tell(Cat(file.path, ": ", bytes.error().message));
        continue;
      }
      const std::string& name = options_.files.stdin_filename;
      AddFile(from_stdin ? (name.empty() ? "<stdin>" : name) : file.path, std::move(*bytes));
    }
  }

  Result<std::string> ReadInput(const FoundFile& file) const {
    if (file.path == "-") return context_.files.ReadStandardInput(Source::kMaxSize);
    Result<FileContents> contents = context_.files.Read(file.real, Source::kMaxSize, file.links);
    if (!contents) return contents.error();
    return std::move(contents->bytes);
  }

  void AddFile(const std::string& path, std::string bytes) {
    const auto document = Parse(std::make_shared<const Source>(path, std::move(bytes)));
    const List list(*document);
    for (const EntryRecord& record : RecordsOf(list, path)) {
      if (closed_) return;
      if (!IsWanted(record.section)) continue;
      writer_->Add(record, &out_);
      if (out_.size() >= kFlushAt) Flush();
    }
  }

  // Its own heading, one around it, or the path of all of them.
  bool IsWanted(const std::vector<std::string>& names) const {
    if (sections_.empty()) return true;
    std::string path;
    for (const std::string& name : names) {
      path += Cat(path.empty() ? "" : " > ", name);
      if (sections_.Matches(name)) return true;
    }
    return sections_.Matches(path);
  }

  void Tell(const std::string& error) {
    failed_ = true;
    Fail(context_, error);
  }

  void Flush() {
    if (!out_.empty() && !closed_ && !context_.out.Write(out_)) closed_ = true;
    out_.clear();
  }

  const EntriesOptions& options_;
  Context& context_;
  const GlobSet sections_;
  std::optional<RecordWriter> writer_;
  std::string out_;
  bool failed_ = false;
  bool closed_ = false;  // nobody reads what is printed
};

}  // namespace

Result<std::vector<RecordColumn>> ColumnsOf(const std::vector<std::string>& names) {
  if (names.empty()) return AllRecordColumns();
  std::vector<RecordColumn> columns;
  for (const std::string& name : names) {
    const std::span<const std::string_view> known = RecordColumnNames();
    const auto found = std::find(known.begin(), known.end(), name);
    if (found == known.end()) return Error{BadChoice("--columns", known, name)};
    const auto column = static_cast<RecordColumn>(found - known.begin());
    if (std::find(columns.begin(), columns.end(), column) != columns.end()) {
      return Error{Cat("--columns: ", name, " is there twice")};
    }
    columns.push_back(column);
  }
  return columns;
}

int RunEntries(const EntriesOptions& options, Context& context) {
  if (options.stdin_jsonl) return EntriesOfRecords(options, context);
  return EntriesCommand(options, context).Run();
}

}  // namespace awl
