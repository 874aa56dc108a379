#include "rule/inline_removal.h"

#include <algorithm>
#include <span>
#include <string_view>

#include "base/strings.h"

namespace awl {
namespace {

// True unless a line that begins so is surely the text of a paragraph.
bool MayBeginBlock(std::string_view line) {
  constexpr std::string_view kSigns = "#-+>=<|:";
  if (line.empty()) return false;
  const char first = line.front();
  if (kSigns.find(first) != std::string_view::npos || IsAsciiDigit(first)) return true;
  if (first == '*' || first == '_') {  // a marker or a thematic break
    const std::size_t other = line.find_first_not_of("*_ \t");
    return other == std::string_view::npos || IsBlank(line[1]);
  }
  if (first == '[') return line.find("]:") != std::string_view::npos;
  return line.starts_with("```") || line.starts_with("~~~");
}

std::size_t LineAt(std::span<const Range> lines, Offset offset) {
  const auto after = std::upper_bound(lines.begin(), lines.end(), offset,
                                      [](Offset at, const Range& line) { return at < line.begin; });
  return after == lines.begin() ? 0 : static_cast<std::size_t>(after - lines.begin()) - 1;
}

bool EndsInComment(std::string_view text) { return Trim(text).ends_with("-->"); }

}  // namespace

std::optional<Range> WithItsSpace(const Document& document, const Node& node) {
  const Source& source = document.source();
  const Node* block = &node;
  while (!IsBlock(block->kind)) block = document.Parent(*block);
  const std::span<const Range> lines = document.Lines(*block);
  Range gone = node.full;
  const std::size_t first = LineAt(lines, gone.begin);
  const std::size_t last = LineAt(lines, gone.end);
  const bool is_alone = lines.empty() || (first == 0 && last + 1 == lines.size());
  const std::string_view before_it =
      lines.empty() ? source.Slice({source.LineBegin(source.LineAt(gone.begin)), gone.begin})
                    : source.Slice({lines[first].begin, gone.begin});
  const bool begins = !lines.empty() && Trim(before_it).empty();
  const bool ends = lines.empty() || Trim(source.Slice({gone.end, lines[last].end})).empty();
  // The space before a comment that ends a block is not seen.
  if (!begins && ends && last + 1 >= lines.size() && EndsInComment(before_it)) return std::nullopt;
  if (!begins || (ends && is_alone)) {
    if (gone.begin > 0 && source[gone.begin - 1] == ' ') --gone.begin;
    return gone;
  }
  if (!ends) {
    while (IsBlank(source[gone.end])) ++gone.end;
    if (MayBeginBlock(source.Slice({gone.end, lines[last].end}))) return std::nullopt;
    return gone;
  }
  if (last + 1 < lines.size()) {
    // Only the block's first line decides of what kind the block is.
    if (first == 0 && MayBeginBlock(document.Slice(lines[last + 1]))) return std::nullopt;
    return Range{gone.begin, lines[last + 1].begin};
  }
  // A hard break before it would be one no more, and its backslash be seen.
  const Node& before = document.NodeAt(lines[first - 1].end - 1);
  return Range{before.kind == NodeKind::kBreak ? before.full.begin : lines[first - 1].end,
               gone.end};
}

}  // namespace awl
