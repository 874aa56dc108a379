#include <array>
#include <vector>

#include "base/strings.h"
#include "report/fix_preview.h"
#include "report/formats.h"
#include "report/style.h"
#include "report/tally.h"
#include "text/excerpt.h"
#include "text/log_text.h"

namespace awl {
namespace {

// How many annotations of each kind GitHub shows for a step; it drops the others silently.
constexpr std::size_t kShown = 10;
// Of a line in an annotation.
constexpr std::size_t kMaxCells = 120;

// `text` as one line without controls, in which the runner finds no command of its older kind.
std::string Inert(std::string_view text) {
  std::string out = Printable(text);
  DisarmCommands(&out);
  return out;
}

// https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions: what a
// command's message, and what its properties must not hold.
std::string Escape(std::string_view text, bool property) {
  std::string out;
  for (const char c : text) {
    if (c == '%') {
      out += "%25";
    } else if (c == '\r') {
      out += "%0D";
    } else if (c == '\n') {
      out += "%0A";
    } else if (property && c == ':') {
      out += "%3A";
    } else if (property && c == ',') {
      out += "%2C";
    } else {
      out += c;
    }
  }
  return out;
}

std::string_view CommandOf(Severity severity) {
  static constexpr std::string_view kNames[] = {"notice", "warning", "error"};
  return kNames[static_cast<int>(severity)];
}

// Annotations, errors first. What GitHub would drop is in the log as plain lines.
class GithubReporter final : public Reporter {
 public:
  explicit GithubReporter(const ReportOptions& options) : options_(options) {}

  void Add(const ReportedFile& file, std::string*) override {
    for (const Diagnostic& diagnostic : file.diagnostics) {
      if (diagnostic.caused_by) continue;
      std::vector<std::string>& lines = lines_[static_cast<std::size_t>(diagnostic.severity)];
      lines.push_back(lines.size() < kShown ? Command(file, diagnostic) : Plain(file, diagnostic));
    }
  }

  void Finish(const ReportSummary& summary, std::string* out) override {
    for (const std::string& error : summary.errors) {
      *out += Cat("::error title=awl::", Escape(Inert(error), false), "\n");
    }
    for (int severity = 2; severity >= 0; --severity) {
      Print(severity, 0, kShown, out);
    }
    std::size_t more = 0;
    for (const std::vector<std::string>& lines : lines_) {
      if (lines.size() > kShown) more += lines.size() - kShown;
    }
    if (more == 0) return;
    for (int severity = 2; severity >= 0; --severity) {
      Print(severity, kShown, ~std::size_t{0}, out);
    }
    *out += Cat(more, " more in the log: GitHub shows ", kShown,
                " annotations of a kind for each step\n");
  }

 private:
  void Print(int severity, std::size_t begin, std::size_t end, std::string* out) const {
    const std::vector<std::string>& lines = lines_[static_cast<std::size_t>(severity)];
    for (std::size_t i = begin; i < lines.size() && i < end; ++i) *out += Cat(lines[i], "\n");
  }

  std::string Path(const ReportedFile& file) const { return RepositoryPath(options_, file.path); }

  std::string Command(const ReportedFile& file, const Diagnostic& diagnostic) const {
    const Position begin = file.source.PositionAt(diagnostic.range.begin);
    const Position end = file.source.PositionAt(diagnostic.range.end);
    std::string out =
        Cat("::", CommandOf(diagnostic.severity), " file=", Escape(Inert(Path(file)), true),
            ",line=", begin.line, ",endLine=", end.line);
    // Columns of a range over several lines make GitHub refuse the annotation.
    if (begin.line == end.line) {
      out += Cat(",col=", begin.column, ",endColumn=", end.column);
    }
    return Cat(out, ",title=", Escape(diagnostic.rule, true),
               "::", Escape(Cat(Inert(diagnostic.message), Cure(file, diagnostic)), false));
  }

  // What to do, on lines of its own: the fix and the lines that it changes.
  static std::string Cure(const ReportedFile& file, const Diagnostic& diagnostic) {
    if (!diagnostic.fix) return {};
    std::string out = Cat("\n", CureOf(diagnostic));
    const std::uint32_t line = file.source.LineAt(diagnostic.range.begin);
    const FixPreview preview = PreviewFix(file.source, *diagnostic.fix, line, kMaxCells);
    for (const FixPreview::Line& changed : preview.lines) {
      out += Cat("\n", changed.added ? "+ " : "- ", changed.text);
    }
    if (preview.more_lines > 0) out += Cat("\nand ", Counted(preview.more_lines, "more line"));
    if (preview.more_places > 0) out += Cat("\nand ", Counted(preview.more_places, "more place"));
    return LogText(out);
  }

  std::string Plain(const ReportedFile& file, const Diagnostic& diagnostic) const {
    const Position at = file.source.PositionAt(diagnostic.range.begin);
    return Inert(Cat(Path(file), ":", at.line, ":", at.column, ": ", NameOf(diagnostic.severity),
                     " ", diagnostic.rule, ": ", MessageWithCure(diagnostic)));
  }

  const ReportOptions options_;
  std::array<std::vector<std::string>, 3> lines_;  // by severity
};

}  // namespace

std::unique_ptr<Reporter> MakeGithubReporter(const ReportOptions& options) {
  return std::make_unique<GithubReporter>(options);
}

}  // namespace awl
