#include "engine/runner.h"

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <utility>

#include "base/fault.h"
#include "base/strings.h"
#include "base/threads.h"
#include "base/utf8.h"
#include "engine/baseline.h"
#include "engine/bug.h"
#include "engine/discovery.h"
#include "engine/file_kind.h"
#include "engine/work_tree.h"
#include "text/glob.h"

namespace awl {
namespace {

// How far threads may run ahead of a file that takes long: bounds the reports that wait for it.
constexpr std::size_t kAhead = 64;

// A file on its way through the run.
struct Job {
  FoundFile file;
  FileIdentity identity = {};
  ParsedFile parsed = {};
  WorkTree* tree = nullptr;  // null for standard input without a name
  std::string tree_path = {};
  bool from_stdin = false;
  std::string error = {};  // it could not be read
};

// Hands reports on in the order of their numbers.
class OrderedSink {
 public:
  explicit OrderedSink(const ReportSink& sink) : sink_(sink) {}

  // Waits until the report of `number` may be made.
  void Await(std::size_t number) {
    std::unique_lock lock(mutex_);
    moved_.wait(lock, [&] { return closed_ || number < next_ + kAhead; });
  }
  void Put(std::size_t number, FileReport report) {
    const std::lock_guard lock(mutex_);
    waiting_.emplace(number, std::move(report));
    for (auto it = waiting_.find(next_); it != waiting_.end() && !closed_;
         it = waiting_.find(next_)) {
      FileReport next = std::move(it->second);
      waiting_.erase(it);
      ++next_;
      if (!sink_(std::move(next))) closed_ = true;
    }
    moved_.notify_all();
  }
  void Close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    moved_.notify_all();
  }
  bool closed() {
    const std::lock_guard lock(mutex_);
    return closed_;
  }

 private:
  const ReportSink& sink_;
  std::mutex mutex_;
  std::condition_variable moved_;
  std::map<std::size_t, FileReport> waiting_;
  std::size_t next_ = 0;
  bool closed_ = false;
};

class Runner {
 public:
  Runner(const Linter& linter, FileSystem& fs, const RunOptions& options)
      : linter_(linter),
        fs_(fs),
        options_(options),
        lists_(linter.config().lists),
        own_trees_(fs, options.run_process),
        trees_(options.trees == nullptr ? own_trees_ : *options.trees) {}

  RunResult Run(const ReportSink& sink) {
    const Config& config = linter_.config();
    Discovery found =
        FindFiles(fs_, trees_, config, options_.paths,
                  {.force_exclude = options_.force_exclude, .fenced = options_.fenced});
    result_.errors = std::move(found.errors);
    result_.files_excluded = found.excluded;
    if (found.files.empty() && result_.errors.empty() &&
        !(options_.force_exclude && found.excluded > 0)) {
      result_.errors.push_back("nothing to check: the config's `exclude` leaves no file");
    }
    jobs_.reserve(found.files.size());
    for (FoundFile& file : found.files) jobs_.push_back({.file = std::move(file)});
    result_.files_checked = jobs_.size();

    OrderedSink ordered(sink);
    const bool together = linter_.compares_files();
    if (together) {
      ForEachJob([this](std::size_t i) { LoadOrFail(&jobs_[i]); });
      for (const Job& job : jobs_) {
        if (job.tree == nullptr || job.parsed.document == nullptr) continue;
        checked_[job.tree].push_back(
            {job.tree_path, job.parsed.document.get(), job.parsed.facts.get()});
      }
    }
    ForEachJob([&](std::size_t i) {
      // Closed, since those that wait for the reports before theirs would wait for ever.
      if (IsStopped()) ordered.Close();
      ordered.Await(i);
      if (ordered.closed()) return;
      if (!together) LoadOrFail(&jobs_[i]);
      ordered.Put(i, ProcessOrFail(jobs_[i]));
      // Other files may still be compared with this one's document.
      if (!together) jobs_[i].parsed = {};
    });
    return std::move(result_);
  }

 private:
  bool IsStopped() const {
    return options_.stop != nullptr && options_.stop->load(std::memory_order_relaxed);
  }

  // Calls `work` for every job, from several threads.
  template <typename Work>
  void ForEachJob(Work work) {
    std::atomic<std::size_t> next = 0;
    RunInThreads(std::min(ThreadCount(options_.jobs), jobs_.size()), [&] {
      for (std::size_t i = next++; i < jobs_.size(); i = next++) work(i);
    });
  }

