#include "parse/complexity.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>

namespace awl {
namespace {

constexpr std::uint32_t kMostLines = 2000;
constexpr std::ptrdiff_t kDeepestBracket = 100;

Complexity ComplexityOf(const Source& source, std::span<const Range> lines, bool has_definitions) {
  const bool many_lines = lines.size() > kMostLines;
  if (!many_lines && !has_definitions) return Complexity::kNone;
  std::ptrdiff_t brackets = 0;
  for (const Range line : lines) {
    const std::string_view text = source.Slice(line);
    brackets += std::count(text.begin(), text.end(), '[');
  }
  if (many_lines && brackets > 0) return Complexity::kParagraph;
  if (brackets <= kDeepestBracket || !has_definitions) return Complexity::kNone;
  std::ptrdiff_t depth = 0;
  for (const Range line : lines) {
    for (const char c : source.Slice(line)) {
      if (c == '[' && ++depth > kDeepestBracket) return Complexity::kBrackets;
      if (c == ']' && depth > 0) --depth;
    }
  }
  return Complexity::kNone;
}

// Some versions of md4c take an indented fence inside a paragraph for the start of a code block. A
// line with more backticks after the first ones is code within the text to all of them.
bool HasIndentedFence(const Source& source, std::span<const Range> lines) {
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const std::string_view line = source.Slice(lines[i]);
    if (line.starts_with("~~~")) return true;
    if (!line.starts_with("```")) continue;
    const std::size_t info = std::min(line.find_first_not_of('`'), line.size());
    if (line.find('`', info) == std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

void MarkComplexLeaves(const Source& source, Blocks& blocks) {
  for (Block& block : blocks.blocks) {
    if (block.kind != NodeKind::kParagraph && block.kind != NodeKind::kHeading &&
        block.kind != NodeKind::kTableCell) {
      continue;
    }
    const std::span<const Range> lines(blocks.lines.data() + block.lines_begin,
                                       block.lines_end - block.lines_begin);
    block.complexity = ComplexityOf(source, lines, !blocks.definitions.empty());
    if (block.complexity == Complexity::kNone && HasIndentedFence(source, lines)) {
      block.complexity = Complexity::kMistaken;
    }
  }
}

}  // namespace awl
