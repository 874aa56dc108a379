#include <algorithm>
#include <optional>

#include "awl/linter.h"
#include "base/strings.h"
#include "cli/choices.h"
#include "cli/commands.h"
#include "cli/diff_of_report.h"
#include "cli/left_out_fixes.h"
#include "cli/records.h"
#include "engine/runner.h"
#include "text/excerpt.h"
#include "text/log_text.h"

namespace awl {
namespace {

// One `awl format`.
class FormatCommand {
 public:
  FormatCommand(const FormatOptions& options, Context& context)
      : options_(options), context_(context) {}

  int Run() {
    const std::vector<std::string>& paths = options_.files.paths;
    if (std::find(paths.begin(), paths.end(), "-") != paths.end() && paths.size() > 1) {
      return Fail(context_, "standard input (\"-\") and other paths do not go together");
    }
    if (const std::optional<Error> error = CheckStdinName(options_.files)) {
      return Fail(context_, error->message);
    }
    const Result<bool> color = WantsColor(options_.files.color, false, context_);
    if (!color) return Fail(context_, color.error().message);
    color_ = *color;
    Result<std::vector<PathGroup>> groups = GroupByConfig(options_.files, {}, context_);
    if (!groups) return Fail(context_, groups.error().message);
    for (const PathGroup& group : *groups) RunGroup(group);
    if (!options_.files.quiet) Summarize();
    if (failed_ || closed_) return kExitFailure;
    return changed_ > 0 && looks_only() ? kExitFindings : kExitClean;
  }

 private:
  bool looks_only() const { return options_.check || options_.diff; }

  void RunGroup(const PathGroup& group) {
    const Linter linter(group.config.config);
    RunOptions run{.paths = group.paths,
                   .stdin_filename = options_.files.stdin_filename,
                   .fix = true,
                   .layout_only = true,
                   .write = !looks_only(),
                   .in_place = options_.files.in_place,
                   .fenced = options_.files.fenced,
                   .force_exclude = options_.files.force_exclude,
                   .jobs = options_.files.jobs,
                   .run_process = context_.run_process,
                   .stop = context_.stop};
    const RunResult result =
        awl::Run(linter, context_.files, run, [this](FileReport report) { return Take(report); });
    checked_ += result.files_checked;
    for (const std::string& error : result.errors) {
      failed_ = true;
      Fail(context_, error);
    }
  }

  bool Take(const FileReport& report) {
    if (!report.error.empty()) {
      failed_ = true;
      Fail(context_, Cat(Printable(report.path), ": ", report.error));
    }
    WarnOfLeftOutFixes(report, context_);
    if (!report.generated_notice.empty()) ++generated_;
    if (report.from_stdin) from_stdin_ = true;
    if (report.fixed != nullptr) ++changed_;
    if (!report.error.empty()) ++failed_files_;
    if (options_.diff) {
      Print(context_.out, DiffOf(report, color_));
    } else if (report.from_stdin && !options_.check) {
      const auto& source = report.fixed != nullptr ? report.fixed : report.source;
      if (source != nullptr) Print(context_.out, source->text());
    } else if (report.fixed != nullptr && !options_.files.quiet &&
               (options_.check || report.written)) {
      Print(context_.out, LogText(Cat(options_.check ? "would format " : "formatted ",
                                      Printable(report.path), "\n")));
    }
    return !closed_;
  }

  void Summarize() {
    // The text of a filter stands alone.
    if (from_stdin_ || checked_ == 0) return;
    const std::size_t done = changed_ + failed_files_;
    const std::size_t kept = checked_ - std::min(checked_, done);
    std::string out;
    const auto add = [&](std::size_t count, std::string_view what) {
      if (count == 0) return;
      out += Cat(out.empty() ? Counted(count, "file") : Cat(", ", count), what);
    };
    add(changed_, looks_only() ? " would be formatted" : " formatted");
    add(kept, changed_ == 0 ? " already formatted"
              : kept == 1   ? " left as it is"
                            : " left as they are");
    add(failed_files_, " could not be formatted");
    if (generated_ > 0) {
      out += Cat(" (", Counted(generated_, "file"), generated_ == 1 ? " says" : " say",
                 " that a program writes ", generated_ == 1 ? "it" : "them",
                 ", so nothing is changed there: see awl explain document-generated)");
    }
    Print(context_.err, out + "\n");
  }

  void Print(Stream& stream, std::string_view text) {
    if (!text.empty() && !closed_ && !stream.Write(text)) closed_ = true;
  }

  const FormatOptions& options_;
  Context& context_;
  bool color_ = false;
  std::size_t checked_ = 0;
  std::size_t changed_ = 0;  // or would be
  std::size_t failed_files_ = 0;
  std::size_t generated_ = 0;  // files that say so
  bool from_stdin_ = false;
  bool failed_ = false;
  bool closed_ = false;
};

}  // namespace

int RunFormat(const FormatOptions& options, Context& context) {
  if (options.stdin_jsonl) return FormatRecords(options, context);
  return FormatCommand(options, context).Run();
}

}  // namespace awl
