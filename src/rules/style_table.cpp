#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "awesome_lint/rules.h"
#include "rule/table_rows.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"style", OptionType::kEnum, "consistent",
     "Whether the pipes of a table are below each other: always, never, or where they are in most "
     "of its rows.",
     "consistent|aligned|compact"},
    {"width", OptionType::kEnum, "display",
     "What the width of a cell is counted in: terminal cells or UTF-16 code units.",
     "display|utf16"},
};
constexpr std::string_view kAliases[] = {"remark-lint:table-pipes",
                                         "remark-lint:table-cell-padding",
                                         "remark-lint:table-pipe-alignment",
                                         "remark-lint:no-table-indentation",
                                         "MD055",
                                         "MD056",
                                         "MD060"};

constexpr std::string_view kNoLastPipe = "no pipe after the last cell";

class StyleTableRule final : public Rule {
 public:
  explicit StyleTableRule(const Options& options)
      : style_(options.String("style")), utf16_(options.String("width") == "utf16") {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    Consistency uneven{.fix_title = "write the tables evenly"};
    std::uint32_t tables = 0;
    std::vector<TableRows> all;
    Pipes file;
    for (const Node& node : doc.All(NodeKind::kTable)) {
      TableRows table = ReadTable(doc, node, utf16_);
      if (table.rows.size() < 2) continue;
      ReportGlued(doc, TakeGlued(doc, &table), ctx);
      // A header whose rows do not follow is nothing to lay out.
      if (table.rows.size() == 2) continue;
      file.Add(table);
      all.push_back(std::move(table));
    }
    for (const TableRows& table : all) {
      const std::size_t before = uneven.places.size();
      CheckTable(doc, table, file, tables + 1, &uneven.places, ctx);
      if (uneven.places.size() > before) ++tables;
    }
    uneven.message = Cat(Counted(uneven.places.size(), "row"), " of ", Counted(tables, "table"),
                         " laid out otherwise than the other rows");
    ctx.Report(std::move(uneven));
  }

 private:
  // How many rows below the headers have pipes at their ends.
  struct Pipes {
    std::size_t rows = 0;
    std::size_t opened = 0;
    std::size_t closed = 0;

    void Add(const TableRows& table) {
      for (const TableRow& row : std::span(table.rows).subspan(2)) {
        ++rows;
        opened += row.opened ? 1 : 0;
        closed += row.closed ? 1 : 0;
      }
    }
  };

  void CheckTable(const Document& doc, const TableRows& table, const Pipes& file,
                  std::uint32_t group, std::vector<Place>* uneven, RuleContext& ctx) const {
    const std::size_t columns = table.rows.front().cells.size();
    const std::vector<std::size_t> totals = TotalsOf(table);
    TableLayout layout{.aligned = style_ == "aligned"};
    if (style_ == "consistent") {
      const auto aligned = std::count_if(
          table.rows.begin(), table.rows.end(),
          [&](const TableRow& row) { return !row.delimiter && IsAligned(row, totals); });
      layout.aligned = static_cast<std::size_t>(aligned) * 2 > table.rows.size() - 1;
    }
    const std::size_t opened = CountRows(table, &TableRow::opened);
    const std::size_t closed = CountRows(table, &TableRow::closed);
    Pipes own;
    own.Add(table);
    // A header does not outvote rows that are all as most of the file's.
    const auto is_custom = [&](std::size_t Pipes::*count) {
      return own.*count > 0 || 2 * (file.*count) >= file.rows;
    };
    const std::size_t first = uneven->size();
    for (const TableRow& row : table.rows) {
      const std::size_t used = UsedCells(row, columns);
      if (used > columns) {
        ctx.Report(row.range, Cat("row has ", used, " cells where the header has ", columns,
                                  "; GitHub does not show the others"));
        continue;
      }
      // The others were lost, or it is another row's; empty cells would hide that.
      if (row.cells.size() == 1 && columns >= 3 && !row.delimiter) {
        ctx.Report(row.range, Cat("row has one cell where the header has ", columns));
        continue;
      }
      std::string_view wrong;
      // Without outer pipes the last one parts an empty cell from the others: "a | b |".
      const bool ends_empty = !row.opened && row.closed && opened * 2 <= table.rows.size();
      if (row.cells.size() + (ends_empty ? 1 : 0) < columns) {
        wrong = "fewer cells than the header has";
      } else if (row.cells.size() > columns) {
        wrong = "a pipe too many";
      } else if (!row.opened && !row.delimiter && opened * 2 > table.rows.size() &&
                 is_custom(&Pipes::opened)) {
        wrong = "no pipe before the first cell";
      } else if (!row.closed && !row.delimiter && closed * 2 > table.rows.size() &&
                 is_custom(&Pipes::closed)) {
        wrong = kNoLastPipe;
      } else if (layout.aligned && !IsAligned(row, totals)) {
        wrong = "pipes do not stand below those above";
      } else if (style_ == "compact" && !IsCompact(row)) {
        wrong = "more than one space beside a pipe";
      }
      if (!wrong.empty()) {
        uneven->push_back({.range = row.range, .message = std::string(wrong), .group = group});
      }
    }
    if (uneven->size() == first) return;
    // Where the pipes need not stand below each other, no row depends on another.
    const bool row_by_row = style_ == "consistent" && !layout.aligned;
    if (row_by_row) layout.padding = IsMostlyPadded(table) ? 1 : 0;
    layout.full_dashes = HasFullDashes(table);
    layout.keeps_widths = true;
    if (HasBrokenRow(table)) return;
    std::optional<Fix> fix = RewriteTable(doc, table, layout);
    if (!fix) return;
    if (row_by_row) KeepWidths(layout.padding, std::span(*uneven).subspan(first), &*fix);
    // Each place has the edit of its row, the first one those of the rows that are no place.
    std::size_t next = first;
    for (Edit& edit : fix->edits) {
      while (next < uneven->size() && (*uneven)[next].range.end < edit.range.begin) ++next;
      const bool is_place = next < uneven->size() && (*uneven)[next].range.begin <= edit.range.end;
      if (!is_place && row_by_row) continue;
      (*uneven)[is_place ? next : first].edits.push_back(std::move(edit));
    }
    // A row that stays goes with the others.
    for (std::size_t i = first; i < uneven->size(); ++i) {
      Place& place = (*uneven)[i];
      if (place.edits.empty()) place.edits = {{place.range, std::string(doc.Slice(place.range))}};
    }
  }

