#include "parse/tables.h"

#include <algorithm>

#include "base/strings.h"
#include "text/table_pipe.h"

namespace awl {
namespace {

bool IsCellSpace(char c) { return IsBlank(c) || c == '\v' || c == '\f'; }

std::size_t SkipCellSpaces(std::string_view line, std::size_t at) {
  while (at < line.size() && IsCellSpace(line[at])) ++at;
  return at;
}

}  // namespace

void ScanDelimiterRow(std::string_view line, std::vector<Align>& aligns) {
  aligns.clear();
  std::size_t at = 0;
  if (at < line.size() && line[at] == '|') ++at;
  while (true) {
    at = SkipCellSpaces(line, at);
    if (at >= line.size()) break;
    const bool left = line[at] == ':';
    if (left) ++at;
    const std::size_t dashes = at;
    while (at < line.size() && line[at] == '-') ++at;
    if (at == dashes) return aligns.clear();
    const bool right = at < line.size() && line[at] == ':';
    if (right) ++at;
    aligns.push_back(left ? (right ? Align::kCenter : Align::kLeft)
                          : (right ? Align::kRight : Align::kNone));
    at = SkipCellSpaces(line, at);
    if (at >= line.size()) break;
    if (line[at] != '|') return aligns.clear();
    ++at;
  }
}

void SplitRow(std::string_view text, Range range, std::vector<TableCell>& cells) {
  cells.clear();
  Offset end = range.end;
  while (end > range.begin && IsCellSpace(text[end - 1])) --end;
  Offset at = range.begin;
  // Where the cell at hand begins, its left pipe included.
  Offset cell_begin = at;
  if (at < end && text[at] == '|') ++at;
  while (at < end) {
    const Offset begin = at;
    at = static_cast<Offset>(std::min<std::size_t>(FindCellEnd(text.substr(0, end), at), end));
    TableCell cell;
    cell.content = {begin, at};
    while (!cell.content.empty() && IsCellSpace(text[cell.content.begin])) ++cell.content.begin;
    while (!cell.content.empty() && IsCellSpace(text[cell.content.end - 1])) --cell.content.end;
    const bool last = at >= end || at + 1 >= end;
    cell.full = {cell_begin, last ? end : at};
    cells.push_back(cell);
    cell_begin = at;
    if (at < end) ++at;
  }
}

}  // namespace awl
