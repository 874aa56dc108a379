#include "lsp/position.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "base/find_any_of.h"
#include "base/utf8.h"

namespace awl::lsp {
namespace {

constexpr std::string_view kNames[] = {"utf-8", "utf-16", "utf-32"};

std::uint32_t UnitsOf(const CodePoint& c, PositionEncoding encoding) {
  switch (encoding) {
    case PositionEncoding::kUtf8:
      return c.length;
    case PositionEncoding::kUtf16:
      return c.value > 0xFFFF ? 2 : 1;
    case PositionEncoding::kUtf32:
      return 1;
  }
  return 1;
}

std::uint32_t CountUnits(std::string_view text, PositionEncoding encoding) {
  if (encoding == PositionEncoding::kUtf8) return static_cast<std::uint32_t>(text.size());
  std::uint32_t units = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeUtf8(text, at);
    units += UnitsOf(c, encoding);
    at += c.length;
  }
  return units;
}

// How many bytes of a line stand before `character`.
std::size_t BytesBefore(std::string_view line, std::uint32_t character, PositionEncoding encoding) {
  std::uint32_t units = 0;
  for (std::size_t at = 0; at < line.size();) {
    const CodePoint c = DecodeUtf8(line, at);
    units += UnitsOf(c, encoding);
    if (units > character) return at;
    at += c.length;
  }
  return line.size();
}

// Where the line after the one at `at` begins, or npos.
std::size_t NextLine(std::string_view text, std::size_t at) {
  const std::size_t end = FindAnyOf<'\n', '\r'>(text, at);
  if (end >= text.size()) return std::string_view::npos;
  return end + (text.substr(end, 2) == "\r\n" ? 2 : 1);
}

std::optional<std::uint32_t> NumberOf(const Json& json) {
  const std::optional<std::int64_t> number = IntegerOf(json);
  if (!number || *number < 0) return std::nullopt;
  // Some clients mean the end by the largest number that they know.
  return static_cast<std::uint32_t>(std::min<std::int64_t>(*number, UINT32_MAX));
}

}  // namespace

std::string_view NameOf(PositionEncoding encoding) { return kNames[static_cast<int>(encoding)]; }

std::optional<PositionEncoding> ParsePositionEncoding(std::string_view name) {
  for (int i = 0; i < 3; ++i) {
    if (kNames[i] == name) return static_cast<PositionEncoding>(i);
  }
  return std::nullopt;
}

std::optional<TextPosition> PositionOf(const Json& json) {
  const std::optional<std::uint32_t> line = NumberOf(Get(json, "line"));
  const std::optional<std::uint32_t> character = NumberOf(Get(json, "character"));
  if (!line || !character) return std::nullopt;
  return TextPosition{.line = *line, .character = *character};
}

TextPosition Positions::At(Offset offset) const {
  const std::uint32_t line = source_.LineAt(offset);
  if (line != known_line_ || offset < known_offset_) {
    known_line_ = line;
    known_offset_ = source_.LineBegin(line);
    known_character_ = 0;
  }
  known_character_ += CountUnits(source_.Slice({known_offset_, offset}), encoding_);
  known_offset_ = offset;
  return {.line = line, .character = known_character_};
}

Offset Positions::OffsetAt(TextPosition position) const {
  if (position.line >= source_.line_count()) return source_.size();
  const Range line = source_.Line(position.line);
  return line.begin +
         static_cast<Offset>(BytesBefore(source_.Slice(line), position.character, encoding_));
}

Json Positions::RangeJson(Range range) const {
  const auto json = [](TextPosition position) {
    return Json{{"line", position.line}, {"character", position.character}};
  };
  Json start = json(At(range.begin));
  return {{"start", std::move(start)}, {"end", json(At(range.end))}};
}

std::optional<Range> Positions::RangeOf(const Json& json) const {
  const std::optional<Offset> begin = OffsetOf(Get(json, "start"));
  const std::optional<Offset> end = OffsetOf(Get(json, "end"));
  if (!begin || !end || *begin > *end) return std::nullopt;
  return Range{*begin, *end};
}

std::optional<Offset> Positions::OffsetOf(const Json& position) const {
  const std::optional<TextPosition> read = PositionOf(position);
  return read ? std::optional(OffsetAt(*read)) : std::nullopt;
}

std::size_t OffsetIn(std::string_view text, TextPosition position, PositionEncoding encoding) {
  std::size_t begin = 0;
  for (std::uint32_t line = 0; line < position.line; ++line) {
    begin = NextLine(text, begin);
    if (begin == std::string_view::npos) return text.size();
  }
  const std::size_t end = std::min(FindAnyOf<'\n', '\r'>(text, begin), text.size());
  return begin + BytesBefore(text.substr(begin, end - begin), position.character, encoding);
}

}  // namespace awl::lsp