  // True if a line end went into the middle of a row: "| a | b" and "c | d |" in a table of three
  // columns. Two rows would be made of it.
  static bool HasBrokenRow(const TableRows& table) {
    const std::size_t columns = table.rows.front().cells.size();
    for (std::size_t i = 2; i + 1 < table.rows.size(); ++i) {
      const TableRow& row = table.rows[i];
      const TableRow& next = table.rows[i + 1];
      if (row.closed || next.opened || !row.opened || !next.closed) continue;
      if (row.cells.size() + next.cells.size() == columns + 1) return true;
    }
    return false;
  }

  // A row that lacks nothing but its last pipe gets that, and keeps its own widths.
  static void KeepWidths(std::size_t padding, std::span<const Place> places, Fix* fix) {
    for (const Place& place : places) {
      if (place.message != kNoLastPipe) continue;
      for (Edit& edit : fix->edits) {
        if (edit.range.begin > place.range.begin || edit.range.end < place.range.end) continue;
        edit = {{place.range.end, place.range.end}, padding > 0 ? " |" : "|"};
      }
    }
  }

  // A line without any pipe right below a table is its last row to GitHub, and was hardly meant so.
  // Takes the rows from there on out of the table.
  static std::vector<TableRow> TakeGlued(const Document& doc, TableRows* table) {
    // A link below links is a row that lost its last cells.
    const auto begins_with_link = [&](const TableRow& row) {
      return !row.cells.empty() && doc.Slice(row.cells.front().text).starts_with('[');
    };
    const bool of_links = table->rows.size() > 2 && begins_with_link(table->rows[2]);
    const auto is_glued = [&](const TableRow& row) {
      return row.cells.size() == 1 && !row.opened && !row.closed &&
             !(of_links && begins_with_link(row));
    };
    const std::size_t columns = table->rows.front().cells.size();
    std::size_t kept = table->rows.size();
    while (columns > 1 && kept > 2 && is_glued(table->rows[kept - 1])) --kept;
    const auto first = table->rows.begin() + static_cast<std::ptrdiff_t>(kept);
    std::vector<TableRow> glued(first, table->rows.end());
    table->rows.erase(first, table->rows.end());
    return glued;
  }

  static void ReportGlued(const Document& doc, const std::vector<TableRow>& rows,
                          RuleContext& ctx) {
    if (rows.empty()) return;
    // Up to the last row, since each one is text then.
    const Range lines = {rows.front().line.begin, rows.back().line.begin};
    ctx.Report(
           rows.front().range,
           "text right below a table, which makes it a row of the table; a blank line before it "
           "is missing")
        .fix = Fix{.title = "add it",
                   .applicability = Applicability::kUnsafe,
                   .effect = Effect::kStructure,
                   .edits = {{lines, Cat(EolText(doc.source().eol()), doc.Slice(lines))}}};
  }

  // True if at least half of the cells with text have a space beside a pipe.
  static bool IsMostlyPadded(const TableRows& table) {
    std::size_t padded = 0;
    std::size_t cells = 0;
    for (const TableRow& row : table.rows) {
      for (const RowCell& cell : row.cells) {
        if (row.delimiter || cell.width == 0) continue;
        ++cells;
        if (cell.left.value_or(0) + cell.right.value_or(0) > 0) ++padded;
      }
    }
    return 2 * padded >= cells;
  }

  static bool IsAligned(const TableRow& row, const std::vector<std::size_t>& totals) {
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      if (row.cells[i].right && row.cells[i].total() != totals[i]) return false;
    }
    return true;
  }

  static bool IsCompact(const TableRow& row) {
    return std::all_of(row.cells.begin(), row.cells.end(), [](const RowCell& cell) {
      return cell.left.value_or(1) <= 1 && cell.right.value_or(1) <= 1;
    });
  }

  static bool HasFullDashes(const TableRows& table) {
    const auto full = [](const RowCell& cell) {
      return cell.width > 0 && cell.left.value_or(0) + cell.right.value_or(0) == 0;
    };
    const TableRow& row = table.rows[1];
    return row.opened && row.closed && std::all_of(row.cells.begin(), row.cells.end(), full);
  }

  const std::string style_;
  const bool utf16_;
};

}  // namespace

RuleInfo StyleTableInfo() {
  return {.name = "style-table",
          .group = "style",
          .summary = "Table with uneven pipes, padding or cells",
          .rationale =
              "Tables are edited by hand; when the pipes wander, a cell ends up in the wrong "
              "column, and cells beyond the header's are not shown at all.",
          .severity = Severity::kWarning,
          .layout = true,
          .fix = FixKind::kBoth,
          .profiles = kRecommended | kStrict | kAwesomeLint,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<StyleTableRule>,
          .awesome_lint = awesome_lint::StyleTable};
}

}  // namespace awl