  static std::string Explain(const Fault& fault) {
    return Cat("is left as it was: awl is wrong here, please report it (", fault.what(), ")");
  }
  void LoadOrFail(Job* job) {
    try {
      Load(job);
    } catch (const Fault& fault) {
      job->parsed = {};
      job->error = Explain(fault);
    }
  }
  FileReport ProcessOrFail(Job& job) {
    try {
      return Process(job);
    } catch (const Fault& fault) {
      return {.path = job.file.path,
              .from_stdin = job.from_stdin,
              .error = job.error.empty() ? Explain(fault) : job.error};
    }
  }

  void Load(Job* job) {
    FoundFile& file = job->file;
    job->from_stdin = file.path == "-";
    std::string bytes;
    if (job->from_stdin) {
      const std::string& name = options_.stdin_filename;
      file.path = name.empty() ? "<stdin>" : name;
      Result<std::string> input = fs_.ReadStandardInput(Source::kMaxSize);
      if (!input) {
        job->error = input.error().message;
        return;
      }
      bytes = std::move(*input);
      if (!name.empty()) {
        // The file may not exist yet; its folder says where it belongs.
        file.real =
            JoinPath(fs_.Resolve(FolderOf(name).empty() ? "." : std::string(FolderOf(name))),
                     BaseName(name));
        file.config_path = ConfigPath(fs_, linter_.config(), file.real);
      }
    } else {
      Result<FileContents> contents = fs_.Read(file.real, Source::kMaxSize, file.links);
      if (!contents) {
        job->error = contents.error().message;
        return;
      }
      bytes = std::move(contents->bytes);
      job->identity = contents->identity;
    }
    if (!file.real.empty()) {
      const std::string folder(FolderOf(file.real));
      job->tree = linter_.config().profile == Profile::kAwesomeLint ? trees_.FindOrFolder(folder)
                                                                    : trees_.Find(folder);
      if (job->tree != nullptr) {
        job->tree_path = file.real.substr(JoinPath(job->tree->root(), "").size());
      }
    }
    job->parsed = ParseFile(std::make_shared<const Source>(file.path, std::move(bytes)));
  }

  FileKindVerdict Judge(const Job& job) const {
    return JudgeFile(*job.parsed.facts,
                     {.real = job.file.real,
                      .config_path = job.file.config_path,
                      .tree_path = job.tree_path,
                      .in_repository = job.tree != nullptr && job.tree->has_git(),
                      .named = job.file.named},
                     linter_.config().profile, lists_);
  }

  // Nothing: all lines count. The error goes into the report.
  std::optional<LineSet> ChangedLines(const Job& job, std::string* error) {
    if (options_.lines != nullptr) return *options_.lines;
    if (options_.changed_since.empty()) return std::nullopt;
    LineSet lines;
    if (job.file.real.empty()) {
      lines.AddAll();
      return lines;
    }
    if (job.tree == nullptr || !job.tree->has_git()) {
      *error = "--changed-since: the file is in no git work tree";
      return std::nullopt;
    }
    const Result<WorkTree::Changes>& changes = job.tree->ChangedSince(options_.changed_since);
    if (!changes) {
      *error = Cat("--changed-since: ", changes.error().message);
      return std::nullopt;
    }
    const std::vector<std::string>& tracked = changes->tracked;
    if (!std::binary_search(tracked.begin(), tracked.end(), job.tree_path)) {
      lines.AddAll();
      return lines;
    }
    const auto spans = changes->changed.find(job.tree_path);
    if (spans != changes->changed.end()) AddGitLines(*job.parsed.source, spans->second, &lines);
    return lines;
  }

