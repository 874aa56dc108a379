#include "mojibake/cells.h"

#include <algorithm>

#include "base/utf8.h"
#include "text/unicode.h"

namespace awl::mojibake {

CellLine MakeCells(const Source& source, std::uint32_t line, std::span<const Range> code) {
  CellLine out{.line = line, .range = source.Line(line)};
  const std::string_view text = source.text();
  auto next_code = std::partition_point(code.begin(), code.end(),
                                        [&](Range range) { return range.end <= out.range.begin; });
  out.cells.reserve(out.range.size());
  for (Offset at = out.range.begin; at < out.range.end;) {
    const CodePoint c = DecodeUtf8(text, at);
    while (next_code != code.end() && next_code->end <= at) ++next_code;
    out.cells.push_back({.character = c.valid ? c.value : 0xFFFD,
                         .range = {at, at + c.length},
                         .code = next_code != code.end() && next_code->Contains(at)});
    at += c.length;
  }
  return out;
}

bool IsSoundLetter(std::span<const Cell> cells, std::size_t i) {
  const char32_t c = cells[i].character;
  if (c < 0x80 || !IsLetter(c)) return false;
  const char32_t before = i > 0 ? cells[i - 1].character : U' ';
  const char32_t after = i + 1 < cells.size() ? cells[i + 1].character : U' ';
  const auto fits = [](char32_t neighbour) { return neighbour < 0x80 || IsLetter(neighbour); };
  if (!fits(before) || !fits(after)) return false;
  return !(IsUpper(c) && IsLetter(before) && IsLower(before)) &&
         !(IsLower(c) && IsLetter(after) && IsUpper(after));
}

bool IsTextCharacter(char32_t c) {
  if (c < 0x80) return c >= 0x20 && c != 0x7F;
  return IsLetter(c) || IsMark(c) || IsNumber(c) || IsPunctuation(c) || IsSymbol(c) || IsSpace(c) ||
         IsInvisible(c);
}

}  // namespace awl::mojibake
