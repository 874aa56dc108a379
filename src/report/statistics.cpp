#include <span>

#include "base/json_writer.h"
#include "base/strings.h"
#include "report/formats.h"
#include "report/rule_counts.h"

namespace awl {
namespace {

// Counts first, as one wants to see where the bulk is.
class Statistics final : public Reporter {
 public:
  Statistics(const ReportOptions& options, bool json) : style_(options.color), json_(json) {}

  void Add(const ReportedFile& file, std::string*) override { counts_.Add(file.diagnostics); }

  void Finish(const ReportSummary& summary, std::string* out) override {
    const std::vector<RuleCount> rows = counts_.Sorted();
    if (json_) {
      WriteJson(rows, out);
    } else {
      WriteText(rows, summary, out);
    }
  }

 private:
  static void WriteJson(std::span<const RuleCount> rows, std::string* out) {
    JsonWriter json(out);
    json.BeginArray();
    for (const RuleCount& row : rows) {
      json.NewLine().BeginObject().Field("rule", row.rule).Field("count", row.tally.total());
      json.Field("caused", row.tally.caused);
      json.Field("safe_fixes", row.tally.safe).Field("unsafe_fixes", row.tally.unsafe).EndObject();
    }
    if (!rows.empty()) *out += '\n';
    json.EndArray();
    *out += '\n';
  }

  void WriteText(std::span<const RuleCount> rows, const ReportSummary& summary,
                 std::string* out) const {
    Tally all;
    for (const RuleCount& row : rows) all.Add(row.tally);
    WriteRuleTable(rows, rows.size(), style_, out);
    *out += Cat(all.CountsText(), " in ", Counted(summary.files_checked, "file"));
    if (all.caused > 0) *out += Cat(" (", all.CausedText(), ")");
    *out += '\n';
  }

  const Style style_;
  const bool json_;
  RuleCounts counts_;
};

}  // namespace

std::unique_ptr<Reporter> MakeStatistics(ReportFormat format, const ReportOptions& options) {
  if (format != ReportFormat::kText && format != ReportFormat::kJson) return nullptr;
  return std::make_unique<Statistics>(options, format == ReportFormat::kJson);
}

}  // namespace awl
