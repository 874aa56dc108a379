#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <utility>

#include "awl/linter.h"
#include "awl/report.h"
#include "base/strings.h"
#include "base/version.h"
#include "cli/choices.h"
#include "cli/commands.h"
#include "cli/diff_of_report.h"
#include "cli/left_out_fixes.h"
#include "cli/link_state.h"
#include "cli/records.h"
#include "config/names.h"
#include "engine/baseline.h"
#include "engine/other_files.h"
#include "engine/runner.h"
#include "text/excerpt.h"
#include "text/log_text.h"

namespace awl {
namespace {

constexpr std::string_view kFailOn[] = {"error", "warning", "info", "never"};
// A hint with more than this of paths is no hint.
constexpr std::size_t kMaxHint = 160;
constexpr std::size_t kMaxBaseline = std::size_t{256} << 20;

// One `awl check`.
class CheckCommand {
 public:
  CheckCommand(const CheckOptions& options, Context& context)
      : options_(options), context_(context), from_stdin_(HasStdin(options)) {}

  int Run() {
    if (const std::optional<Error> error = Prepare()) return Fail(context_, error->message);
    Result<std::vector<PathGroup>> groups = GroupByConfig(options_.files, options_.rules, context_);
    if (!groups) return Fail(context_, groups.error().message);
    if (const std::optional<Error> error = FindWebs(&*groups))
      return Fail(context_, error->message);

    std::vector<std::unique_ptr<const Linter>> linters;
    for (const PathGroup& group : *groups) {
      linters.push_back(std::make_unique<const Linter>(group.config.config));
      for (const RuleInfo* rule : linters.back()->rules()) {
        if (std::find(report_options_.rules.begin(), report_options_.rules.end(), rule) ==
            report_options_.rules.end()) {
          report_options_.rules.push_back(rule);
        }
      }
    }
    reporter_ = options_.statistics ? MakeStatistics(format_, report_options_)
                                    : MakeReporter(format_, report_options_);
    if (reporter_ == nullptr) {
      return Fail(context_, "--statistics goes with --format text and json only");
    }
    for (std::size_t i = 0; i < groups->size(); ++i) {
      RunGroup(*linters[i], (*groups)[i], options_.web != nullptr ? options_.web : webs_[i].get());
    }
    return Finish();
  }

 private:
  static bool HasStdin(const CheckOptions& options) {
    const std::vector<std::string>& paths = options.files.paths;
    return std::find(paths.begin(), paths.end(), "-") != paths.end();
  }

  bool fixes() const { return options_.fix || options_.diff; }
  bool is_stopped() const { return context_.stop != nullptr && *context_.stop; }
  // With `--fix -` and --diff standard output has the text, so the report goes elsewhere.
  Stream& report_stream() {
    return options_.diff || (options_.fix && from_stdin_) ? context_.err : context_.out;
  }

  std::optional<Error> Prepare() {
    const std::optional<ReportFormat> format = ParseReportFormat(options_.format);
    if (!format) return Error{BadChoice("--format", ReportFormatNames(), options_.format)};
    format_ = *format;
    const auto* fail_on = std::find(std::begin(kFailOn), std::end(kFailOn), options_.fail_on);
    if (fail_on == std::end(kFailOn)) {
      return Error{BadChoice("--fail-on", kFailOn, options_.fail_on)};
    }
    if (options_.unsafe_fixes && !fixes()) return Error{"--unsafe-fixes goes with --fix or --diff"};
    if (!options_.baseline.empty() && !options_.write_baseline.empty()) {
      return Error{"--baseline and --write-baseline do not go together"};
    }
    if (std::optional<Error> error = CheckStdinName(options_.files)) return error;
    if (from_stdin_ && options_.files.paths.size() > 1) {
      return Error{"standard input (\"-\") and other paths do not go together"};
    }
    for (const std::string& path : options_.files.paths) {
      if (const std::optional<Error> error = IfOverwritten(path)) return error;
    }
    Result<bool> color = WantsColor(options_.files.color, !options_.output.empty(), context_);
    if (!color) return color.error();
    report_options_.color = *color;
    report_options_.rule_url = RulePages();
    report_options_.hyperlinks = *color && options_.output.empty() && DrawsLinks(context_);
    report_options_.width = TextWidth(context_);
    report_options_.wraps = context_.out_is_terminal && options_.output.empty();
    report_options_.fails_from = FailsFrom();
    report_options_.folder = context_.files.Resolve(".");
    report_options_.root = RepositoryRoot(context_.files, ".");
    auto others =
        std::make_shared<OtherFiles>(context_.files, report_options_.root, report_options_.folder);
    report_options_.open = [others](const std::string& path) { return others->Open(path); };
    return ReadBaseline();
  }

