#include "rule/table_rows.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "base/find_any_of.h"
#include "base/strings.h"
#include "text/table_pipe.h"
#include "text/unicode.h"

namespace awl {
namespace {

std::size_t Utf16Length(std::string_view text) {
  std::size_t length = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80 || byte >= 0xC0) ++length;
    if (byte >= 0xF0) ++length;
  }
  return length;
}

// Reads the rows of one table.
class TableReader {
 public:
  TableReader(const Document& doc, bool utf16, CellPipes pipes)
      : doc_(doc), utf16_(utf16), pipes_(pipes) {}

  TableRows Read(const Node& node) const {
    TableRows table{.node = &node, .aligns = doc_.table(node).aligns};
    std::vector<std::size_t> ends;  // of the rows in table.cells
    const auto read = [&](Offset begin) {
      ReadRow(begin, &table);
      ends.push_back(table.cells.size());
    };
    for (const Node& row : doc_.Children(node)) {
      read(row.full.begin);
      if (table.rows.size() == 1) {
        read(doc_.table(node).delimiter_row.begin);
        table.rows.back().delimiter = true;
      }
    }
    std::size_t first = 0;
    for (std::size_t i = 0; i < ends.size(); first = ends[i++]) {
      table.rows[i].cells = std::span(table.cells).subspan(first, ends[i] - first);
    }
    return table;
  }

 private:
  std::size_t WidthOf(std::string_view text) const {
    return utf16_ ? Utf16Length(text) : DisplayWidth(text);
  }

  std::size_t FindEnd(std::string_view text, std::size_t at) const {
    if (pipes_ == CellPipes::kGithub) return FindCellEnd(text, at);
    for (at = FindAnyOf<'|', '\\'>(text, at); at != std::string_view::npos && text[at] == '\\';
         at = FindAnyOf<'|', '\\'>(text, at)) {
      const char next = at + 1 < text.size() ? text[at + 1] : '\0';
      at += next == '\\' || next == '|' ? 2 : 1;
    }
    return at;
  }

  void ReadRow(Offset begin, TableRows* table) const {
    const Source& source = doc_.source();
    TableRow row{.line = source.Line(source.LineAt(begin))};
    while (IsBlank(source[begin])) ++begin;
    Offset end = row.line.end;
    while (end > begin && IsBlank(source[end - 1])) --end;
    row.range = {begin, end};
    row.opened = begin < end && source[begin] == '|';
    const std::string_view text = source.text().substr(0, end);
    Offset cell = row.opened ? begin + 1 : begin;
    bool after_pipe = row.opened;
    for (std::size_t at = FindEnd(text, cell); at != std::string_view::npos;
         at = FindEnd(text, at + 1)) {
      const auto pipe = static_cast<Offset>(at);
      row.closed = pipe + 1 == end;
      table->cells.push_back(ReadCell({cell, pipe}, after_pipe, true));
      after_pipe = true;
      cell = pipe + 1;
    }
    if (cell < end) table->cells.push_back(ReadCell({cell, end}, after_pipe, false));
    table->rows.push_back(row);
  }

  RowCell ReadCell(Range between, bool left, bool right) const {
    const Source& source = doc_.source();
    RowCell cell{.text = between};
    while (!cell.text.empty() && IsBlank(source[cell.text.begin])) ++cell.text.begin;
    while (!cell.text.empty() && IsBlank(source[cell.text.end - 1])) --cell.text.end;
    if (left) cell.left = cell.text.begin - between.begin;
    if (right) cell.right = between.end - cell.text.end;
    cell.width = WidthOf(doc_.Slice(cell.text));
    return cell;
  }

  const Document& doc_;
  const bool utf16_;
  const CellPipes pipes_;
};

// Columns stay as wide as they are in most rows.
void KeepTotals(const TableRows& table, std::size_t padding, std::vector<std::size_t>* widths) {
  for (std::size_t i = 0; i < widths->size(); ++i) {
    std::vector<std::size_t> totals;
    for (const TableRow& row : table.rows) {
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

// A row may leave out cells, and one long cell widens its column: some tables would become a
// hundred times as large.
bool IsTooLarge(const TableRows& table, const std::vector<std::size_t>& widths,
                TableLayout layout) {
  constexpr std::size_t kMostBytes = std::size_t{64} << 10;
  constexpr std::size_t kMostGrowth = 4;
  std::size_t row = 0;  // bytes that each has at least
  for (const std::size_t width : widths) row += layout.aligned ? width + 1 : 1;
  const std::size_t size = table.node->full.size();
  return row * table.rows.size() > std::max(kMostBytes, kMostGrowth * size);
}

void WriteCell(const Document& doc, const TableRow& row, std::size_t column, std::size_t widest,
               Align align, TableLayout layout, std::string* out) {
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

}  // namespace

TableRows ReadTable(const Document& doc, const Node& node, bool utf16, CellPipes pipes) {
  return TableReader(doc, utf16, pipes).Read(node);
}

std::vector<std::size_t> TotalsOf(const TableRows& table) {
  std::vector<std::size_t> totals;
  for (const TableRow& row : table.rows) {
    if (totals.size() < row.cells.size()) totals.resize(row.cells.size());
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      totals[i] = std::max(totals[i], row.cells[i].total());
    }
  }
  return totals;
}

std::vector<std::size_t> WidthsOf(const TableRows& table) {
  std::vector<std::size_t> widths;
  for (const TableRow& row : table.rows) {
    if (widths.size() < row.cells.size()) widths.resize(row.cells.size());
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      widths[i] = std::max(widths[i], row.cells[i].width);
    }
  }
  return widths;
}

std::size_t UsedCells(const TableRow& row, std::size_t columns) {
  std::size_t used = row.cells.size();
  while (used > columns && row.cells[used - 1].width == 0) --used;
  return used;
}

std::size_t CountRows(const TableRows& table, bool TableRow::*flag) {
  return static_cast<std::size_t>(std::count_if(table.rows.begin(), table.rows.end(),
                                                [&](const TableRow& row) { return row.*flag; }));
}

std::optional<Fix> RewriteTable(const Document& doc, const TableRows& table, TableLayout layout) {
  const std::size_t columns = table.rows.front().cells.size();
  if (!doc.IsExact(table.node->full)) return std::nullopt;
  std::vector<std::size_t> widths(columns, 3);  // of "---"
  for (const TableRow& row : table.rows) {
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
  const bool outer = CountRows(table, &TableRow::opened) * 2 > table.rows.size();
  Fix fix{.title = layout.aligned ? "align the table" : "write the table evenly",
          .applicability = Applicability::kSafe,
          .effect = Effect::kLayout};
  std::string text;
  for (const TableRow& row : table.rows) {
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

}  // namespace awl