  // git ends lines at LF alone, a Source also at a lone CR.
  static void AddGitLines(const Source& source, const std::vector<WorkTree::LineSpan>& spans,
                          LineSet* to) {
    std::vector<Offset> begins = {0};
    const std::string_view text = source.text();
    for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at)) {
      begins.push_back(static_cast<Offset>(++at));
    }
    for (const WorkTree::LineSpan& span : spans) {
      if (span.first >= begins.size()) continue;
      const std::size_t after = std::size_t{span.first} + span.count;
      const Offset end = after < begins.size() ? begins[after] : source.size();
      const Offset begin = begins[span.first];
      to->Add(source.LineAt(begin), source.LineAt(end > begin ? end - 1 : begin));
    }
  }

  FileReport Process(Job& job) {
    FileReport report;
    report.path = job.file.path;
    report.real = job.file.real;
    report.links = job.file.links;
    report.from_stdin = job.from_stdin;
    report.error = job.error;
    if (job.parsed.source == nullptr) return report;
    report.source = job.parsed.source;
    FileKindVerdict verdict = Judge(job);
    report.is_list = verdict.is_list;
    report.why_kind = std::move(verdict.why);

    const std::optional<LineSet> changed = ChangedLines(job, &report.error);
    if (!report.error.empty()) return report;
    std::optional<FileRepository> repository;
    if (job.tree != nullptr) repository.emplace(*job.tree, job.tree_path, CheckedFiles(job.tree));
    const Linter::File file{.document = *job.parsed.document,
                            .list = *job.parsed.list,
                            .facts = job.parsed.facts.get(),
                            .repository = repository ? &*repository : nullptr,
                            .is_list = report.is_list,
                            .path = job.file.config_path,
                            .layout_only = options_.layout_only,
                            .changed = changed ? &*changed : nullptr,
                            .error = &report.error,
                            .web = options_.web};
    if (options_.visit != nullptr) {
      options_.visit(file);
      return report;
    }
    report.has_rules = linter_.HasRulesFor(file);
    report.is_any_on = linter_.IsAnyOnIn(file);
    if (linter_.KeepsAsGenerated(file)) {
      report.generated_notice = file.document.generated_notice();
    }
    const bool is_text =
        !(options_.fix || options_.layout_only) || IsValidUtf8(report.source->text());
    if (options_.layout_only && !is_text) report.error = "is not valid UTF-8, so it stays as it is";
    const List* list = job.parsed.list.get();
    std::unique_ptr<ParsedFile> fixed;
    if (options_.fix && is_text) {
      FixLoopResult loop = RunFixLoop(
          linter_, file, {.at_least = options_.at_least, .layout_only = options_.layout_only});
      report.diagnostics = std::move(loop.diagnostics);
      report.changes = std::move(loop.changes);
      report.applied = std::move(loop.applied);
      report.left_out = std::move(loop.left_out);
      fixed = std::move(loop.fixed);
      if (loop.misread) return Misread(std::move(report));
    } else {
      report.diagnostics = linter_.Check(file);
    }
    if (report.source->is_misread()) return Misread(std::move(report));
    if (fixed != nullptr && fixed->source->text() != report.source->text()) {
      report.fixed = fixed->source;
      list = fixed->list.get();
      if (options_.write && !report.from_stdin && !Write(job, &report)) {
        ForgetFixes(&report);
        report.diagnostics = linter_.Check(file);
        list = job.parsed.list.get();
      }
    } else {
      ForgetFixes(&report);
    }
    // Of the fixed text, so before it is gone.
    const std::string& key_path = job.file.config_path.empty() ? report.path : job.file.config_path;
    if (options_.write_baseline != nullptr) {
      for (const Diagnostic& diagnostic : report.diagnostics) {
        options_.write_baseline->Add(key_path, *list, diagnostic);
      }
    }
    if (options_.baseline != nullptr) {
      options_.baseline->Filter(key_path, *list, &report.diagnostics);
    }
    return report;
  }

  bool Write(const Job& job, FileReport* report) {
    const ReplaceOptions how{.in_place = options_.in_place,
                             .named = job.file.links == Links::kFollow};
    const Result<FileIdentity> written =
        fs_.Replace(job.file.real, report->fixed->text(), job.identity, how);
    report->written = written.ok();
    if (!written) report->error = written.error().message;
    return report->written;
  }

  // Of a file that a rule has misread nothing is said but that.
  static FileReport Misread(FileReport report) {
    FileReport out{.path = std::move(report.path), .source = std::move(report.source)};
    out.is_list = report.is_list;
    out.from_stdin = report.from_stdin;
    out.error = Cat("is left as it was: a rule lost its place in the text; ", kReportBug);
    return out;
  }

  // Nothing was fixed: the text is still the one that was read.
  static void ForgetFixes(FileReport* report) {
    for (LeftOutFix& fix : report->left_out) fix.range = Before(fix.range, report->changes);
    report->fixed = nullptr;
    report->changes.clear();
    report->applied.clear();
  }

  std::span<const CheckedFile> CheckedFiles(WorkTree* tree) const {
    const auto found = checked_.find(tree);
    return found == checked_.end() ? std::span<const CheckedFile>() : found->second;
  }

  const Linter& linter_;
  FileSystem& fs_;
  const RunOptions& options_;
  const GlobSet lists_;
  WorkTrees own_trees_;
  WorkTrees& trees_;
  std::vector<Job> jobs_;
  std::map<WorkTree*, std::vector<CheckedFile>> checked_;
  RunResult result_;
};

}  // namespace

RunResult Run(const Linter& linter, FileSystem& files, const RunOptions& options,
              const ReportSink& sink) {
  return Runner(linter, files, options).Run(sink);
}

}  // namespace awl
