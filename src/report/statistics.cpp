#include <algorithm>
#include <unordered_map>
#include <vector>

#include "base/json_writer.h"
#include "base/strings.h"
#include "report/formats.h"
#include "report/style.h"
#include "report/tally.h"

namespace awl {
namespace {

struct RuleCount {
  std::string rule;
  Tally tally;
};

// Counts first, as one wants to see where the bulk is.
class Statistics final : public Reporter {
 public:
  Statistics(const ReportOptions& options, bool json) : style_(options.color), json_(json) {}

  void Add(const ReportedFile& file, std::string*) override {
    for (const Diagnostic& diagnostic : file.diagnostics) {
      counts_[std::string(diagnostic.rule)].Add(diagnostic);
    }
  }

  void Finish(const ReportSummary& summary, std::string* out) override {
    std::vector<RuleCount> rows;
    for (auto& [rule, tally] : counts_) rows.push_back({rule, tally});
    std::sort(rows.begin(), rows.end(), [](const RuleCount& a, const RuleCount& b) {
      const std::size_t of_a = a.tally.total();
      const std::size_t of_b = b.tally.total();
      return of_a != of_b ? of_a > of_b : a.rule < b.rule;
    });
    if (json_) {
      WriteJson(rows, out);
    } else {
      WriteText(rows, summary, out);
    }
  }

 private:
  static void WriteJson(const std::vector<RuleCount>& rows, std::string* out) {
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

  void WriteText(const std::vector<RuleCount>& rows, const ReportSummary& summary,
                 std::string* out) const {
    Tally all;
    for (const RuleCount& row : rows) all.Add(row.tally);
    const std::size_t digits = Cat(all.total()).size();
    for (const RuleCount& row : rows) {
      if (row.tally.total() == 0) continue;
      const std::string count = Cat(row.tally.total());
      *out += Cat(std::string(digits - count.size(), ' '), style_.Paint(Ink::kBold, count), "  ",
                  row.rule);
      if (row.tally.safe > 0) *out += Cat("  ", row.tally.safe, " safe");
      if (row.tally.unsafe > 0) *out += Cat("  ", row.tally.unsafe, " unsafe");
      *out += row.tally.safe + row.tally.unsafe > 0 ? " to fix\n" : "\n";
    }
    *out += Cat(all.CountsText(), " in ", Counted(summary.files_checked, "file"));
    if (all.caused > 0) *out += Cat(" (", all.CausedText(), ")");
    *out += '\n';
  }

  const Style style_;
  const bool json_;
  std::unordered_map<std::string, Tally> counts_;
};

}  // namespace

std::unique_ptr<Reporter> MakeStatistics(ReportFormat format, const ReportOptions& options) {
  if (format != ReportFormat::kText && format != ReportFormat::kJson) return nullptr;
  return std::make_unique<Statistics>(options, format == ReportFormat::kJson);
}

}  // namespace awl
