#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/find_any_of.h"
#include "rules/builtin.h"
#include "text/unicode.h"

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
constexpr std::string_view kPipesPeer = kAliases[0];
constexpr std::string_view kPaddingPeer = kAliases[1];
constexpr std::string_view kAlignmentPeer = kAliases[2];
constexpr std::string_view kTableIndentPeer = kAliases[3];

constexpr std::string_view kNoLastPipe = "no pipe after the last cell";

struct Cell {
  Range text = {};  // without the blanks around it
  // Blanks between the text and the pipe on that side; none where there is no pipe. An empty cell
  // has all of them on its left.
  std::optional<Offset> left = {};
  std::optional<Offset> right = {};
  std::size_t width = 0;

  std::size_t total() const { return width + left.value_or(0) + right.value_or(0); }
};

struct Row {
  Range range = {};  // from the first sign to the last, without blanks around
  Range line = {};
  bool delimiter = false;
  bool opened = false;  // begins with a pipe
  bool closed = false;
  std::span<const Cell> cells = {};  // of the table's
};

struct Table {
  const Node* node = nullptr;
  std::vector<Row> rows = {};  // the delimiter row is the second
  std::vector<Cell> cells = {};
  std::span<const Align> aligns = {};

  Align AlignOf(std::size_t column) const {
    return column < aligns.size() ? aligns[column] : Align::kNone;
  }
};

std::size_t Utf16Length(std::string_view text) {
  std::size_t length = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80 || byte >= 0xC0) ++length;
    if (byte >= 0xF0) ++length;
  }
  return length;
}

// How a table is written anew.
struct Layout {
  bool aligned = true;
  std::size_t padding = 1;
  bool keeps_widths = false;  // those that most rows have, though less would do
  bool full_dashes = false;   // "|-----|": no blanks beside the pipes of the delimiter row
};

class StyleTableRule final : public Rule {
 public:
  explicit StyleTableRule(const Options& options)
      : style_(options.String("style")), utf16_(options.String("width") == "utf16") {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    std::optional<bool> padded;  // remark takes the padding of the first table for the whole file
    Consistency uneven{.fix_title = "write the tables evenly"};
    std::uint32_t tables = 0;
    for (const Node& node : doc.All(NodeKind::kTable)) {
      Table table = Read(doc, node);
      if (table.rows.size() < 2) continue;
      if (ctx.first_wins()) {
        if (!padded) padded = IsPadded(table);
        CheckAsRemark(doc, table, *padded, ctx);
      } else {
        ReportGlued(doc, TakeGlued(doc, &table), ctx);
        const std::size_t before = uneven.places.size();
        CheckTable(doc, table, tables + 1, &uneven.places, ctx);
        if (uneven.places.size() > before) ++tables;
      }
    }
    uneven.message = Cat(Counted(uneven.places.size(), "row"), " of ", Counted(tables, "table"),
                         " laid out otherwise than the other rows");
    ctx.Report(std::move(uneven));
  }

 private:
  std::size_t WidthOf(std::string_view text) const {
    return utf16_ ? Utf16Length(text) : DisplayWidth(text);
  }

  Table Read(const Document& doc, const Node& node) const {
    Table table{.node = &node, .aligns = doc.table(node).aligns};
    std::vector<std::size_t> ends;  // of the rows in table.cells
    const auto read = [&](Offset begin) {
      ReadRow(doc, begin, &table);
      ends.push_back(table.cells.size());
    };
    for (const Node& row : doc.Children(node)) {
      read(row.full.begin);
      if (table.rows.size() == 1) {
        read(doc.table(node).delimiter_row.begin);
        table.rows.back().delimiter = true;
      }
    }
    std::size_t first = 0;
    for (std::size_t i = 0; i < ends.size(); first = ends[i++]) {
      table.rows[i].cells = std::span(table.cells).subspan(first, ends[i] - first);
    }
    return table;
  }

