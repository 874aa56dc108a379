#ifndef AWL_ENGINE_RUNNER_H_
#define AWL_ENGINE_RUNNER_H_

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "awl/diagnostic.h"
#include "awl/linter.h"
#include "awl/source.h"
#include "base/file_system.h"
#include "base/process.h"
#include "engine/fix_loop.h"

namespace awl {

class Baseline;
class Web;
class WorkTrees;

// What `check` and `format` ask of the engine, beyond the rules (those are the Linter's).
struct RunOptions {
  // As on the command line: files, folders, "-" for standard input. Empty: the readme of the
  // current folder.
  std::vector<std::string> paths = {};
  // What "-" is called in reports and judged as; empty: "<stdin>", which is a list. It need not
  // exist.
  std::string stdin_filename = {};
  bool fix = false;                               // run the fix loop
  bool layout_only = false;                       // only rules whose RuleInfo says layout: `format`
  Applicability at_least = Applicability::kSafe;  // of the fixes to apply
  // Write changed files. False with --diff and --check: the new text is only in the report. Never
  // applies to standard input.
  bool write = false;
  bool in_place = false;  // see ReplaceOptions
  // Paths come from a program, perhaps from a stranger's tree: no link leads out of it.
  bool fenced = false;
  bool force_exclude = false;      // the config's `exclude` holds for files named in `paths` too
  unsigned jobs = 0;               // threads; 0: as many as there are cores
  std::string changed_since = {};  // --changed-since REV
  const LineSet* lines = nullptr;  // only what touches these lines of the one file; null: all
  ProcessRunner run_process = nullptr;  // for git; see WorkTrees
  // What is known of the work trees, for who runs again and again; null: it is found out anew.
  WorkTrees* trees = nullptr;
  // Set by a signal handler: the run ends after the files that threads are at.
  const std::atomic<bool>* stop = nullptr;
  const Web* web = nullptr;  // what is known of the links; not owned
  // Set by who wants the files and no findings: called with each in place of the rules, from
  // several threads.
  std::function<void(const Linter::File&)> visit = nullptr;
  Baseline* baseline = nullptr;        // --baseline: findings it knows are left out; not owned
  Baseline* write_baseline = nullptr;  // --write-baseline: collects every finding; not owned
};

// What came out for one file.
struct FileReport {
  std::string path;  // as reports print it: as given, or folder + name for a file found in a folder
  // For who writes the file: where it is, and how its path is opened. Empty for standard input.
  std::string real = {};
  Links links = Links::kRefuse;
  std::shared_ptr<const Source> source = nullptr;  // as read; null if that failed
  // After the fixes; null if nothing changed, or the file could not be written.
  std::shared_ptr<const Source> fixed = nullptr;
  // The findings that are left, in source order. Ranges are in `fixed` where that is set, else in
  // `source`.
  std::vector<Diagnostic> diagnostics = {};
  std::vector<Change> changes = {};        // from `source` to `fixed`, in order, apart
  std::vector<AppliedFixes> applied = {};  // by rule name
  // Fixes that were found faulty and left out, at their places in `fixed` or `source`. They do not
  // change the exit status.
  std::vector<LeftOutFix> left_out = {};
  // Of a file that no fix may change, as a program writes it: where it says so, in `source`.
  Range generated_notice = {};
  bool is_list = false;
  std::string why_kind = {};  // why it is taken for a list or not, as a clause
  bool has_rules = false;     // one of the rules that are on looks at a file of this kind
  bool is_any_on = true;      // false: the config turns all rules off in this file
  bool from_stdin = false;
  bool written = false;  // the file on disk now holds `fixed`
  // What kept awl from its job on this file (unreadable, refused to write): one line without the
  // path. Not empty means exit status 2. `source` and `diagnostics` may still be there.
  std::string error = {};
};

struct RunResult {
  std::size_t files_checked = 0;
  std::size_t files_excluded = 0;  // left out by the config's `exclude`
  // Failures that belong to no file (missing path, unknown revision, git): each means exit status
  // 2. "Nothing matched" is among them, unless force_exclude left nothing.
  std::vector<std::string> errors = {};
};

// Takes the reports in path order, whatever order the threads finish in; one call at a time, not
// always from the same thread. Returning false ends the run (standard output is closed).
using ReportSink = std::function<bool(FileReport)>;

// Finds the files, checks or fixes them on `options.jobs` threads and hands each report to `sink`.
// A report is freed when `sink` has taken it, so memory does not grow with the number of files.
RunResult Run(const Linter& linter, FileSystem& files, const RunOptions& options,
              const ReportSink& sink);

}  // namespace awl

#endif  // AWL_ENGINE_RUNNER_H_
