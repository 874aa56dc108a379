#include "base/strings.h"
#include "report/formats.h"
#include "report/style.h"
#include "report/tally.h"
#include "text/excerpt.h"
#include "text/log_text.h"

namespace awl {
namespace {

class ConciseReporter final : public Reporter {
 public:
  explicit ConciseReporter(const ReportOptions& options) : style_(options.color) {}

  void Add(const ReportedFile& file, std::string* out) override {
    const std::size_t begin = out->size();
    const std::string path = Printable(file.path);
    Tally tally;
    for (const Diagnostic& diagnostic : file.diagnostics) {
      tally.Add(diagnostic);
      if (diagnostic.caused_by) continue;
      const Position at = file.source.PositionAt(diagnostic.range.begin);
      *out += Cat(path, ":", at.line, ":", at.column, ": ",
                  style_.Paint(InkOf(diagnostic.severity), NameOf(diagnostic.severity)), " ",
                  diagnostic.rule, ": ", Printable(diagnostic.message), "\n");
    }
    if (tally.caused > 0) *out += Cat(path, ": ", tally.CausedText(), "\n");
    DisarmCommands(out, begin);
  }

  void Finish(const ReportSummary&, std::string*) override {}

 private:
  Style style_;
};

}  // namespace

std::unique_ptr<Reporter> MakeConciseReporter(const ReportOptions& options) {
  return std::make_unique<ConciseReporter>(options);
}

}  // namespace awl