  // A pipe ends a cell unless a backslash stands before it, in code, too.
  void ReadRow(const Document& doc, Offset begin, Table* table) const {
    const Source& source = doc.source();
    Row row{.line = source.Line(source.LineAt(begin))};
    while (IsBlank(source[begin])) ++begin;
    Offset end = row.line.end;
    while (end > begin && IsBlank(source[end - 1])) --end;
    row.range = {begin, end};
    row.opened = begin < end && source[begin] == '|';
    const std::string_view text = source.text().substr(0, end);
    Offset cell = row.opened ? begin + 1 : begin;
    bool after_pipe = row.opened;
    for (std::size_t at = FindAnyOf<'|', '\\'>(text, cell); at != std::string_view::npos;
         at = FindAnyOf<'|', '\\'>(text, at + 1)) {
      if (text[at] == '\\') {
        if (source[static_cast<Offset>(at) + 1] == '\\' ||
            source[static_cast<Offset>(at) + 1] == '|')
          ++at;
        continue;
      }
      const auto pipe = static_cast<Offset>(at);
      row.closed = pipe + 1 == end;
      table->cells.push_back(ReadCell(doc, {cell, pipe}, after_pipe, true));
      after_pipe = true;
      cell = pipe + 1;
    }
    if (cell < end) table->cells.push_back(ReadCell(doc, {cell, end}, after_pipe, false));
    table->rows.push_back(row);
  }

  Cell ReadCell(const Document& doc, Range between, bool left, bool right) const {
    const Source& source = doc.source();
    Cell cell{.text = between};
    while (!cell.text.empty() && IsBlank(source[cell.text.begin])) ++cell.text.begin;
    while (!cell.text.empty() && IsBlank(source[cell.text.end - 1])) --cell.text.end;
    if (left) cell.left = cell.text.begin - between.begin;
    if (right) cell.right = between.end - cell.text.end;
    cell.width = WidthOf(doc.Slice(cell.text));
    return cell;
  }

  // The widest total of each column.
  static std::vector<std::size_t> Totals(const Table& table) {
    std::vector<std::size_t> totals;
    for (const Row& row : table.rows) {
      if (totals.size() < row.cells.size()) totals.resize(row.cells.size());
      for (std::size_t i = 0; i < row.cells.size(); ++i) {
        totals[i] = std::max(totals[i], row.cells[i].total());
      }
    }
    return totals;
  }

  static std::vector<std::size_t> Widths(const Table& table) {
    std::vector<std::size_t> widths;
    for (const Row& row : table.rows) {
      if (widths.size() < row.cells.size()) widths.resize(row.cells.size());
      for (std::size_t i = 0; i < row.cells.size(); ++i) {
        widths[i] = std::max(widths[i], row.cells[i].width);
      }
    }
    return widths;
  }

  // ---- The default: one finding for all rows of the file, each table put right as a whole.

