#include "pattern/parts.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/strings.h"

namespace awl {
namespace {

using Visit = std::function<void(const Part&)>;

bool HasEol(std::string_view text) { return text.find_first_of("\r\n") != std::string_view::npos; }

// Makes parts of ranges, and keeps the memory that those over several lines need.
class PartMaker {
 public:
  explicit PartMaker(const Document& doc) : doc_(doc) {}

  // `range` lies in the leaf block `leaf`.
  Part Make(const Node& leaf, Range range) {
    Part part{.text = doc_.Slice(range), .range = range, .point = range};
    if (!HasEol(part.text)) return part;
    text_.clear();
    pieces_.clear();
    for (const Range line : doc_.Lines(leaf)) {
      const Range inside = {std::max(line.begin, range.begin), std::min(line.end, range.end)};
      if (inside.begin >= inside.end) continue;
      if (!pieces_.empty()) text_ += '\n';
      pieces_.push_back({.begin = text_.size(), .source = inside.begin});
      text_ += doc_.Slice(inside);
    }
    if (pieces_.empty()) return part;
    part.text = text_;
    part.pieces = pieces_;
    return part;
  }

 private:
  const Document& doc_;
  std::string text_;
  std::vector<Part::Piece> pieces_;
};

void ForEachLine(const Document& doc, const Visit& visit) {
  const Source& source = doc.source();
  const std::span<const NodeId> code = doc.Ids(NodeKind::kCode);
  std::size_t next_code = 0;
  for (std::uint32_t i = 0; i < source.line_count(); ++i) {
    const Range line = source.Line(i);
    if (line.begin < doc.front_matter().end) continue;
    while (next_code < code.size() && doc[code[next_code]].full.end < line.begin) ++next_code;
    if (next_code < code.size() && doc[code[next_code]].full.begin <= line.end) continue;
    visit({.text = source.Slice(line), .range = line, .point = line});
  }
}

void ForEachSection(const List& list, const Visit& visit) {
  const Document& doc = list.document();
  for (const Section& section : list.sections()) {
    if (section.heading == kNoNode) continue;
    const Range range = {doc[section.heading].full.begin, section.own.end};
    visit({.text = doc.Slice(range), .range = range, .point = doc[section.heading].content});
  }
}

// The entry without its sub-items, unless these are its fields.
Range OwnRange(const Document& doc, const Entry& entry) {
  if (entry.form == EntryForm::kFieldBlock || entry.paragraph == kNoNode) return entry.full;
  return {entry.full.begin,
          std::clamp(doc[entry.paragraph].full.end, entry.full.begin, entry.full.end)};
}

void ForEachOfEntry(PatternPart on, const List& list, const Visit& visit) {
  const Document& doc = list.document();
  PartMaker maker(doc);
  for (EntryId id = 0; id < list.entries().size(); ++id) {
    const Entry& entry = list.entry(id);
    const Node& block = doc[entry.paragraph == kNoNode ? entry.item : entry.paragraph];
    const auto take = [&](Range range, auto... more) {
      Part part = maker.Make(block, range);
      part.entry = id;
      part.missing = range.empty();
      if (part.missing) part.point = entry.name.empty() ? entry.marker : entry.name;
      (more(part), ...);
      visit(part);
    };
    switch (on) {
      case PatternPart::kEntry: {
        const Range range = OwnRange(doc, entry);
        visit({.text = doc.Slice(range),
               .range = range,
               .point = entry.name.empty() ? range : entry.name,
               .entry = id});
        break;
      }
      case PatternPart::kEntryName:
        take(entry.name);
        break;
      case PatternPart::kEntryUrl:
        take(entry.url, [&](Part& part) {
          if (entry.link == kNoNode) return;
          const LinkInfo& link = doc.link(doc[entry.link]);
          part.link = link.definition == kNoNode ? &doc[entry.link] : &doc[link.definition];
        });
        break;
      case PatternPart::kEntryDescription:
        take(entry.description);
        break;
      case PatternPart::kEntryTrailing:
        for (std::size_t i = 0; i < entry.trailing.size(); ++i) {
          take(entry.trailing[i],
               [&](Part& part) { part.column = static_cast<std::uint32_t>(i) + 1; });
        }
        break;
      default:
        for (const Field& field : entry.fields) {
          Part part = maker.Make(doc[field.node], field.value);
          part.entry = id;
          part.label = doc.Slice(field.label);
          if (field.value.empty()) part.point = field.label;
          visit(part);
        }
    }
  }
}

void ForEachLink(const Document& doc, const Visit& visit) {
  const std::span<const NodeId> links = doc.Ids(NodeKind::kLink);
  const std::span<const NodeId> definitions = doc.Ids(NodeKind::kDefinition);
  for (std::size_t i = 0, j = 0; i < links.size() || j < definitions.size();) {
    const bool is_link = j == definitions.size() || (i < links.size() && links[i] < definitions[j]);
    const Node& node = doc[is_link ? links[i++] : definitions[j++]];
    const Range range = is_link ? doc.link(node).destination : doc.definition(node).destination;
    if (range.empty()) continue;
    visit({.text = doc.Slice(range), .range = range, .point = range, .link = &node});
  }
}

void ForEachCell(const Document& doc, const Visit& visit) {
  NodeId table = kNoNode;
  std::vector<std::string_view> headers;
  for (const Node& cell : doc.All(NodeKind::kTableCell)) {
    const Node& row = doc[cell.parent];
    if (row.parent != table) {
      table = row.parent;
      headers.clear();
    }
    if (row.has(kHeaderRow)) {
      headers.push_back(doc.Slice(cell.content));
      continue;
    }
    visit({.text = doc.Slice(cell.content),
           .range = cell.content,
           .point = cell.content.empty() ? cell.full : cell.content,
           .column = cell.small + 1u,
           .label = cell.small < headers.size() ? headers[cell.small] : std::string_view()});
  }
}

}  // namespace

Offset Part::SourceOffset(std::size_t at) const {
  if (pieces.empty()) return range.begin + static_cast<Offset>(at);
  const auto after =
      std::upper_bound(pieces.begin(), pieces.end(), at,
                       [](std::size_t offset, const Piece& piece) { return offset < piece.begin; });
  const Piece& piece = *(after == pieces.begin() ? after : after - 1);
  return piece.source + static_cast<Offset>(at - piece.begin);
}

Range Part::SourceRange(std::size_t begin, std::size_t end) const {
  if (end <= begin) return {SourceOffset(begin), SourceOffset(begin)};
  // The end belongs to the line of the last byte.
  return {SourceOffset(begin), SourceOffset(end - 1) + 1};
}

void ForEachPart(PatternPart on, const List& list, const Visit& visit) {
  const Document& doc = list.document();
  switch (on) {
    case PatternPart::kLine:
      return ForEachLine(doc, visit);
    case PatternPart::kParagraph:
    case PatternPart::kHeading: {
      PartMaker maker(doc);
      const bool heading = on == PatternPart::kHeading;
      for (const Node& node : doc.All(heading ? NodeKind::kHeading : NodeKind::kParagraph)) {
        visit(maker.Make(node, node.content));
      }
      return;
    }
    case PatternPart::kSection:
      return ForEachSection(list, visit);
    case PatternPart::kLink:
      return ForEachLink(doc, visit);
    case PatternPart::kImage:
      for (const Node& image : doc.All(NodeKind::kImage)) {
        const Range range = doc.link(image).destination;
        if (range.empty()) continue;
        visit({.text = doc.Slice(range), .range = range, .point = range, .link = &image});
      }
      return;
    case PatternPart::kCell:
      return ForEachCell(doc, visit);
    case PatternPart::kFile: {
      const Source& source = doc.source();
      return visit({.text = source.text(), .range = {0, source.size()}});
    }
    default:
      return ForEachOfEntry(on, list, visit);
  }
}

}  // namespace awl