  // What the run writes must not take the place of what it reads.
  std::optional<Error> IfOverwritten(const std::string& input) const {
    const auto is = [&](const std::string& output) {
      return !output.empty() && context_.files.KindOf(output) == FileKind::kFile &&
             context_.files.Resolve(output) == context_.files.Resolve(input);
    };
    for (const auto& [option, output] : {std::pair("--output", &options_.output),
                                         std::pair("--write-baseline", &options_.write_baseline)}) {
      if (!is(*output)) continue;
      return Error{Cat(option, ": ", *output, " is one of the files to check, and would be lost")};
    }
    return std::nullopt;
  }

  std::optional<Error> ReadBaseline() {
    if (!options_.write_baseline.empty()) new_baseline_ = std::make_unique<Baseline>();
    if (options_.baseline.empty()) return std::nullopt;
    WorkTrees trees(context_.files, context_.run_process);
    const Result<std::unique_ptr<RevisionFiles>> revision =
        FilesOfRevision(options_.files, trees, context_.files);
    if (!revision) return revision.error();
    const FileSystem& files = *revision == nullptr ? context_.files : **revision;
    const Result<std::string> path = Admitted(files, options_.files, options_.baseline);
    if (!path) return path.error();
    Result<FileContents> contents = files.Read(*path, kMaxBaseline);
    if (!contents) {
      return Error{Cat(Printable(options_.baseline), ": ", contents.error().message)};
    }
    Result<std::unique_ptr<Baseline>> baseline =
        Baseline::Parse(contents->bytes, options_.baseline);
    if (!baseline) return baseline.error();
    baseline_ = std::move(*baseline);
    return std::nullopt;
  }

  // What is known of the links of each group: by `awl links`, or by the state that its config
  // names.
  std::optional<Error> FindWebs(std::vector<PathGroup>* groups) {
    for (PathGroup& group : *groups) {
      Config& config = group.config.config;
      config.is_link_run = options_.web != nullptr;
      if (config.is_link_run || config.links.state.empty()) {
        webs_.emplace_back();
        continue;
      }
      WorkTrees trees(context_.files, context_.run_process);
      const Result<std::unique_ptr<RevisionFiles>> revision =
          FilesOfRevision(options_.files, trees, context_.files);
      if (!revision) return revision.error();
      const FileSystem& files = *revision == nullptr ? context_.files : **revision;
      Result<std::unique_ptr<const Web>> web = WebOf(files, config);
      if (!web) return web.error();
      webs_.push_back(std::move(*web));
    }
    return std::nullopt;
  }

  void RunGroup(const Linter& linter, const PathGroup& group, const Web* web) {
    RunOptions run{
        .paths = group.paths,
        .stdin_filename = options_.files.stdin_filename,
        .fix = fixes(),
        .layout_only = false,
        .at_least = options_.unsafe_fixes ? Applicability::kUnsafe : Applicability::kSafe,
        .write = options_.fix && !options_.diff,
        .in_place = options_.files.in_place,
        .fenced = options_.files.fenced,
        .force_exclude = options_.files.force_exclude,
        .jobs = options_.files.jobs,
        .changed_since = options_.changed_since,
        .run_process = context_.run_process,
        .stop = context_.stop,
        .web = web,
        .baseline = baseline_.get(),
        .write_baseline = new_baseline_.get()};
    const RunResult result =
        awl::Run(linter, context_.files, run, [this](FileReport report) { return Take(report); });
    summary_.files_checked += result.files_checked;
    for (const std::string& error : result.errors) {
      summary_.errors.push_back(error);
      Fail(context_, error);
    }
  }

