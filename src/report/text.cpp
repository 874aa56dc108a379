#include <algorithm>

#include "base/strings.h"
#include "report/fix_preview.h"
#include "report/formats.h"
#include "report/rule_counts.h"
#include "report/style.h"
#include "report/tally.h"
#include "text/excerpt.h"
#include "text/log_text.h"
#include "text/unicode.h"
#include "text/wrap.h"

namespace awl {
namespace {

constexpr std::size_t kMinMargin = 4;
constexpr std::size_t kMaxRelated = 3;
// From so many findings on, a table says which rules they are of.
constexpr std::size_t kManyFindings = 50;
constexpr std::size_t kMaxRows = 10;
constexpr std::size_t kWrappedIndent = 4;

class TextReporter final : public Reporter {
 public:
  explicit TextReporter(const ReportOptions& options)
      : options_(options), style_(options.color, options.hyperlinks) {}

  void Add(const ReportedFile& file, std::string* out) override {
    const std::size_t begin = out->size();
    const std::string path =
        style_.Link(FileUrl(file.path), style_.Paint(Ink::kBold, Printable(file.path)));
    Tally tally;
    for (const Diagnostic& diagnostic : file.diagnostics) {
      tally.Add(diagnostic);
      if (!diagnostic.caused_by) WriteFinding(file, diagnostic, path, out);
    }
    if (tally.caused > 0) *out += Cat(path, ": ", tally.CausedText(), "\n\n");
    DisarmCommands(out, begin);
    if (tally.total() > 0) ++files_;
    counts_.Add(file.diagnostics);
    tally_.Add(tally);
  }

  void Finish(const ReportSummary& summary, std::string* out) override {
    if (summary.fixed > 0) {
      *out += Cat(summary.dry_run ? "Would fix " : "Fixed ", Counted(summary.fixed, "finding"),
                  " in ", Counted(summary.files_fixed, "file"), ".\n");
    }
    if (tally_.total() == 0) {
      // What could not be checked is told elsewhere, and is nothing to be content with.
      if (!summary.errors.empty()) return;
      *out +=
          Cat(summary.fixed > 0 ? "Nothing left" : "Nothing found", CheckedText(summary), ".\n");
      return;
    }
    if (tally_.total() >= kManyFindings) WriteTable(out);
    *out += Cat(summary.fixed > 0 ? "Left: " : "Found ", tally_.CountsText(), " in ",
                Counted(files_, "file"));
    if (tally_.caused > 0) *out += Cat(" (", tally_.CausedText(), ")");
    *out += Cat(CheckedText(summary), ".\n");
    WriteNextCommand(summary, out);
  }

 private:
  // "; checked 3 files: 1 list, 2 texts". Only a list is checked by all rules, so it is said.
  static std::string CheckedText(const ReportSummary& summary) {
    std::string kinds;
    if (summary.lists > 0) kinds = Counted(summary.lists, "list");
    if (summary.texts > 0) {
      kinds += Cat(kinds.empty() ? "" : ", ", Counted(summary.texts, "text"));
    }
    return Cat("; checked ", Counted(summary.files_checked, "file"), kinds.empty() ? "" : ": ",
               kinds);
  }

  std::string FileUrl(std::string_view path) const {
    if (!options_.hyperlinks || (options_.folder.empty() && !path.starts_with('/'))) return {};
    const std::string whole =
        path.starts_with('/') ? std::string(path) : Cat(options_.folder, "/", path);
    return Cat("file://", PercentEncodePath(whole));
  }

  void WriteFinding(const ReportedFile& file, const Diagnostic& diagnostic, const std::string& path,
                    std::string* out) const {
    const Position at = file.source.PositionAt(diagnostic.range.begin);
    const std::string rule_url = RuleUrl(options_, diagnostic.rule);
    const std::string number = Cat(at.line);
    const std::string column = Cat(at.column);
    const Ink ink = InkOf(diagnostic.severity);
    Append(out, path, ":", number, ":", column, ": ", style_.Begin(ink),
           NameOf(diagnostic.severity), style_.End(), " ",
           rule_url.empty() ? diagnostic.rule : style_.Link(rule_url, diagnostic.rule), ": ");
    const std::string message = Printable(diagnostic.message);
    if (options_.wraps) {
      const std::size_t used =
          DisplayWidth(Cat(Printable(file.path), ":", number, ":", column, ": ",
                           NameOf(diagnostic.severity), " ", diagnostic.rule, ": "));
      *out += WrapAfter(used, message, options_.width, kWrappedIndent);
    } else {
      Append(out, message, "\n");
    }

    const std::size_t margin = std::max(number.size(), kMinMargin);
    const std::size_t cells = options_.width > margin + 20 ? options_.width - margin - 4 : 16;
    const Excerpt excerpt = MakeExcerpt(file.source, diagnostic.range, cells);
    WriteLine(margin, number, excerpt.line, out);
    WriteLabel(margin, "", out);
    out->append(1 + excerpt.indent, ' ');
    Append(out, style_.Begin(ink), "^");
    out->append(excerpt.width - 1, '~');
    Append(out, style_.End(), "\n");
    WriteRelated(file, diagnostic, margin, out);
    if (diagnostic.fix) WriteFix(file, *diagnostic.fix, at.line - 1, margin, cells, out);
    *out += '\n';
  }

