#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "awl/document.h"
#include "awl/linter.h"
#include "base/strings.h"
#include "cli/choices.h"
#include "cli/commands.h"
#include "engine/ignore_comments.h"
#include "engine/runner.h"
#include "parse/parse.h"
#include "text/excerpt.h"

namespace awl {
namespace {

// One `awl add-ignores`.
class AddIgnoresCommand {
 public:
  AddIgnoresCommand(const AddIgnoresOptions& options, Context& context)
      : options_(options), context_(context) {}

  int Run() {
    Result<std::vector<PathGroup>> groups = GroupByConfig(options_.files, options_.rules, context_);
    if (!groups) return Fail(context_, groups.error().message);
    for (const PathGroup& group : *groups) {
      const Linter linter(group.config.config);
      RunOptions run{.paths = group.paths,
                     .fenced = options_.files.fenced,
                     .force_exclude = options_.files.force_exclude,
                     .jobs = options_.files.jobs,
                     .run_process = context_.run_process,
                     .stop = context_.stop};
      const RunResult result = awl::Run(linter, context_.files, run, [this](FileReport report) {
        Take(report);
        return !closed_;
      });
      for (const std::string& error : result.errors) Refuse(error);
    }
    if (failed_ || closed_) return kExitFailure;
    if (!options_.files.quiet && !from_stdin_) {
      Print(context_.err, Cat("Wrote ", Counted(comments_, "comment"), " into ",
                              Counted(files_, "file"), ". awl check shows what is left.\n"));
    }
    return closed_ ? kExitFailure : kExitClean;
  }

 private:
  void Refuse(std::string_view message) {
    failed_ = true;
    Fail(context_, message);
  }

  void Take(const FileReport& report) {
    if (!report.error.empty()) return Refuse(Cat(Printable(report.path), ": ", report.error));
    const std::unique_ptr<const Document> document = Parse(report.source);
    const IgnoreComments comments = CommentsForLines(*document, report.diagnostics);
    const std::string text = WithInsertions(*report.source, comments.edits);
    if (report.from_stdin) {
      from_stdin_ = true;
      return Print(context_.out, text);
    }
    if (comments.count == 0) return;
    const Result<FileContents> contents =
        context_.files.Read(report.real, Source::kMaxSize, report.links);
    if (!contents) return Refuse(Cat(Printable(report.path), ": ", contents.error().message));
    if (contents->bytes != report.source->text()) {
      return Refuse(Cat(Printable(report.path), ": changed while it was read"));
    }
    const ReplaceOptions how{.in_place = options_.files.in_place,
                             .named = report.links == Links::kFollow};
    const Result<FileIdentity> written =
        context_.files.Replace(report.real, text, contents->identity, how);
    if (!written) return Refuse(Cat(Printable(report.path), ": ", written.error().message));
    comments_ += comments.count;
    ++files_;
  }

  void Print(Stream& stream, std::string_view text) {
    if (!closed_ && !stream.Write(text)) closed_ = true;
  }

  const AddIgnoresOptions& options_;
  Context& context_;
  std::size_t comments_ = 0;
  std::size_t files_ = 0;
  bool from_stdin_ = false;
  bool failed_ = false;
  bool closed_ = false;
};

}  // namespace

int RunAddIgnores(const AddIgnoresOptions& options, Context& context) {
  return AddIgnoresCommand(options, context).Run();
}

}  // namespace awl
