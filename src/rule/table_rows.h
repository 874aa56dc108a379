#ifndef AWL_RULE_TABLE_ROWS_H_
#define AWL_RULE_TABLE_ROWS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "awl/diagnostic.h"
#include "awl/document.h"

// A table as it is written: where its pipes are.

namespace awl {

struct RowCell {
  Range text = {};  // without the blanks around it
  // Blanks between the text and the pipe on that side; none where there is no pipe. An empty cell
  // has all of them on its left.
  std::optional<Offset> left = {};
  std::optional<Offset> right = {};
  std::size_t width = 0;

  std::size_t total() const { return width + left.value_or(0) + right.value_or(0); }
};

struct TableRow {
  Range range = {};  // from the first sign to the last, without blanks around
  Range line = {};
  bool delimiter = false;
  bool opened = false;  // begins with a pipe
  bool closed = false;
  std::span<const RowCell> cells = {};  // of the table's
};

struct TableRows {
  const Node* node = nullptr;
  std::vector<TableRow> rows = {};  // the delimiter row is the second
  std::vector<RowCell> cells = {};
  std::span<const Align> aligns = {};

  Align AlignOf(std::size_t column) const {
    return column < aligns.size() ? aligns[column] : Align::kNone;
  }
};

// How a table is rewritten.
struct TableLayout {
  bool aligned = true;
  std::size_t padding = 1;
  bool keeps_widths = false;  // those that most rows have, though less would do
  bool full_dashes = false;   // "|-----|": no blanks beside the pipes of the delimiter row
};

// Which pipes end a cell: remark takes two backslashes before one for an escaped backslash.
enum class CellPipes : std::uint8_t { kGithub, kRemark };

// The width of a cell is counted in UTF-16 code units or in the cells of a terminal.
TableRows ReadTable(const Document& document, const Node& node, bool utf16,
                    CellPipes pipes = CellPipes::kGithub);

// The widest total of each column, and the widest text.
std::vector<std::size_t> TotalsOf(const TableRows& table);
std::vector<std::size_t> WidthsOf(const TableRows& table);

// The cells of the row without the empty ones behind the header's last column.
std::size_t UsedCells(const TableRow& row, std::size_t columns);

std::size_t CountRows(const TableRows& table, bool TableRow::*flag);

// Nothing where the table is right already, or would become too large.
std::optional<Fix> RewriteTable(const Document& document, const TableRows& table,
                                TableLayout layout);

}  // namespace awl

#endif  // AWL_RULE_TABLE_ROWS_H_
