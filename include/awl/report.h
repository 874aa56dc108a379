#ifndef AWL_REPORT_H_
#define AWL_REPORT_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "awl/diagnostic.h"
#include "awl/rule.h"
#include "awl/source.h"

namespace awl {

enum class ReportFormat : std::uint8_t {
  kText,     // for people: source line, caret, fix as a diff, counts and the next command
  kConcise,  // a line for each finding
  kJson,     // one array
  kJsonl,    // an object on each line
  kSarif,    // SARIF 2.1.0, as GitHub code scanning wants it
  kGithub,   // workflow commands, which become annotations
  kGitlab,   // GitLab's Code Quality
  kJunit,    // JUnit XML
  kRdjson,   // reviewdog's Diagnostic Format
};

// In the order of the enumerators.
std::span<const std::string_view> ReportFormatNames();
std::optional<ReportFormat> ParseReportFormat(std::string_view name);

struct ReportOptions {
  bool color = false;
  bool hyperlinks = false;  // OSC 8
  std::size_t width = 100;  // cells of a terminal's line
  std::string folder = {};  // absolute, where awl runs: for links to files
  // Absolute, of the repository: sarif, github, gitlab and rdjson want paths relative to it. Empty:
  // as they are.
  std::string root = {};
  std::string rule_url = {};  // what stands before a rule's name in links to its page; may be empty
  std::vector<const RuleInfo*> rules = {};  // those of the run; sarif lists them
  // A finding of this severity or above makes the run fail; nothing: none does.
  std::optional<Severity> fails_from = Severity::kWarning;
  bool wraps = false;  // long messages are broken between words, to fit `width`
  // Gives the other file that a related place is in, its path as reports print it; null if it
  // cannot be read.
  std::function<std::shared_ptr<const Source>(const std::string& path)> open = {};
};

// The findings of one file. Their ranges are in `source`.
struct ReportedFile {
  std::string_view path;
  const Source& source;
  std::span<const Diagnostic> diagnostics;
};

// What is known when all files are done.
struct ReportSummary {
  std::size_t files_checked = 0;
  std::size_t lists = 0;  // of these
  std::size_t texts = 0;  // the others, as far as they could be read
  std::size_t fixed = 0;  // findings that --fix has put right
  std::size_t files_fixed = 0;
  bool dry_run = false;          // it only would have: --diff
  std::string fix_command = {};  // what a user would type to apply the safe fixes; empty: no hint
  std::string unsafe_fix_command = {};
  std::vector<std::string> errors = {};  // what kept awl from its job
};

// Turns findings into one format. Every call appends to `out`, which the caller may print and empty
// between calls; together the pieces are the report. Files come in the order of the report. Takes
// time linear in what is reported. Not for several threads.
class Reporter {
 public:
  virtual ~Reporter() = default;
  virtual void Add(const ReportedFile& file, std::string* out) = 0;
  virtual void Finish(const ReportSummary& summary, std::string* out) = 0;
};

std::unique_ptr<Reporter> MakeReporter(ReportFormat format, const ReportOptions& options);
// --statistics: how often each rule found something, in place of the findings. As text, or as a
// JSON array for kJson; null for other formats.
std::unique_ptr<Reporter> MakeStatistics(ReportFormat format, const ReportOptions& options);

// A stretch of the old text and what stands in its place in the new one.
struct TextChange {
  Range before;
  Range after;
};

// A unified diff with three lines of context, as `git apply` takes it. `changes` are in order and
// do not overlap. Nothing if there are none. With `safe` it is for terminals and logs, which it
// gives no orders: git may refuse it then.
std::string UnifiedDiff(std::string_view path, std::string_view before, std::string_view after,
                        std::span<const TextChange> changes, bool color, bool safe = false);

}  // namespace awl

#endif  // AWL_REPORT_H_
