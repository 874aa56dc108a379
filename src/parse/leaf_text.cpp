#include "parse/leaf_text.h"

#include <algorithm>
#include <charconv>

#include "base/find_any_of.h"
#include "base/strings.h"

namespace awl {
namespace {

// What keeps md4c from taking a paragraph that begins with `line` for a definition or the start of
// another block; most need nothing.
std::string_view GuardOf(std::string_view line) {
  const char first = line.front();
  if (IsAsciiAlpha(first) || static_cast<unsigned char>(first) >= 0x80) return {};
  switch (first) {
    case '[':
      return kLetterGuard;
    case '!':
    case '(':
    case '"':
      return {};
    case '*':
    case '_': {
      // Neither the marker of an item, with a blank after it, nor a thematic break.
      const std::size_t run = std::min(line.find_first_not_of(first), line.size());
      return run == line.size() || IsBlank(line[run]) ? kLineGuard : std::string_view();
    }
    case '`':
    case '~':
      // Some versions of md4c see a fence also where a line goes on with a paragraph.
      return line.starts_with("```") || line.starts_with("~~~") ? kLetterGuard : std::string_view();
    default:
      return kLineGuard;
  }
}

// Takes the leaf `id` as a simple one, if it is one.
bool TakeSimple(const Source& source, const Blocks& blocks, BlockId id, bool has_definitions,
                LeafText& out) {
  const Block& block = blocks.blocks[id];
  if (block.lines_end - block.lines_begin != 1) return false;
  const Range line = blocks.lines[block.lines_begin];
  const std::size_t first = out.spans.size();
  if (!FindSimpleSpans(source.text(), line, has_definitions, out.spans)) return false;
  out.simple.push_back({id, static_cast<std::uint32_t>(out.spans.size())});
  // Text before, between and after the spans, as far as there is some, and in links.
  Offset done = line.begin;
  for (std::size_t i = first; i < out.spans.size(); ++i) {
    const SimpleSpan& span = out.spans[i];
    const bool link = source[span.begin] == '[';
    out.node_count += (span.begin > done ? 2 : 1) + (link ? 1 : 0);
    out.link_count += source[span.begin] == '`' ? 0 : 1;
    done = span.end;
  }
  if (done < line.end) ++out.node_count;
  return true;
}

void AppendCell(std::string_view cell, Offset source, LeafText& out) {
  std::size_t begin = 0;
  while (true) {
    const std::size_t pipe = cell.find("\\|", begin);
    out.pieces.push_back(
        {static_cast<Offset>(out.text.size()), source + static_cast<Offset>(begin)});
    out.text.append(cell.substr(begin, pipe - begin));
    if (pipe == cell.npos) return;
    begin = pipe + 1;
  }
}

}  // namespace

void AppendDefinition(std::string_view label, std::size_t number, std::string& text) {
  text.push_back('[');
  for (const char c : label) text.push_back(IsAsciiSpace(c) ? ' ' : c);
  text.append("]: ");
  char digits[24];
  text.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
  text.push_back('\n');
}

// Adds the lines of `leaf` to the text as a paragraph of its own.
void AppendLeaf(const Source& source, const Blocks& blocks, Leaf& leaf, LeafText& out) {
  const Block& block = blocks.blocks[leaf.block];
  leaf.guard_begin = static_cast<Offset>(out.text.size());
  leaf.pieces_begin = static_cast<std::uint32_t>(out.pieces.size());
  out.text.append(GuardOf(source.Slice(blocks.lines[block.lines_begin])));
  leaf.begin = static_cast<Offset>(out.text.size());
  for (std::uint32_t i = block.lines_begin; i < block.lines_end; ++i) {
    const Range line = blocks.lines[i];
    if (i != block.lines_begin) out.text.append(kContinuation);
    if (block.kind == NodeKind::kTableCell) {
      AppendCell(source.Slice(line), line.begin, out);
    } else {
      out.pieces.push_back({static_cast<Offset>(out.text.size()), line.begin});
      out.text.append(source.Slice(line));
    }
  }
  // Blanks at the end are no text, and no line break.
  while (IsBlank(out.text.back())) out.text.pop_back();
  leaf.end = static_cast<Offset>(out.text.size());
  leaf.pieces_end = static_cast<std::uint32_t>(out.pieces.size());
  out.text.append("\n\n");
}

// Finds the leaves. Returns about how long the text of those that md4c is to see will be.
std::size_t CollectLeaves(const Source& source, const Blocks& blocks, bool has_definitions,
                          bool find_simple, LeafText& out) {
  std::size_t size = 0;
  for (BlockId id = 0; id < blocks.blocks.size(); ++id) {
    const Block& block = blocks.blocks[id];
    const bool cell = block.kind == NodeKind::kTableCell;
    if (block.lines_begin == block.lines_end || block.removed) continue;
    if (block.complexity != Complexity::kNone) continue;
    if (!cell && block.kind != NodeKind::kParagraph && block.kind != NodeKind::kHeading) continue;
    // A pipe in a cell may be written with a backslash, also in code.
    const bool escaped =
        cell && source.Slice(blocks.lines[block.lines_begin]).find('\\') != std::string_view::npos;
    if (find_simple && !escaped && TakeSimple(source, blocks, id, has_definitions, out)) continue;
    out.leaves.emplace_back().block = id;
    // A leaf has a link and two texts more often than not.
    out.node_count += 5;
    out.link_count += 1;
    size += kLineGuard.size();
    for (std::uint32_t i = block.lines_begin; i < block.lines_end; ++i) {
      size += blocks.lines[i].size() + kContinuation.size();
    }
  }
  return size;
}

LeafText JoinLeaves(const Source& source, const Blocks& blocks,
                    const std::vector<bool>& wanted_definitions, bool find_simple) {
  LeafText out;
  const bool has_definitions = std::find(wanted_definitions.begin(), wanted_definitions.end(),
                                         true) != wanted_definitions.end();
  const std::size_t size = CollectLeaves(source, blocks, has_definitions, find_simple, out);
  out.text.reserve(size + blocks.definitions.size() * 32 + Source::kPadding);
  out.pieces.reserve(out.leaves.size());
  for (Leaf& leaf : out.leaves) AppendLeaf(source, blocks, leaf, out);
  out.definitions_begin = static_cast<Offset>(out.text.size());
  for (std::size_t i = 0; i < blocks.definitions.size(); ++i) {
    if (!wanted_definitions[i]) continue;
    const BlockDefinition& definition = blocks.definitions[i];
    AppendDefinition(
        definition.label_text.empty() ? source.Slice(definition.label) : definition.label_text, i,
        out.text);
  }
  out.size = static_cast<Offset>(out.text.size());
  out.text.append(Source::kPadding, '\0');
  return out;
}

}  // namespace awl