  bool Take(const FileReport& report) {
    if (!report.error.empty()) {
      summary_.errors.push_back(Cat(Printable(report.path), ": ", report.error));
      Fail(context_, summary_.errors.back());
    }
    WarnOfLeftOutFixes(report, context_);
    if (fixes() && !options_.files.quiet) NoteGeneratedFile(report, context_);
    if (!overwritten_ && !report.from_stdin) overwritten_ = IfOverwritten(report.path);
    for (const AppliedFixes& applied : report.applied) summary_.fixed += applied.count;
    if (report.fixed != nullptr) ++summary_.files_fixed;
    if (report.is_any_on) is_any_on_ = true;
    const std::shared_ptr<const Source>& source =
        report.fixed != nullptr ? report.fixed : report.source;
    if (source == nullptr) return !closed_;
    ++(report.is_list ? summary_.lists : summary_.texts);
    has_rules_ = has_rules_ || report.has_rules;
    Count(report.diagnostics);
    if (options_.diff && report.fixed != nullptr) {
      differs_ = true;
      Print(context_.out, DiffOf(report, report_options_.color));
    }
    if (options_.fix && !options_.diff && report.from_stdin) Print(context_.out, source->text());
    if (new_baseline_ != nullptr) return !closed_;
    reporter_->Add({.path = report.path, .source = *source, .diagnostics = report.diagnostics},
                   &report_);
    FlushReport(false);
    return !closed_;
  }

  // The least severity that makes the run fail, if any does.
  std::optional<Severity> FailsFrom() const {
    if (options_.fail_on == "never") return std::nullopt;
    return options_.fail_on == "error"     ? Severity::kError
           : options_.fail_on == "warning" ? Severity::kWarning
                                           : Severity::kInfo;
  }

  void Count(std::span<const Diagnostic> diagnostics) {
    for (const Diagnostic& diagnostic : diagnostics) {
      if (diagnostic.caused_by) continue;
      ++left_;
      const std::optional<Severity> from = report_options_.fails_from;
      fails_ = fails_ || (from && diagnostic.severity >= *from);
    }
  }

  void Print(Stream& stream, std::string_view text) {
    if (!text.empty() && !closed_ && !stream.Write(text)) closed_ = true;
  }

  // A report to a file is written when it is whole.
  void FlushReport(bool whole) {
    if (options_.diff && !whole) {
      // Of a run that prints diffs people want the counts.
      report_.clear();
      return;
    }
    if (!options_.output.empty() || (!whole && report_.size() < (1u << 16))) return;
    Print(report_stream(), report_);
    report_.clear();
  }

  // --select that no file was of a kind for: the gate has checked nothing.
  void TellIdleSelection() {
    const bool has_read = summary_.lists + summary_.texts > 0;
    if (options_.rules.select.empty() || has_rules_ || !has_read || !summary_.errors.empty())
      return;
    std::string names;
    for (const std::string& name : options_.rules.select) {
      names += Cat(names.empty() ? "" : ",", name);
    }
    const std::string message =
        Cat("--select ", Printable(names), ": nothing to run on: ",
            summary_.lists == 0 ? "the rules are for lists, and no file was taken for one"
                                : "the rules are for repositories, and no file is in one",
            " (awl config show FILE says why)");
    // Hooks are given what was changed, which may be other files only.
    const bool is_hook = options_.files.force_exclude || !options_.changed_since.empty();
    if (!is_hook) summary_.errors.push_back(message);
    Fail(context_, message);
  }

  int Finish() {
    TellIdleSelection();
    if (summary_.files_checked > 0 && !is_any_on_ && !closed_ && !is_stopped()) {
      summary_.errors.push_back("no rule is on: the config turns all of them off");
      Fail(context_, summary_.errors.back());
    }
    if (new_baseline_ != nullptr) return FinishBaseline();
    summary_.dry_run = options_.diff;
    summary_.fix_command = NextCommand(false);
    summary_.unsafe_fix_command = NextCommand(true);
    const bool counts_only = format_ == ReportFormat::kText && options_.files.quiet;
    std::string tail;
    reporter_->Finish(summary_, &tail);
    if (!counts_only || options_.statistics) report_ += tail;
    FlushReport(true);
    if (!options_.output.empty() && !is_stopped() && !RefusesToOverwrite()) WriteOutput();
    if (baseline_ != nullptr && !is_stopped()) TellStale();
    if (closed_ || is_stopped() || !summary_.errors.empty()) return kExitFailure;
    return fails_ || differs_ ? kExitFindings : kExitClean;
  }

