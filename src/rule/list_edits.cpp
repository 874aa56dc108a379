#include "rule/list_edits.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <numeric>
#include <string>
#include <utility>

#include "base/strings.h"
#include "base/utf8.h"
#include "facts/verbatim.h"

namespace awl {
namespace {

// Deeper nests than this are not re-indented: their cost would grow with lines times depth.
constexpr int kMaxDepth = 64;

// True if more nested items are indented with a tab than with spaces.
bool AreNestedByTabs(const Document& document) {
  const Source& source = document.source();
  if (source.text().find('\t') == std::string_view::npos) return false;
  std::size_t tabs = 0;
  std::size_t spaces = 0;
  for (const Node& list : document.All(NodeKind::kList)) {
    if (list.parent == document.root()) continue;
    for (const Node& item : document.Children(list)) {
      const char first = source[source.LineBegin(source.LineAt(item.full.begin))];
      tabs += first == '\t' ? 1 : 0;
      spaces += first == ' ' ? 1 : 0;
    }
  }
  return tabs > spaces;
}

// True for "- text", "12) text" and a marker alone.
bool BeginsWithMarker(const Source& source, Range line) {
  const std::string_view text = source.Slice(line);
  const auto word = static_cast<Offset>(std::min(text.find_first_of(" \t"), text.size()));
  return IsBareMarker(source, {line.begin, line.begin + word});
}

}  // namespace

Indentation IndentationAt(const Source& source, Offset line_begin) {
  Indentation out{.end = line_begin};
  for (; IsBlank(source[out.end]); ++out.end) {
    out.columns += source[out.end] == '\t' ? 4 - out.columns % 4 : 1;
  }
  return out;
}

std::uint32_t ColumnOf(const Source& source, Offset offset) {
  std::uint32_t column = 0;
  for (Offset at = source.LineBegin(source.LineAt(offset)); at < offset; ++at) {
    column += source[at] == '\t' ? 4 - column % 4 : 1;
  }
  return column;
}

Lines LinesOf(const Source& source, Range range) {
  const std::uint32_t first = source.LineAt(range.begin);
  if (range.end <= source.LineWithEol(first).end) return {first, first};
  return {first, source.LineAt(range.end - 1)};
}

ListShifter::ListShifter(const Document& document)
    : document_(document), verbatim_(VerbatimLines(document)), tabs_(AreNestedByTabs(document)) {}

std::string ListShifter::IndentationOf(std::uint32_t columns) const {
  if (!tabs_) return std::string(columns, ' ');
  return std::string(columns / 4, '\t') + std::string(columns % 4, ' ');
}

// True if all below the first line of `item` is indented with tabs and would still be part of it,
// as what it is, with the item's text in column `content`, which is not further right than now.
bool ListShifter::MayStay(const Node& item, std::uint32_t content) const {
  const Source& source = document_.source();
  const Lines lines = LinesOf(source, item.full);
  const std::uint32_t old_content = document_.list_item(item).content_column;
  for (std::uint32_t line = lines.first + 1; line <= lines.last; ++line) {
    const Range range = source.Line(line);
    if (Trim(source.Slice(range)).empty()) continue;
    if (source[range.begin] != '\t') return false;
    if (IndentationAt(source, range.begin).columns < old_content) return false;
  }
  constexpr std::uint32_t kCode = 4;  // columns that make indented code
  const auto fits = [&](const Node& block) {
    const std::uint32_t column = ColumnOf(source, block.full.begin);
    return column >= content && column < content + kCode;
  };
  for (const Node& child : document_.Children(item)) {
    if (LinesOf(source, child.full).first == lines.first) continue;
    if (child.kind == NodeKind::kCode || child.kind == NodeKind::kHtmlBlock) return false;
    if (!fits(child)) return false;
    if (child.kind != NodeKind::kList) continue;
    for (const Node& nested : document_.Children(child)) {
      if (!fits(nested)) return false;
    }
  }
  return true;
}

bool ListShifter::InListsOnly(const Node& item) const {
  const Node* at = document_.Parent(item);
  for (int depth = 0; at != nullptr && depth < kMaxDepth; ++depth) {
    if (at->kind == NodeKind::kRoot) return true;
    if (at->kind != NodeKind::kList && at->kind != NodeKind::kListItem) return false;
    at = document_.Parent(*at);
  }
  return false;
}

bool ListShifter::IsVerbatim(std::uint32_t line) const {
  const Offset begin = document_.source().LineBegin(line);
  const auto after = std::upper_bound(verbatim_.begin(), verbatim_.end(), begin,
                                      [](Offset at, Range range) { return at < range.begin; });
  return after != verbatim_.begin() && begin < std::prev(after)->end;
}

bool ListShifter::ShiftLine(std::uint32_t line, int delta, std::uint32_t old_content,
                            std::uint32_t new_content, std::vector<Edit>* edits) const {
  const Source& source = document_.source();
  const Offset begin = source.LineBegin(line);
  const Indentation indent = IndentationAt(source, begin);
  const Range text = {indent.end, std::max(indent.end, source.Line(line).end)};
  if (text.empty()) {
    // In code the blanks beyond the item's indentation are content, and no more may become content.
    if (!IsVerbatim(line) || indent.end == begin) return true;
    const std::uint32_t rest = indent.columns > old_content ? indent.columns - old_content : 0;
    if (rest > 0 && indent.end - begin != indent.columns) return false;
    edits->push_back({{begin, indent.end}, std::string(rest > 0 ? new_content + rest : 0, ' ')});
    return true;
  }
  // How wide a tab behind a marker is depends on the column it stands in.
  const char sign = source[text.begin];
  if ((IsAsciiDigit(sign) || sign == '-' || sign == '*' || sign == '+' || sign == '>') &&
      source.Slice(text).find('\t') != std::string_view::npos) {
    return false;
  }
  if (indent.columns < old_content) {
    // A line that continues the paragraph although it is indented too little may stay where it is,
    // unless it would then be indented enough and could begin something else.
    const char first = source[indent.end];
    // What is too far in, or too far out, to be an item may be one once the items around it move.
    if (BeginsWithMarker(source, text)) return false;
    return indent.columns < new_content || IsAsciiAlpha(first) || !IsAscii(first);
  }
  const std::uint32_t columns =
      static_cast<std::uint32_t>(static_cast<std::int64_t>(indent.columns) + delta);
  const bool only_spaces = indent.end - begin == indent.columns;
  if (!only_spaces) {
    if (IsVerbatim(line)) return false;  // a tab may be half indentation, half code
    edits->push_back({{begin, indent.end}, IndentationOf(columns)});
  } else if (tabs_ && delta != 0 && !IsVerbatim(line)) {
    edits->push_back({{begin, indent.end}, IndentationOf(columns)});
  } else if (delta < 0) {
    edits->push_back({{begin, begin + static_cast<Offset>(-delta)}, ""});
  } else if (delta > 0) {
    edits->push_back({{begin, begin}, std::string(static_cast<std::size_t>(delta), ' ')});
  }
  return true;
}

bool ListShifter::StaysApart(const Node& item, std::uint32_t content) const {
  const Source& source = document_.source();
  for (std::uint32_t line = LinesOf(source, item.full).last + 1; line < source.line_count();
       ++line) {
    const Indentation indent = IndentationAt(source, source.LineBegin(line));
    if (indent.end < source.Line(line).end) return indent.columns < content;
  }
  return true;
}

std::optional<std::vector<Edit>> ListShifter::Continue(const Node& item, int delta,
                                                       std::uint32_t content) const {
  if (!InListsOnly(item) || !document_.IsExact(item.full)) return std::nullopt;
  const Lines lines = LinesOf(document_.source(), item.full);
  const std::uint32_t old_content = document_.list_item(item).content_column;
  std::vector<Edit> edits;
  if (content <= old_content && lines.last > lines.first && MayStay(item, content)) return edits;
  for (std::uint32_t line = lines.first + 1; line <= lines.last; ++line) {
    if (!ShiftLine(line, delta, old_content, content, &edits)) return std::nullopt;
  }
  return edits;
}

std::optional<std::vector<Edit>> ListShifter::Move(const Node& item, int delta) const {
  const Source& source = document_.source();
  const std::uint32_t line = source.LineAt(item.full.begin);
  const Indentation indent = IndentationAt(source, source.LineBegin(line));
  if (indent.end != item.full.begin) return std::nullopt;  // something stands before the marker
  const std::uint32_t old_content = document_.list_item(item).content_column;
  const std::uint32_t new_content =
      static_cast<std::uint32_t>(static_cast<std::int64_t>(old_content) + delta);
  std::optional<std::vector<Edit>> edits = Continue(item, delta, new_content);
  if (edits && !ShiftLine(line, delta, indent.columns, 0, &*edits)) return std::nullopt;
  return edits;
}

std::vector<Edit> MarkerEdits(const Document& document, const Node& item, char sign) {
  const Source& source = document.source();
  const Range old = document.list_item(item).marker;
  if (old.empty() || !document.IsExact(old)) return {};
  const Range last = {old.end - 1, old.end};
  if (sign == '-' || sign == '*' || sign == '+') {
    // "* - -" is a list, "- - -" a thematic break.
    const Range line = source.Line(source.LineAt(old.begin));
    const std::string_view rest = Trim(source.Slice({old.end, line.end}));
    if (!rest.empty() && rest.find_first_not_of("-*_ \t") == std::string_view::npos) return {};
  }
  return {{last, std::string(1, sign)}};
}

const Node* ItemToJoin(const Document& document, Offset offset) {
  const Node* leaf = &document.NodeAt(offset);
  while (!IsBlock(leaf->kind)) leaf = document.Parent(*leaf);
  const std::uint32_t column = ColumnOf(document.source(), offset);
  const Node* item = nullptr;
  for (const Node* at = document.Ancestor(*leaf, NodeKind::kListItem);
       at != nullptr && column < document.list_item(*at).content_column;
       at = document.Ancestor(*at, NodeKind::kListItem)) {
    item = at;
  }
  if (item != nullptr || document.IdOf(*leaf) == document.root()) return item;
  // A list that ends before the paragraph.
  const Node* before = &document[document.IdOf(*leaf) - 1];
  while (before->parent != leaf->parent && before->parent != kNoNode) {
    before = document.Parent(*before);
  }
  if (before->kind != NodeKind::kList) return nullptr;
  const Node* last = document.LastChild(*before);
  return column < document.list_item(*last).content_column ? last : nullptr;
}

char MajorityMarker(const Document& document, bool ordered, const RuleContext& context,
                    char fallback) {
  std::array<std::uint32_t, 128> counts{};
  std::size_t kinds = 0;
  const auto count = [&](const Node& list) {
    const char marker = document.list(list).marker;
    std::uint32_t voting = 0;
    for (const Node& item : document.Children(list)) {
      if (context.Counts(document.list_item(item).marker)) ++voting;
    }
    std::uint32_t& items = counts[static_cast<unsigned char>(marker) % counts.size()];
    if (items == 0 && voting > 0) ++kinds;
    items += voting;
  };
  for (const Node& list : document.All(NodeKind::kList)) {
    if (document.list(list).ordered != ordered) continue;
    if (context.awesome_lint()) return document.list(list).marker;
    count(list);
  }
  if (kinds > 1 && context.list().contents() != nullptr) {
    const std::array<std::uint32_t, 128> all = std::exchange(counts, {});
    for (const Node& list : document.All(NodeKind::kList)) {
      if (document.list(list).ordered == ordered && !context.list().InContents(list)) count(list);
    }
    const auto sum = [](const auto& of) { return std::accumulate(of.begin(), of.end(), 0u); };
    if (4 * sum(counts) < sum(all)) counts = all;
  }
  const auto most = std::max_element(counts.begin(), counts.end());
  const std::uint32_t best = *most;
  if (best == 0 || counts[static_cast<unsigned char>(fallback)] == best) return fallback;
  // Between two others the one that comes first in ASCII; any rule would do that is always the
  // same.
  return static_cast<char>(most - counts.begin());
}

bool EndsInOpenFence(const Document& document, const Node& block) {
  const Node* last = &block;
  while (last->kind == NodeKind::kList || last->kind == NodeKind::kListItem ||
         last->kind == NodeKind::kFootnoteDefinition) {
    if (last->last_child == kNoNode) return false;
    last = &document[last->last_child];
  }
  return last->kind == NodeKind::kCode && !last->has(kClosedFence) && !last->has(kIndentedCode);
}

bool AreAlike(const Document& document, const Node& a, const Node& b) {
  return a.kind == NodeKind::kList && b.kind == NodeKind::kList &&
         document.list(a).ordered == document.list(b).ordered;
}

}  // namespace awl