  // Straight to `out`: of all of a report, the most is made here.
  template <typename... Parts>
  static void Append(std::string* out, const Parts&... parts) {
    (out->append(parts), ...);
  }

  void WriteLabel(std::size_t margin, std::string_view label, std::string* out) const {
    Append(out, style_.Begin(Ink::kDim));
    out->append(margin - label.size(), ' ');
    Append(out, label, " |", style_.End());
  }

  void WriteLine(std::size_t margin, std::string_view label, std::string_view text,
                 std::string* out) const {
    WriteLabel(margin, label, out);
    if (!text.empty()) Append(out, " ", text);
    *out += '\n';
  }

  void WriteRelated(const ReportedFile& file, const Diagnostic& diagnostic, std::size_t margin,
                    std::string* out) const {
    std::size_t shown = 0;
    for (const Related& related : diagnostic.related) {
      if (shown == kMaxRelated) {
        WriteLine(margin, "",
                  Cat("and ", Counted(diagnostic.related.size() - shown, "more place"), ""), out);
        return;
      }
      ++shown;
      std::string place;
      if (related.path.empty()) {
        const Position at = file.source.PositionAt(related.range.begin);
        place = Cat(Printable(file.path), ":", at.line, ":", at.column);
      } else if (const auto other = options_.open ? options_.open(related.path) : nullptr) {
        const Position at = other->PositionAt(related.range.begin);
        place = Cat(Printable(other->path()), ":", at.line, ":", at.column);
      } else {
        place = Printable(related.path);
      }
      WriteLine(margin, "",
                related.message.empty() ? place : Cat(place, ": ", Printable(related.message)),
                out);
    }
  }

  void WriteFix(const ReportedFile& file, const Fix& fix, std::uint32_t line, std::size_t margin,
                std::size_t cells, std::string* out) const {
    static constexpr std::string_view kLabels[] = {"suggestion", "unsafe fix", "fix"};
    WriteLine(margin, "",
              Cat(style_.Paint(Ink::kCyan, kLabels[static_cast<int>(fix.applicability)]), ": ",
                  Printable(fix.title)),
              out);
    const FixPreview preview = PreviewFix(file.source, fix, line, cells);
    for (const FixPreview::Line& changed : preview.lines) {
      WriteLabel(margin, changed.added ? "+" : "-", out);
      const std::string_view begin = style_.Begin(changed.added ? Ink::kGreen : Ink::kRed);
      if (!begin.empty() || !changed.text.empty()) {
        Append(out, " ", begin, changed.text, style_.End());
      }
      *out += '\n';
    }
    if (preview.more_lines > 0) {
      WriteLine(margin, "", Cat("and ", Counted(preview.more_lines, "more line")), out);
    }
    if (preview.more_places > 0) {
      WriteLine(margin, "", Cat("and ", Counted(preview.more_places, "more place")), out);
    }
  }

  void WriteTable(std::string* out) const {
    const std::vector<RuleCount> rows = counts_.Sorted();
    WriteRuleTable(rows, kMaxRows, style_, out);
    if (rows.size() > kMaxRows) {
      *out += Cat("and ", Counted(rows.size() - kMaxRows, "more rule"), "\n");
    }
    *out += "Counts alone, of every rule: awl check --statistics\n\n";
  }

  // The commands hold paths of the command line.
  void WriteNextCommand(const ReportSummary& summary, std::string* out) const {
    const std::size_t begin = out->size();
    const bool safe = tally_.safe > 0 && !summary.fix_command.empty();
    const bool unsafe = tally_.unsafe > 0 && !summary.unsafe_fix_command.empty();
    if (safe) {
      *out += Cat(tally_.safe,
                  tally_.safe == tally_.total() ? " can be fixed: " : " of them can be fixed: ",
                  style_.Paint(Ink::kBold, Printable(summary.fix_command)), "\n");
    }
    if (unsafe) {
      *out += Cat(tally_.unsafe, safe ? " more" : " of them",
                  " with fixes that may change wording or order: ",
                  style_.Paint(Ink::kBold, Printable(summary.unsafe_fix_command)), "\n");
    }
    DisarmCommands(out, begin);
  }

  const ReportOptions options_;
  const Style style_;
  Tally tally_;
  RuleCounts counts_;
  std::size_t files_ = 0;  // with findings
};

}  // namespace

std::unique_ptr<Reporter> MakeTextReporter(const ReportOptions& options) {
  return std::make_unique<TextReporter>(options);
}

}  // namespace awl