  void CheckTable(const Document& doc, const Table& table, std::uint32_t group,
                  std::vector<Place>* uneven, RuleContext& ctx) const {
    const std::size_t columns = table.rows.front().cells.size();
    const std::vector<std::size_t> totals = Totals(table);
    Layout layout{.aligned = style_ == "aligned"};
    if (style_ == "consistent") {
      const auto aligned = std::count_if(table.rows.begin(), table.rows.end(), [&](const Row& row) {
        return !row.delimiter && IsAligned(row, totals);
      });
      layout.aligned = static_cast<std::size_t>(aligned) * 2 > table.rows.size() - 1;
    }
    const std::size_t opened = CountRows(table, &Row::opened);
    const std::size_t closed = CountRows(table, &Row::closed);
    const std::size_t first = uneven->size();
    for (const Row& row : table.rows) {
      const std::size_t used = UsedCells(row, columns);
      if (used > columns) {
        ctx.Report(row.range, Cat("row has ", used, " cells where the header has ", columns,
                                  "; GitHub does not show the others"));
        continue;
      }
      std::string_view wrong;
      // Without outer pipes the last one parts an empty cell from the others: "a | b |".
      const bool ends_empty = !row.opened && row.closed && opened * 2 <= table.rows.size();
      if (row.cells.size() + (ends_empty ? 1 : 0) < columns) {
        wrong = "fewer cells than the header has";
      } else if (row.cells.size() > columns) {
        wrong = "a pipe too many";
      } else if (!row.opened && !row.delimiter && opened * 2 > table.rows.size()) {
        wrong = "no pipe before the first cell";
      } else if (!row.closed && !row.delimiter && closed * 2 > table.rows.size()) {
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
    std::optional<Fix> fix = Rewrite(doc, table, layout);
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
  static bool HasBrokenRow(const Table& table) {
    const std::size_t columns = table.rows.front().cells.size();
    for (std::size_t i = 2; i + 1 < table.rows.size(); ++i) {
      const Row& row = table.rows[i];
      const Row& next = table.rows[i + 1];
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
  static std::vector<Row> TakeGlued(const Document& doc, Table* table) {
    // A link below links is a row that lost its last cells.
    const auto begins_with_link = [&](const Row& row) {
      return !row.cells.empty() && doc.Slice(row.cells.front().text).starts_with('[');
    };
    const bool of_links = table->rows.size() > 2 && begins_with_link(table->rows[2]);
    const auto is_glued = [&](const Row& row) {
      return row.cells.size() == 1 && !row.opened && !row.closed &&
             !(of_links && begins_with_link(row));
    };
    const std::size_t columns = table->rows.front().cells.size();
    std::size_t kept = table->rows.size();
    while (columns > 1 && kept > 2 && is_glued(table->rows[kept - 1])) --kept;
    const auto first = table->rows.begin() + static_cast<std::ptrdiff_t>(kept);
    std::vector<Row> glued(first, table->rows.end());
    table->rows.erase(first, table->rows.end());
    return glued;
  }

  static void ReportGlued(const Document& doc, const std::vector<Row>& rows, RuleContext& ctx) {
    if (rows.empty()) return;
    const Offset begin = rows.front().line.begin;
    ctx.Report(
           rows.front().range,
           "text right below a table, which makes it a row of the table; a blank line before it "
           "is missing")
        .fix = Fix{.title = "add it",
                   .applicability = Applicability::kUnsafe,
                   .effect = Effect::kStructure,
                   .edits = {{{begin, begin}, std::string(EolText(doc.source().eol()))}}};
  }

  // True if at least half of the cells with text have a space beside a pipe.
  static bool IsMostlyPadded(const Table& table) {
    std::size_t padded = 0;
    std::size_t cells = 0;
    for (const Row& row : table.rows) {
      for (const Cell& cell : row.cells) {
        if (row.delimiter || cell.width == 0) continue;
        ++cells;
        if (cell.left.value_or(0) + cell.right.value_or(0) > 0) ++padded;
      }
    }
    return 2 * padded >= cells;
  }

  // Without the empty cells behind the header's last column.
  static std::size_t UsedCells(const Row& row, std::size_t columns) {
    std::size_t used = row.cells.size();
    while (used > columns && row.cells[used - 1].width == 0) --used;
    return used;
  }

  static std::size_t CountRows(const Table& table, bool Row::*flag) {
    return static_cast<std::size_t>(std::count_if(table.rows.begin(), table.rows.end(),
                                                  [&](const Row& row) { return row.*flag; }));
  }

  static bool IsAligned(const Row& row, const std::vector<std::size_t>& totals) {
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      if (row.cells[i].right && row.cells[i].total() != totals[i]) return false;
    }
    return true;
  }

  static bool IsCompact(const Row& row) {
    return std::all_of(row.cells.begin(), row.cells.end(), [](const Cell& cell) {
      return cell.left.value_or(1) <= 1 && cell.right.value_or(1) <= 1;
    });
  }

  // ---- Profile awesome-lint: what remark's four rules report.

  // From the last of the cells that are the widest of their column, header and delimiters first.
  static bool IsPadded(const Table& table) {
    const std::vector<std::size_t> widths = Widths(table);
    bool padded = false;
    for (const Row& row : table.rows) {
      for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const Cell& cell = row.cells[i];
        if (cell.width > 0 && cell.width == widths[i]) padded = cell.left.value_or(0) > 0;
      }
    }
    return padded;
  }

  void CheckAsRemark(const Document& doc, const Table& table, bool padded, RuleContext& ctx) const {
    const std::size_t before = ctx.diagnostics().size();
    CheckIndent(doc, table, ctx);
    for (const Row& row : table.rows) {
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
        Rewrite(doc, table, {.aligned = true, .padding = padded ? 1u : 0u});
  }

  static void CheckIndent(const Document& doc, const Table& table, RuleContext& ctx) {
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
    for (const Row& row : table.rows) {
      if (skip_first && &row == &table.rows.front()) continue;
      const Offset expected = row.line.begin + column;
      if (expected >= row.range.begin) continue;
      Offset at = expected;
      while (at > row.line.begin && IsBlank(source[at - 1])) --at;
      if (at > row.line.begin && source[at - 1] != '>') continue;
      ctx.Report({expected, row.range.begin},
                 Cat("table row is indented by ", row.range.begin - expected))
          .peer = kTableIndentPeer;
    }
  }

  static void CheckPadding(const Table& table, bool padded, RuleContext& ctx) {
    const std::vector<std::size_t> widths = Widths(table);
    const std::size_t min = padded ? 1 : 0;
    const auto check = [&](std::size_t actual, std::size_t max, Range place) {
      if (actual >= min && actual <= max) return;
      ctx.Report(place, Cat(actual, " spaces beside a pipe, ", min,
                            max > min ? Cat(" to ", max) : std::string(), " expected"))
          .peer = kPaddingPeer;
    };
    for (const Row& row : table.rows) {
      for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const Cell& cell = row.cells[i];
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

  static void CheckAlignment(const Table& table, RuleContext& ctx) {
    const std::vector<std::size_t> totals = Totals(table);
    const auto report = [&](const Cell& cell, std::size_t add) {
      if (add == 0) return;
      ctx.Report({cell.text.begin, std::max(cell.text.end, cell.text.begin + 1)},
                 Cat("pipe does not stand below the one above, ", add, " too far left"))
          .peer = kAlignmentPeer;
    };
    for (const Row& row : table.rows) {
      for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const Cell& cell = row.cells[i];
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

  // ---- Writing a table anew.

  std::optional<Fix> Rewrite(const Document& doc, const Table& table, Layout layout) const {
    const std::size_t columns = table.rows.front().cells.size();
    if (!doc.IsExact(table.node->full)) return std::nullopt;
    std::vector<std::size_t> widths(columns, 3);  // of "---"
    for (const Row& row : table.rows) {
      const std::size_t used = UsedCells(row, columns);
      if (used > widths.size()) widths.resize(used);
      for (std::size_t i = 0; i < used; ++i) {
        // Without a space a backslash at the end would escape the pipe.
        if (!row.cells[i].text.empty() && doc.source()[row.cells[i].text.end - 1] == '\\') {
          return std::nullopt;
        }
        if (!row.delimiter) widths[i] = std::max(widths[i], row.cells[i].width);
      }
    }
    if (layout.aligned && layout.keeps_widths) KeepTotals(table, layout.padding, &widths);
    if (IsTooLarge(table, widths, layout)) return std::nullopt;
    const bool at_root = doc.Parent(*table.node)->kind == NodeKind::kRoot;
    const bool outer = CountRows(table, &Row::opened) * 2 > table.rows.size();
    Fix fix{.title = layout.aligned ? "align the table" : "write the table evenly",
            .applicability = Applicability::kSafe,
            .effect = Effect::kLayout};
    std::string text;
    for (const Row& row : table.rows) {
      // A cell that nobody sees needs its pipe.
      if (!outer && (columns == 1 || row.cells.front().text.empty())) return std::nullopt;
      text = outer ? "|" : "";
      // Cells that GitHub does not show are kept: they may be what somebody meant to say.
      const std::size_t count = std::max(columns, UsedCells(row, columns));
      for (std::size_t i = 0; i < count; ++i) {
        WriteCell(doc, row, i, widths[i], table.AlignOf(i), layout, &text);
        if (outer || i + 1 < count) text += '|';
      }
      if (!outer) text = Trim(text);
      const Range old = {at_root ? row.line.begin : row.range.begin, row.line.end};
      if (doc.Slice(old) != text) fix.edits.push_back({old, text});
    }
    if (fix.edits.empty()) return std::nullopt;
    return fix;
  }

  // Columns stay as wide as they are in most rows.
  static void KeepTotals(const Table& table, std::size_t padding,
                         std::vector<std::size_t>* widths) {
    for (std::size_t i = 0; i < widths->size(); ++i) {
      std::vector<std::size_t> totals;
      for (const Row& row : table.rows) {
        if (i < row.cells.size() && row.cells[i].right) totals.push_back(row.cells[i].total());
      }
      if (totals.empty()) continue;
      const auto middle = totals.begin() + static_cast<std::ptrdiff_t>(totals.size() / 2);
      std::nth_element(totals.begin(), middle, totals.end());
      const auto same = static_cast<std::size_t>(std::count(totals.begin(), totals.end(), *middle));
      if (2 * same > totals.size() && *middle > 2 * padding) {
        (*widths)[i] = std::max((*widths)[i], *middle - 2 * padding);
      }
    }
  }

  static bool HasFullDashes(const Table& table) {
    const auto full = [](const Cell& cell) {
      return cell.width > 0 && cell.left.value_or(0) + cell.right.value_or(0) == 0;
    };
    const Row& row = table.rows[1];
    return row.opened && row.closed && std::all_of(row.cells.begin(), row.cells.end(), full);
  }

  // A row may leave out cells, and one long cell widens its column: some tables would become a
  // hundred times as large.
  static bool IsTooLarge(const Table& table, const std::vector<std::size_t>& widths,
                         Layout layout) {
    constexpr std::size_t kMostBytes = std::size_t{64} << 10;
    constexpr std::size_t kMostGrowth = 4;
    std::size_t row = 0;  // bytes that each has at least
    for (const std::size_t width : widths) row += layout.aligned ? width + 1 : 1;
    const std::size_t size = table.node->full.size();
    return row * table.rows.size() > std::max(kMostBytes, kMostGrowth * size);
  }

  static void WriteCell(const Document& doc, const Row& row, std::size_t column, std::size_t widest,
                        Align align, Layout layout, std::string* out) {
    const bool there = column < row.cells.size() && !row.cells[column].text.empty();
    const bool dashes = row.delimiter && !(there && !layout.aligned);
    const std::size_t width = dashes  ? (layout.aligned ? widest : 3)
                              : there ? row.cells[column].width
                                      : 0;
    const std::size_t slack = layout.aligned ? widest - width : 0;
    std::size_t left = 0;
    if (align == Align::kRight) left = slack;
    if (align == Align::kCenter) left = slack / 2;
    // An empty compact cell needs one space, not two.
    std::size_t after = !layout.aligned && width == 0 ? 0 : layout.padding;
    const std::size_t blanks = dashes && layout.full_dashes ? 0 : layout.padding;
    out->append(blanks + left, ' ');
    if (dashes) {
      after = blanks;
      const std::size_t begin = out->size();
      out->append(width + 2 * (layout.padding - blanks), '-');
      if (align == Align::kLeft || align == Align::kCenter) (*out)[begin] = ':';
      if (align == Align::kRight || align == Align::kCenter) out->back() = ':';
    } else if (there) {
      out->append(doc.Slice(row.cells[column].text));
    }
    out->append(slack - left + after, ' ');
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
          .create = MakeRule<StyleTableRule>};
}

}  // namespace awl
