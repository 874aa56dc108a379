#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "awesome_lint/rules.h"
#include "base/strings.h"
#include "rule/table_rows.h"

namespace awl {
namespace {

constexpr std::string_view kPipesPeer = "remark-lint:table-pipes";
constexpr std::string_view kPaddingPeer = "remark-lint:table-cell-padding";
constexpr std::string_view kAlignmentPeer = "remark-lint:table-pipe-alignment";
constexpr std::string_view kIndentPeer = "remark-lint:no-table-indentation";

// What remark's four rules about tables report.
class StyleTable final : public Rule {
 public:
  explicit StyleTable(const Options& options) : utf16_(options.String("width") == "utf16") {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    std::optional<bool> padded;  // remark takes the padding of the first table for the whole file
    for (const Node& node : doc.All(NodeKind::kTable)) {
      const TableRows table = ReadTable(doc, node, utf16_, CellPipes::kRemark);
      if (table.rows.size() < 2) continue;
      if (!padded) padded = IsPadded(table);
      CheckTable(doc, table, *padded, ctx);
    }
  }

 private:
  // From the last of the cells that are the widest of their column, header and delimiters first.
  static bool IsPadded(const TableRows& table) {
    const std::vector<std::size_t> widths = WidthsOf(table);
    bool padded = false;
    for (const TableRow& row : table.rows) {
      for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const RowCell& cell = row.cells[i];
        if (cell.width > 0 && cell.width == widths[i]) padded = cell.left.value_or(0) > 0;
      }
    }
    return padded;
  }

  static void CheckTable(const Document& doc, const TableRows& table, bool padded,
                         RuleContext& ctx) {
    const std::size_t before = ctx.diagnostics().size();
    CheckIndent(doc, table, ctx);
    for (const TableRow& row : table.rows) {
      if (!row.opened) {
        ctx.Report(row.range, "no pipe before the first cell").peer = kPipesPeer;
      }
      if (!row.closed) ctx.Report(row.range, "no pipe after the last cell").peer = kPipesPeer;
    }
    CheckPadding(table, padded, ctx);
    CheckAlignment(table, ctx);
    if (ctx.diagnostics().size() == before) return;
    // One fix puts the whole table right; the others of its findings go with it.
    ctx.diagnostics()[before].fix =
        RewriteTable(doc, table, {.aligned = true, .padding = padded ? 1u : 0u});
  }

  static void CheckIndent(const Document& doc, const TableRows& table, RuleContext& ctx) {
    const Source& source = doc.source();
    const Node* parent = doc.Parent(*table.node);
    const auto column_of = [&](Offset at) { return at - source.LineBegin(source.LineAt(at)); };
    Offset column = 0;
    bool skip_first = false;
    if (parent->kind == NodeKind::kBlockquote) {
      column = column_of(parent->full.begin) + 2;
    } else if (parent->kind == NodeKind::kListItem) {
      const Node* head = doc.FirstChild(*parent);
      column = column_of(head->full.begin);
      skip_first = head == table.node;
    } else if (parent->kind != NodeKind::kRoot) {
      return;
    }
    for (const TableRow& row : table.rows) {
      if (skip_first && &row == &table.rows.front()) continue;
      const Offset expected = row.line.begin + column;
      if (expected >= row.range.begin) continue;
      Offset at = expected;
      while (at > row.line.begin && IsBlank(source[at - 1])) --at;
      if (at > row.line.begin && source[at - 1] != '>') continue;
      ctx.Report({expected, row.range.begin},
                 Cat("table row is indented by ", row.range.begin - expected))
          .peer = kIndentPeer;
    }
  }

  static void CheckPadding(const TableRows& table, bool padded, RuleContext& ctx) {
    const std::vector<std::size_t> widths = WidthsOf(table);
    const std::size_t min = padded ? 1 : 0;
    const auto check = [&](std::size_t actual, std::size_t max, Range place) {
      if (actual >= min && actual <= max) return;
      ctx.Report(place, Cat(actual, " spaces beside a pipe, ", min,
                            max > min ? Cat(" to ", max) : std::string(), " expected"))
          .peer = kPaddingPeer;
    };
    for (const TableRow& row : table.rows) {
      for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const RowCell& cell = row.cells[i];
        const std::size_t slack = widths[i] - cell.width;
        const Align align = table.AlignOf(i);
        const std::size_t half = min + (slack + 1) / 2;
        std::size_t left = align == Align::kRight ? min + slack : min;
        std::size_t right = align == Align::kRight ? min : min + slack;
        if (align == Align::kCenter) left = right = half;
        if (cell.width == 0) left = std::max(left, widths[i] + 2 * min);
        const Range place = {cell.text.begin, std::max(cell.text.end, cell.text.begin + 1)};
        if (cell.left) check(*cell.left, left, place);
        if (cell.right && cell.width > 0) check(*cell.right, right, place);
      }
    }
  }

  static void CheckAlignment(const TableRows& table, RuleContext& ctx) {
    const std::vector<std::size_t> totals = TotalsOf(table);
    const auto report = [&](const RowCell& cell, std::size_t add) {
      if (add == 0) return;
      ctx.Report({cell.text.begin, std::max(cell.text.end, cell.text.begin + 1)},
                 Cat("pipe does not stand below the one above, ", add, " too far left"))
          .peer = kAlignmentPeer;
    };
    for (const TableRow& row : table.rows) {
      for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const RowCell& cell = row.cells[i];
        const std::size_t missing = totals[i] - cell.total();
        std::size_t left = 0;
        std::size_t right = 0;
        if (table.AlignOf(i) == Align::kCenter && cell.width > 0 && missing > 0) {
          const std::size_t most = (totals[i] - cell.width) / 2;
          if (cell.right && most > *cell.right) right = std::min(most - *cell.right, missing);
          left = missing - right;
        } else {
          (table.AlignOf(i) == Align::kRight ? left : right) = missing;
        }
        report(cell, left);
        if (cell.right) report(cell, right);
      }
    }
  }

  const bool utf16_;
};

}  // namespace

std::unique_ptr<const Rule> awesome_lint::StyleTable(const Options& options) {
  return MakeRule<awl::StyleTable>(options);
}

}  // namespace awl