  // Of files that were found in folders it is known only now.
  bool RefusesToOverwrite() {
    if (!overwritten_) return false;
    summary_.errors.push_back(overwritten_->message);
    Fail(context_, overwritten_->message);
    return true;
  }

  void WriteOutput() {
    const Result<FileIdentity> written = awl::WriteOutput(context_.files, options_.output, report_);
    if (written) return;
    summary_.errors.push_back(Cat(Printable(options_.output), ": ", written.error().message));
    Fail(context_, summary_.errors.back());
  }

  int FinishBaseline() {
    if (closed_ || is_stopped() || !summary_.errors.empty() || RefusesToOverwrite()) {
      return kExitFailure;
    }
    const Result<FileIdentity> written =
        awl::WriteOutput(context_.files, options_.write_baseline, new_baseline_->Write());
    if (!written) {
      return Fail(context_, Cat(Printable(options_.write_baseline), ": ", written.error().message));
    }
    if (!options_.files.quiet) {
      Print(context_.err, LogText(Cat("Wrote ", Counted(left_, "finding"), " to ",
                                      Printable(options_.write_baseline), ".\n")));
    }
    return kExitClean;
  }

  // Findings of the baseline that are gone: it should not grow old.
  void TellStale() {
    const std::vector<Baseline::Stale> stale = baseline_->StaleEntries();
    if (stale.empty() || options_.files.quiet) return;
    std::size_t count = 0;
    for (const Baseline::Stale& entry : stale) count += entry.count;
    const std::string name = Printable(options_.baseline);
    Print(context_.err,
          LogText(Cat(count, count == 1 ? " finding of " : " findings of ", name,
                      count == 1 ? " is" : " are", " gone: awl check --write-baseline ",
                      ShellQuoted(name), "\n")));
  }

  // What applies the fixes that this run only shows; empty where nothing does.
  std::string NextCommand(bool unsafe) const {
    if (from_stdin_ || (options_.fix && !unsafe) || options_.unsafe_fixes) return {};
    std::string out = Cat(options_.command, " --fix", unsafe ? " --unsafe-fixes" : "");
    const auto add = [&](std::string_view option, std::string_view value) {
      if (!value.empty()) out += Cat(" ", option, " ", ShellQuoted(value));
    };
    add("--config", options_.files.config);
    add("--config-from", options_.files.config_from);
    if (options_.files.no_config) out += " --no-config";
    add("--profile", options_.rules.profile);
    for (const std::string& name : options_.rules.select) add("--select", name);
    for (const std::string& name : options_.rules.ignore) add("--ignore", name);
    add("--changed-since", options_.changed_since);
    add("--baseline", options_.baseline);
    std::string paths;
    for (const std::string& path : options_.files.paths) {
      if (path.starts_with('-')) paths += " --";
      paths += Cat(" ", ShellQuoted(path));
      if (paths.size() > kMaxHint) return Cat(out, " PATH…");
    }
    return out + paths;
  }

  const CheckOptions& options_;
  Context& context_;
  const bool from_stdin_;
  ReportFormat format_ = ReportFormat::kText;
  ReportOptions report_options_;
  std::unique_ptr<Baseline> baseline_;
  std::unique_ptr<Baseline> new_baseline_;
  std::vector<std::unique_ptr<const Web>> webs_;  // of the groups; null where nothing is known
  std::unique_ptr<Reporter> reporter_;
  ReportSummary summary_;
  std::optional<Error> overwritten_;  // an output that is an input
  std::string report_;                // not yet printed
  std::size_t left_ = 0;              // findings
  bool fails_ = false;                // one is at or above --fail-on
  bool has_rules_ = false;            // a file is of a kind that one of the rules looks at
  bool is_any_on_ = false;            // a rule is on in one of the files
  bool differs_ = false;              // --diff printed something
  bool closed_ = false;               // nobody reads what is printed
};

}  // namespace

int RunCheck(const CheckOptions& options, Context& context) {
  if (options.stdin_jsonl) return CheckRecords(options, context);
  return CheckCommand(options, context).Run();
}

}  // namespace awl
