#include "parse/leaf_text.h"

#include <algorithm>
#include <charconv>

#include "base/find_any_of.h"
#include "base/strings.h"
#include "parse/md4c_events.h"
#include "parse/simple_spans.h"

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

// Reads the inlines of a leaf of one line without md4c, if they are simple.
bool ReadSimple(const Source& source, const Blocks& blocks, Leaf& leaf, bool has_definitions,
                InlineEvents& events) {
  const Block& block = blocks.blocks[leaf.block];
  if (block.lines_end - block.lines_begin != 1) return false;
  Range line = blocks.lines[block.lines_begin];
  // A pipe in a cell may be written with a backslash, also in code.
  if (block.kind == NodeKind::kTableCell &&
      source.Slice(line).find('\\') != std::string_view::npos) {
    return false;
  }
  while (!line.empty() && IsBlank(source[line.end - 1])) --line.end;
  leaf.guard_begin = leaf.begin = line.begin;
  leaf.end = line.end;
  leaf.events.begin = static_cast<std::uint32_t>(events.size());
  if (!FindSimpleSpans(source.text(), line, has_definitions, events)) return false;
  leaf.events.end = static_cast<std::uint32_t>(events.size());
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

bool IsLeaf(const Block& block) {
  if (block.kind != NodeKind::kParagraph && block.kind != NodeKind::kHeading &&
      block.kind != NodeKind::kTableCell) {
    return false;
  }
  return block.lines_begin != block.lines_end && !block.removed &&
         block.complexity == Complexity::kNone;
}

// Finds the leaves, and reads the simple ones. Returns about how long the text of the others will
// be.
std::size_t CollectLeaves(const Source& source, const Blocks& blocks, bool has_definitions,
                          bool find_simple, LeafText& out) {
  std::size_t size = 0;
  for (BlockId id = 0; id < blocks.blocks.size(); ++id) {
    const Block& block = blocks.blocks[id];
    if (!IsLeaf(block)) continue;
    Leaf& leaf = out.leaves.emplace_back();
    leaf.block = id;
    if (find_simple && ReadSimple(source, blocks, leaf, has_definitions, out.events)) continue;
    leaf.joined = true;
    size += kLineGuard.size();
    for (std::uint32_t i = block.lines_begin; i < block.lines_end; ++i) {
      size += blocks.lines[i].size() + kContinuation.size();
    }
  }
  return size;
}

void AppendDefinitions(const Source& source, const Blocks& blocks,
                       const std::vector<bool>& wanted_definitions, std::string& text) {
  for (std::size_t i = 0; i < blocks.definitions.size(); ++i) {
    if (!wanted_definitions[i]) continue;
    const BlockDefinition& definition = blocks.definitions[i];
    AppendDefinition(
        definition.label_text.empty() ? source.Slice(definition.label) : definition.label_text, i,
        text);
  }
}

// Has md4c read the joined text, a paragraph for each leaf in it.
void ReadJoined(Blocks& blocks, LeafText& out) {
  const std::vector<EventRange> paragraphs = ReadWithMd4c(out.view(), out.events);
  auto paragraph = paragraphs.begin();
  std::erase_if(out.leaves, [&](Leaf& leaf) {
    if (!leaf.joined) return false;
    if (paragraph == paragraphs.end()) {
      blocks.blocks[leaf.block].complexity = Complexity::kMistaken;
      return true;
    }
    leaf.events = *paragraph++;
    return false;
  });
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

LeafText ReadLeaves(const Source& source, Blocks& blocks,
                    const std::vector<bool>& wanted_definitions, bool find_simple) {
  LeafText out;
  const bool has_definitions = std::find(wanted_definitions.begin(), wanted_definitions.end(),
                                         true) != wanted_definitions.end();
  const std::size_t size = CollectLeaves(source, blocks, has_definitions, find_simple, out);
  if (size == 0) return out;
  out.text.reserve(size + blocks.definitions.size() * 32 + Source::kPadding);
  for (Leaf& leaf : out.leaves) {
    if (leaf.joined) AppendLeaf(source, blocks, leaf, out);
  }
  out.definitions_begin = static_cast<Offset>(out.text.size());
  AppendDefinitions(source, blocks, wanted_definitions, out.text);
  out.size = static_cast<Offset>(out.text.size());
  out.text.append(Source::kPadding, '\0');
  ReadJoined(blocks, out);
  return out;
}

}  // namespace awl
