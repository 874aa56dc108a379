#include "parse/block_parser.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "parse/html_scanner.h"
#include "parse/link_grammar.h"
#include "parse/tables.h"

namespace awl {
namespace {

constexpr std::uint32_t kCodeIndent = 4;
constexpr std::uint32_t kTabStop = 4;
// As in cmark-gfm: what is nested deeper is text. Blank lines stay in all of their items, so
// without a limit their cost would be that of the nesting.
constexpr std::uint32_t kDeepestList = 100;

// Names that open an HTML block of type 6, as cmark-gfm knows them.
constexpr std::string_view kHtmlBlockNames[] = {
    "address",  "article",  "aside",    "base",       "basefont", "blockquote", "body",   "caption",
    "center",   "col",      "colgroup", "dd",         "details",  "dialog",     "dir",    "div",
    "dl",       "dt",       "fieldset", "figcaption", "figure",   "footer",     "form",   "frame",
    "frameset", "h1",       "h2",       "h3",         "h4",       "h5",         "h6",     "head",
    "header",   "hr",       "html",     "iframe",     "legend",   "li",         "link",   "main",
    "menu",     "menuitem", "nav",      "noframes",   "ol",       "optgroup",   "option", "p",
    "param",    "section",  "summary",  "table",      "tbody",    "td",         "tfoot",  "th",
    "thead",    "title",    "tr",       "track",      "ul"};
constexpr std::string_view kRawHtmlNames[] = {"pre", "script", "style", "textarea"};

// The lines of a paragraph as one text, and the way back to the source. One line is looked at in
// place; more are joined.
class ParagraphText {
 public:
  // Both must outlive it.
  ParagraphText(const Source& source, std::span<const Range> lines) : lines_(lines) {
    if (lines.size() == 1) {
      begins_.push_back(0);
      text_ = source.Slice(lines[0]);
      return;
    }
    for (const Range line : lines) {
      begins_.push_back(static_cast<Offset>(joined_.size()));
      joined_.append(source.Slice(line));
      joined_.push_back('\n');
    }
    text_ = joined_;
  }
  ParagraphText(const ParagraphText&) = delete;
  ParagraphText& operator=(const ParagraphText&) = delete;

  std::string_view text() const { return text_; }
  std::size_t line_count() const { return lines_.size(); }
  Offset LineBegin(std::size_t line) const { return begins_[line]; }

  // Fast for offsets near the last one that was asked for.
  std::size_t LineAt(Offset offset) {
    while (line_ + 1 < begins_.size() && begins_[line_ + 1] <= offset) ++line_;
    while (begins_[line_] > offset) --line_;
    return line_;
  }
  Offset ToSource(Offset offset) {
    const std::size_t line = LineAt(offset);
    return lines_[line].begin + (offset - begins_[line]);
  }
  Range ToSource(Range range) {
    const Offset begin = ToSource(range.begin);
    return {begin, range.empty() ? begin : ToSource(range.end - 1) + 1};
  }

 private:
  std::span<const Range> lines_;
  std::string joined_;
  std::string_view text_;
  std::vector<Offset> begins_;  // of the lines in the text
  std::size_t line_ = 0;
};

class BlockParser {
 public:
  BlockParser(const Source& source, Range range)
      : source_(source), text_(source.text()), range_(range) {}

  Blocks Parse();

 private:
  using Kind = NodeKind;

  Block& at(BlockId id) { return out_.blocks[id]; }

  // The line at hand, after the prefixes of the containers matched so far.
  void BeginLine(Range line);
  void FindNonspace();
  void Advance(std::uint32_t count, bool columns);
  Offset EndOfPrefix() const;
  void AdvanceToNonspace() { AdvanceTo(nonspace_); }
  void AdvanceTo(Offset offset);
  // For a block that takes the rest of the line; nobody asks for its columns.
  void SkipLine() { offset_ = line_.end; }
  char Peek(Offset offset) const { return offset < line_.end ? text_[offset] : '\n'; }
  bool blank() const { return nonspace_ == line_.end; }
  bool indented() const { return indent_ >= kCodeIndent; }

  void ProcessLine();
  BlockId MatchContainers(bool* all_matched);
  bool MatchContainer(BlockId id);
  bool MatchCode(BlockId id);
  BlockId OpenBlocks(BlockId container, bool all_matched);
  void AddText(BlockId container, BlockId last_matched);

  bool TryHeading(BlockId& container);
  bool TryFence(BlockId& container);
  bool TryHtml(BlockId& container);
  bool TrySetext(BlockId& container);
  bool TryBreak(BlockId& container);
  bool TryFootnote(BlockId& container);
  // "-" or "12.", without the blank behind it.
  struct ListMarker {
    Range range = {};
    char sign = 0;
    std::uint32_t start = 0;
  };
  bool TryList(BlockId& container, std::uint32_t depth);
  std::optional<ListMarker> MarkerHere(bool interrupts_paragraph) const;
  std::uint32_t SkipMarker(const ListMarker& marker);
  BlockId AddList(BlockId parent, const ListMarker& marker);
  Range TaskBoxHere() const;
  bool TryTable(BlockId& container);
  void AddRow(BlockId table, Range line);

  int HtmlBlockType(bool interrupts_paragraph) const;
  bool HtmlBlockEnds(int type, Range line) const;

  BlockId AddChild(BlockId parent, Kind kind, Offset begin);
  BlockId AddCode(BlockId parent, Offset begin);
  void Append(BlockId parent, BlockId child);
  void InsertBefore(BlockId next, BlockId child);
  void Remove(BlockId id);
  void CloseUnmatched(BlockId until);
  void Finalize(BlockId id);
  void FinalizeList(BlockId id);
  void FinalizeCode(BlockId id);
  BlockId NextRendered(BlockId id);
  bool EndsWithBlankLine(BlockId id);
  // Turns the definitions at the head of a paragraph into blocks; true if text is left.
  bool TakeDefinitions(BlockId paragraph);
  bool MayDefine(Range line, bool is_alone) const;
  Block Define(Range full, Range label, const LinkTail& tail, ParagraphText* text);
  void AddLine(BlockId id, Range line);
  void FindAlert(BlockId quote);

  const Source& source_;
  const std::string_view text_;
  const Range range_;
  Blocks out_;
  BlockId tip_ = 0;
  // The open blocks from the root to the tip.
  std::vector<BlockId> open_;
  std::uint32_t list_depth_ = 0;

  Range line_;  // without its line end
  std::uint32_t line_number_ = 0;
  Offset offset_ = 0;
  std::uint32_t column_ = 0;
  bool partial_tab_ = false;
  Offset nonspace_ = 0;
  std::uint32_t nonspace_column_ = 0;
  std::uint32_t indent_ = 0;
  std::vector<Align> aligns_;
  std::vector<TableCell> cells_;
};

void BlockParser::BeginLine(Range line) {
  line_ = line;
  offset_ = line.begin;
  column_ = 0;
  partial_tab_ = false;
}

void BlockParser::FindNonspace() {
  nonspace_ = offset_;
  nonspace_column_ = column_;
  for (; nonspace_ < line_.end; ++nonspace_) {
    if (text_[nonspace_] == ' ') {
      ++nonspace_column_;
    } else if (text_[nonspace_] == '\t') {
      nonspace_column_ += kTabStop - nonspace_column_ % kTabStop;
    } else {
      break;
    }
  }
  indent_ = nonspace_column_ - column_;
}

void BlockParser::Advance(std::uint32_t count, bool columns) {
  while (count > 0 && offset_ < line_.end) {
    if (text_[offset_] == '\t') {
      const std::uint32_t to_tab = kTabStop - column_ % kTabStop;
      if (columns) {
        partial_tab_ = to_tab > count;
        const std::uint32_t step = std::min(count, to_tab);
        column_ += step;
        if (!partial_tab_) ++offset_;
        count -= step;
      } else {
        partial_tab_ = false;
        column_ += to_tab;
        ++offset_;
        --count;
      }
    } else {
      partial_tab_ = false;
      ++offset_;
      ++column_;
      --count;
    }
  }
}

void BlockParser::AdvanceTo(Offset offset) {
  if (offset == nonspace_) {
    offset_ = nonspace_;
    column_ = nonspace_column_;
    partial_tab_ = false;
  } else if (offset > offset_) {
    Advance(offset - offset_, false);
  }
}

BlockId BlockParser::AddChild(BlockId parent, Kind kind, Offset begin) {
  // A container that cannot hold this kind ends here.
  while (true) {
    const Kind of = at(parent).kind;
    if (kind == Kind::kListItem ? of == Kind::kList
                                : of == Kind::kRoot || of == Kind::kBlockquote ||
                                      of == Kind::kListItem || of == Kind::kFootnoteDefinition) {
      break;
    }
    const BlockId up = at(parent).parent;
    CloseUnmatched(up);
    parent = up;
  }
  const auto id = static_cast<BlockId>(out_.blocks.size());
  Block& block = out_.blocks.emplace_back();
  block.kind = kind;
  block.full = {begin, line_.end};
  block.content = {begin, line_.end};
  block.line = line_number_;
  block.lines_begin = block.lines_end = static_cast<std::uint32_t>(out_.lines.size());
  Append(parent, id);
  open_.push_back(id);
  if (kind == Kind::kList || kind == Kind::kFootnoteDefinition) ++list_depth_;
  tip_ = id;
  return id;
}

BlockId BlockParser::AddCode(BlockId parent, Offset begin) {
  const BlockId id = AddChild(parent, Kind::kCode, begin);
  at(id).ext = static_cast<std::uint32_t>(out_.codes.size());
  out_.codes.emplace_back();
  return id;
}

void BlockParser::Append(BlockId parent, BlockId child) {
  Block& of = at(parent);
  at(child).parent = parent;
  at(child).previous = of.last_child;
  if (of.last_child == kNoBlock) {
    of.first_child = child;
  } else {
    at(of.last_child).next = child;
  }
  of.last_child = child;
}

void BlockParser::InsertBefore(BlockId next, BlockId child) {
  const BlockId parent = at(next).parent;
  const BlockId previous = at(next).previous;
  at(child).parent = parent;
  at(child).previous = previous;
  at(child).next = next;
  at(next).previous = child;
  if (previous == kNoBlock) {
    at(parent).first_child = child;
  } else {
    at(previous).next = child;
  }
}

void BlockParser::Remove(BlockId id) {
  Block& block = at(id);
  block.removed = true;
  if (block.previous == kNoBlock) {
    at(block.parent).first_child = block.next;
  } else {
    at(block.previous).next = block.next;
  }
  if (block.next == kNoBlock) {
    at(block.parent).last_child = block.previous;
  } else {
    at(block.next).previous = block.previous;
  }
}

void BlockParser::AddLine(BlockId id, Range line) {
  Block& block = at(id);
  if (block.lines_begin == block.lines_end) {
    block.lines_begin = static_cast<std::uint32_t>(out_.lines.size());
    if (block.kind == Kind::kParagraph) block.full.begin = line.begin;
  }
  out_.lines.push_back(line);
  block.lines_end = static_cast<std::uint32_t>(out_.lines.size());
  block.full.end = std::max(block.full.end, line.end);
}

void BlockParser::CloseUnmatched(BlockId until) {
  while (tip_ != until) {
    Finalize(tip_);
    const Kind kind = at(tip_).kind;
    if (kind == Kind::kList || kind == Kind::kFootnoteDefinition) --list_depth_;
    open_.pop_back();
    tip_ = open_.back();
  }
}

bool BlockParser::TakeDefinitions(BlockId paragraph) {
  const std::uint32_t first = at(paragraph).lines_begin;
  const std::uint32_t last = at(paragraph).lines_end;
  if (first == last) return false;
  if (!MayDefine(out_.lines[first], last - first == 1)) return true;
  ParagraphText text(source_, std::span(out_.lines).subspan(first, last - first));
  std::uint32_t taken = 0;
  while (taken < text.line_count()) {
    Range label;
    const Offset begin = text.LineBegin(taken);
    const LinkTail tail = ScanDefinition(text.text(), begin, &label);
    if (!tail.matched) break;
    Block block = Define({begin, tail.end}, label, tail, &text);
    block.line = at(paragraph).line + taken;
    block.lines_begin = block.lines_end = first;
    const auto id = static_cast<BlockId>(out_.blocks.size());
    out_.blocks.push_back(block);
    InsertBefore(paragraph, id);
    taken = static_cast<std::uint32_t>(text.LineAt(tail.end - 1)) + 1;
  }
  if (taken == 0) return true;
  Block& block = at(paragraph);
  block.lines_begin = first + taken;
  block.line += taken;
  if (block.lines_begin == block.lines_end) return false;
  block.full.begin = out_.lines[block.lines_begin].begin;
  return true;
}

// False for most: few paragraphs begin with a bracket, and most of these with a link.
bool BlockParser::MayDefine(Range line, bool is_alone) const {
  if (text_[line.begin] != '[') return false;
  const std::string_view text = source_.Slice(line);
  const Offset label_end = ScanLabel(text, 0);
  if (label_end == 0) return !is_alone;
  return label_end < text.size() && text[label_end] == ':';
}

Block BlockParser::Define(Range full, Range label, const LinkTail& tail, ParagraphText* text) {
  BlockDefinition definition;
  definition.label = text->ToSource(label);
  definition.destination_raw = text->ToSource(tail.destination_raw);
  definition.destination = text->ToSource(tail.destination);
  if (!tail.title_raw.empty()) {
    definition.title_raw = text->ToSource(tail.title_raw);
    definition.title = text->ToSource(tail.title);
  }
  const std::string_view label_text = text->text().substr(label.begin, label.size());
  if (label_text.find('\n') != label_text.npos) definition.label_text = label_text;
  Block block;
  block.kind = Kind::kDefinition;
  block.full = text->ToSource(full);
  block.content = definition.destination;
  block.ext = static_cast<std::uint32_t>(out_.definitions.size());
  out_.definitions.push_back(std::move(definition));
  return block;
}

void BlockParser::FindAlert(BlockId quote) {
  const BlockId paragraph = at(quote).first_child;
  if (paragraph == kNoBlock || at(paragraph).kind != Kind::kParagraph) return;
  const Range line = out_.lines[at(paragraph).lines_begin];
  const std::string_view text = Trim(source_.Slice(line));
  for (const std::string_view name :
       {"[!NOTE]", "[!TIP]", "[!IMPORTANT]", "[!WARNING]", "[!CAUTION]"}) {
    if (EqualsIgnoreAsciiCase(text, name)) {
      out_.blockquotes[at(quote).ext].alert = {line.begin,
                                               line.begin + static_cast<Offset>(name.size())};
    }
  }
}

bool BlockParser::EndsWithBlankLine(BlockId id) {
  while (true) {
    Block& block = at(id);
    const bool has_items = block.kind == Kind::kList || block.kind == Kind::kListItem;
    if (block.last_line_checked || !has_items || block.last_child == kNoBlock) break;
    block.last_line_checked = true;
    id = block.last_child;
  }
  at(id).last_line_checked = true;
  return at(id).last_line_blank;
}

// The next sibling that is no definition: those leave no trace in the rendered list.
BlockId BlockParser::NextRendered(BlockId id) {
  do {
    id = at(id).next;
  } while (id != kNoBlock && at(id).kind == Kind::kDefinition);
  return id;
}

void BlockParser::FinalizeList(BlockId id) {
  bool loose = false;
  for (BlockId item = at(id).first_child; item != kNoBlock && !loose; item = at(item).next) {
    const bool last_item = at(item).next == kNoBlock;
    if (at(item).last_line_blank && !last_item) {
      loose = true;
      break;
    }
    for (BlockId child = at(item).first_child; child != kNoBlock; child = at(child).next) {
      if ((!last_item || NextRendered(child) != kNoBlock) && EndsWithBlankLine(child)) {
        loose = true;
        break;
      }
    }
  }
  out_.lists[at(id).ext].tight = !loose;
  if (!loose) at(id).flags |= kTight;
}

void BlockParser::FinalizeCode(BlockId id) {
  Block& code = at(id);
  if (code.has(kIndentedCode)) {
    // Blank lines at the end belong to what follows.
    const auto is_blank = [this](Range line) {
      while (!line.empty() && IsBlank(text_[line.end - 1])) --line.end;
      return line.empty();
    };
    while (code.lines_end > code.lines_begin + 1 && is_blank(out_.lines[code.lines_end - 1])) {
      --code.lines_end;
    }
    code.full.end = out_.lines[code.lines_end - 1].end;
  }
  if (code.lines_begin < code.lines_end) {
    code.content = {out_.lines[code.lines_begin].begin, out_.lines[code.lines_end - 1].end};
  } else {
    const Range close = out_.codes[code.ext].close;
    const Offset begin = close.empty() ? code.full.end : close.begin;
    code.content = {begin, begin};
  }
}

void BlockParser::Finalize(BlockId id) {
  switch (at(id).kind) {
    case Kind::kParagraph:
      if (!TakeDefinitions(id)) {
        Remove(id);
        return;
      }
      at(id).content = at(id).full;
      break;
    case Kind::kCode:
      FinalizeCode(id);
      break;
    case Kind::kList:
      FinalizeList(id);
      break;
    case Kind::kBlockquote:
      FindAlert(id);
      break;
    default:
      break;
  }
}

bool BlockParser::MatchCode(BlockId id) {
  Block& code = at(id);
  if (code.has(kIndentedCode)) {
    if (indented()) {
      Advance(kCodeIndent, true);
      return true;
    }
    if (!blank()) return false;
    AdvanceToNonspace();
    return true;
  }
  if (indent_ < kCodeIndent && Peek(nonspace_) == code.marker) {
    Offset end = nonspace_;
    while (Peek(end) == code.marker) ++end;
    Offset after = end;
    while (IsBlank(Peek(after))) ++after;
    if (end - nonspace_ >= code.small && after >= line_.end) {
      out_.codes[code.ext].close = {nonspace_, end};
      code.flags |= kClosedFence;
      code.full.end = line_.end;
      return false;
    }
  }
  for (std::uint32_t i = code.measure; i > 0 && IsBlank(Peek(offset_)); --i) Advance(1, true);
  return true;
}

// The end of the line if nothing but blanks is left of it: they belong to the container then.
Offset BlockParser::EndOfPrefix() const {
  Offset end = offset_;
  while (IsBlank(Peek(end))) ++end;
  return end == line_.end ? end : offset_;
}

// The `type` attribute of a container decides; leaves say whether the line goes on with them.
bool BlockParser::MatchContainer(BlockId id) {
  Block& block = at(id);
  FindNonspace();
  switch (block.kind) {
    case Kind::kBlockquote:
      if (indent_ >= kCodeIndent || Peek(nonspace_) != '>') return false;
      Advance(indent_ + 1, true);
      block.full.end = EndOfPrefix();
      if (IsBlank(Peek(offset_))) Advance(1, true);
      return true;
    case Kind::kListItem:
      if (indent_ >= block.measure) {
        Advance(block.measure, true);
        return true;
      }
      if (!blank() || block.first_child == kNoBlock) return false;
      AdvanceToNonspace();
      return true;
    case Kind::kFootnoteDefinition:
      if (indented()) {
        Advance(kCodeIndent, true);
        return true;
      }
      // Unlike a list item it does not go on over a blank line with white space, or with a ">".
      return line_.empty();
    case Kind::kCode:
      return MatchCode(id);
    case Kind::kHtmlBlock:
      return block.measure < 6 || !blank();
    case Kind::kParagraph:
      return !blank();
    case Kind::kTable:
      if (blank()) return false;
      // A lone pipe has no cell.
      return Peek(nonspace_) != '|' || nonspace_ + 1 < line_.end;
    case Kind::kHeading:
    case Kind::kThematicBreak:
      return false;
    default:
      return true;
  }
}

// The last open block that this line goes on with. `*all_matched` is false if some open block was
// left out; kNoBlock: the line was the end of a fenced block.
BlockId BlockParser::MatchContainers(bool* all_matched) {
  *all_matched = true;
  BlockId last = 0;
  for (std::size_t i = 1; i < open_.size(); ++i) {
    const BlockId id = open_[i];
    if (!MatchContainer(id)) {
      if (at(id).kind == Kind::kCode && at(id).has(kClosedFence)) {
        CloseUnmatched(at(id).parent);
        return kNoBlock;
      }
      *all_matched = false;
      return last;
    }
    last = id;
  }
  return last;
}

bool BlockParser::TryHeading(BlockId& container) {
  Offset end = nonspace_;
  while (Peek(end) == '#' && end - nonspace_ < 7) ++end;
  const Offset level = end - nonspace_;
  if (level == 0 || level > 6 || !(IsBlank(Peek(end)) || end >= line_.end)) return false;
  Offset begin = end;
  while (IsBlank(Peek(begin))) ++begin;
  Offset text_end = line_.end;
  while (text_end > begin && IsBlank(text_[text_end - 1])) --text_end;
  Offset close = text_end;
  while (close > begin && text_[close - 1] == '#') --close;
  Range close_range;
  if (close < text_end && (close == begin || IsBlank(text_[close - 1]))) {
    close_range = {close, text_end};
    text_end = close;
    while (text_end > begin && IsBlank(text_[text_end - 1])) --text_end;
  }
  CloseUnmatched(container);
  container = AddChild(container, Kind::kHeading, nonspace_);
  Block& heading = at(container);
  heading.small = static_cast<std::uint16_t>(level);
  HeadingInfo info;
  info.level = static_cast<std::uint8_t>(level);
  info.open = {nonspace_, end};
  info.close = close_range;
  heading.ext = static_cast<std::uint32_t>(out_.headings.size());
  out_.headings.push_back(info);
  heading.content = {begin, std::max(begin, text_end)};
  if (!heading.content.empty()) {
    const Range content = heading.content;
    AddLine(container, content);
  }
  SkipLine();
  return true;
}

bool BlockParser::TryFence(BlockId& container) {
  const char fence = Peek(nonspace_);
  Offset end = nonspace_;
  while (Peek(end) == fence) ++end;
  if (end - nonspace_ < 3) return false;
  if (fence == '`' && std::memchr(text_.data() + end, '`', line_.end - end) != nullptr)
    return false;
  Offset info = end;
  while (IsBlank(Peek(info))) ++info;
  Offset info_end = line_.end;
  while (info_end > info && IsBlank(text_[info_end - 1])) --info_end;
  CloseUnmatched(container);
  const Offset before = offset_;
  container = AddCode(container, nonspace_);
  Block& code = at(container);
  code.marker = fence;
  code.small = static_cast<std::uint16_t>(std::min<Offset>(end - nonspace_, 0xFFFF));
  code.measure = static_cast<std::uint16_t>(std::min<Offset>(nonspace_ - before, 0xFFFF));
  CodeInfo& details = out_.codes[code.ext];
  details.fence = fence;
  details.open = {nonspace_, end};
  details.info = details.lang = {info, std::max(info, info_end)};
  const std::string_view text = source_.Slice(details.info);
  details.lang.end = info + static_cast<Offset>(std::min(text.find_first_of(" \t"), text.size()));
  SkipLine();
  return true;
}

int BlockParser::HtmlBlockType(bool interrupts_paragraph) const {
  const std::string_view line = text_.substr(nonspace_, line_.end - nonspace_);
  if (line.size() < 2) return 0;
  if (line[1] == '?') return 3;
  if (line[1] == '!') {
    if (line.substr(0, 4) == "<!--") return 2;
    if (line.size() > 2 && IsAsciiAlpha(line[2])) return 4;
    return line.substr(0, 9) == "<![CDATA[" ? 5 : 0;
  }
  const bool closing = line[1] == '/';
  const std::size_t begin = closing ? 2 : 1;
  std::size_t end = begin;
  char lower[16];
  while (end < line.size() && (IsAsciiAlnum(line[end])) && end - begin < sizeof lower) {
    lower[end - begin] = AsciiLower(line[end]);
    ++end;
  }
  if (end == begin || !IsAsciiAlpha(line[begin])) return 0;
  const std::string_view name(lower, end - begin);
  const char after = end < line.size() ? line[end] : '\n';
  if (IsAsciiSpace(after) || after == '>') {
    if (!closing && std::find(std::begin(kRawHtmlNames), std::end(kRawHtmlNames), name) !=
                        std::end(kRawHtmlNames)) {
      return 1;
    }
  }
  if (IsAsciiSpace(after) || after == '>' ||
      (after == '/' && end + 1 < line.size() && line[end + 1] == '>')) {
    if (std::binary_search(std::begin(kHtmlBlockNames), std::end(kHtmlBlockNames), name)) return 6;
  }
  if (interrupts_paragraph) return 0;
  const Offset tag_end = ScanHtmlTag(line, 0);
  if (tag_end == 0) return 0;
  return Trim(line.substr(tag_end)).empty() ? 7 : 0;
}

bool BlockParser::HtmlBlockEnds(int type, Range line) const {
  const std::string_view text = source_.Slice(line);
  switch (type) {
    case 1:
      for (std::size_t i = text.find("</"); i != text.npos; i = text.find("</", i + 2)) {
        for (const std::string_view name : kRawHtmlNames) {
          if (StartsWithIgnoreAsciiCase(text.substr(i + 2), name) &&
              text.substr(i + 2 + name.size(), 1) == ">") {
            return true;
          }
        }
      }
      return false;
    case 2:
      return text.find("-->") != text.npos;
    case 3:
      return text.find("?>") != text.npos;
    case 4:
      return text.find('>') != text.npos;
    case 5:
      return text.find("]]>") != text.npos;
    default:
      return false;
  }
}

bool BlockParser::TryHtml(BlockId& container) {
  const int type = HtmlBlockType(at(container).kind == Kind::kParagraph);
  if (type == 0) return false;
  CloseUnmatched(container);
  container = AddChild(container, Kind::kHtmlBlock, offset_);
  at(container).measure = static_cast<std::uint16_t>(type);
  return true;
}

bool BlockParser::TrySetext(BlockId& container) {
  const char c = Peek(nonspace_);
  Offset end = nonspace_;
  while (Peek(end) == c) ++end;
  Offset after = end;
  while (IsBlank(Peek(after))) ++after;
  if (after < line_.end) return false;
  // With nothing but definitions above it, the underline is the text of a new paragraph.
  if (!TakeDefinitions(container)) return true;
  Block& heading = at(container);
  heading.kind = Kind::kHeading;
  heading.flags |= kSetext;
  heading.small = c == '=' ? 1 : 2;
  const Offset text_end = out_.lines[heading.lines_end - 1].end;
  Offset content_end = text_end;
  while (content_end > heading.full.begin && IsBlank(text_[content_end - 1])) --content_end;
  heading.content = {heading.full.begin, content_end};
  HeadingInfo info;
  info.level = static_cast<std::uint8_t>(heading.small);
  info.underline = {nonspace_, end};
  heading.ext = static_cast<std::uint32_t>(out_.headings.size());
  out_.headings.push_back(info);
  heading.full.end = line_.end;
  SkipLine();
  return true;
}

bool BlockParser::TryBreak(BlockId& container) {
  const char c = Peek(nonspace_);
  int count = 0;
  for (Offset i = nonspace_; i < line_.end; ++i) {
    if (text_[i] == c) {
      ++count;
    } else if (!IsBlank(text_[i])) {
      return false;
    }
  }
  if (count < 3) return false;
  CloseUnmatched(container);
  container = AddChild(container, Kind::kThematicBreak, nonspace_);
  SkipLine();
  return true;
}

bool BlockParser::TryFootnote(BlockId& container) {
  if (Peek(nonspace_ + 1) != '^') return false;
  Offset end = nonspace_ + 2;
  while (end < line_.end && text_[end] != ']' && !IsAsciiSpace(text_[end]) && text_[end] != 0)
    ++end;
  if (end == nonspace_ + 2 || Peek(end) != ']' || Peek(end + 1) != ':') return false;
  const Offset begin = nonspace_;
  CloseUnmatched(container);
  container = AddChild(container, Kind::kFootnoteDefinition, begin);
  AdvanceTo(end + 2);
  FindNonspace();
  AdvanceToNonspace();
  BlockDefinition definition;
  definition.label = {begin + 2, end};
  Block& block = at(container);
  block.ext = static_cast<std::uint32_t>(out_.definitions.size());
  block.full.end = offset_ == line_.end ? offset_ : end + 2;
  block.content = {block.full.end, block.full.end};
  out_.definitions.push_back(std::move(definition));
  return true;
}

bool BlockParser::TryList(BlockId& container, std::uint32_t depth) {
  if (depth >= kDeepestList) return false;
  const std::optional<ListMarker> marker = MarkerHere(at(container).kind == Kind::kParagraph);
  if (!marker) return false;
  CloseUnmatched(container);
  const std::uint32_t column = nonspace_column_;
  const std::uint32_t indent = indent_;
  const std::uint32_t padding = SkipMarker(*marker);
  if (at(container).kind != Kind::kList || at(container).marker != marker->sign) {
    container = AddList(container, *marker);
  }
  ++out_.lists[at(container).ext].item_count;
  container = AddChild(container, Kind::kListItem, marker->range.begin);
  Block& item = at(container);
  item.marker = marker->sign;
  item.measure = static_cast<std::uint16_t>(std::min<std::uint32_t>(indent + padding, 0xFFFF));
  const Offset end = marker->range.end;
  item.full.end = end == line_.end || EndOfPrefix() == line_.end ? line_.end : end;
  item.content = {offset_, offset_};
  ListItemInfo info;
  info.marker = marker->range;
  info.ordinal = marker->start;
  info.content_column =
      static_cast<std::uint16_t>(std::min<std::uint32_t>(column + padding, 0xFFFF));
  if (const Range box = TaskBoxHere(); !box.empty()) {
    info.task = box;
    item.content = {box.end, box.end};
    while (offset_ < box.end) Advance(1, false);
    item.full.end = EndOfPrefix();
  }
  item.ext = static_cast<std::uint32_t>(out_.list_items.size());
  out_.list_items.push_back(info);
  return true;
}

std::optional<BlockParser::ListMarker> BlockParser::MarkerHere(bool interrupts_paragraph) const {
  ListMarker marker{.sign = Peek(nonspace_)};
  Offset end = nonspace_;
  if (IsAsciiDigit(marker.sign)) {
    while (IsAsciiDigit(Peek(end)) && end - nonspace_ < 9) {
      marker.start = marker.start * 10 + static_cast<std::uint32_t>(Peek(end) - '0');
      ++end;
    }
    marker.sign = Peek(end);
    if (marker.sign != '.' && marker.sign != ')') return std::nullopt;
    if (interrupts_paragraph && marker.start != 1) return std::nullopt;
  }
  ++end;
  if (!IsAsciiSpace(Peek(end))) return std::nullopt;
  if (interrupts_paragraph) {
    Offset text = end;
    while (IsBlank(Peek(text))) ++text;
    if (text >= line_.end) return std::nullopt;
  }
  marker.range = {nonspace_, end};
  return marker;
}

// Goes to the text of the item. Returns how many columns that is from the beginning of the marker.
std::uint32_t BlockParser::SkipMarker(const ListMarker& marker) {
  AdvanceTo(nonspace_);
  Advance(marker.range.size(), false);
  const Offset offset = offset_;
  const std::uint32_t column = column_;
  const bool partial = partial_tab_;
  while (column_ - column <= 5 && IsBlank(Peek(offset_))) Advance(1, true);
  const std::uint32_t spaces = column_ - column;
  if (spaces >= 1 && spaces < 5 && offset_ < line_.end) return marker.range.size() + spaces;
  // Indented code, or no text: one blank belongs to the marker.
  offset_ = offset;
  column_ = column;
  partial_tab_ = partial;
  if (spaces > 0) Advance(1, true);
  return marker.range.size() + 1;
}

BlockId BlockParser::AddList(BlockId parent, const ListMarker& marker) {
  const BlockId id = AddChild(parent, Kind::kList, marker.range.begin);
  Block& list = at(id);
  list.marker = marker.sign;
  list.small = static_cast<unsigned char>(marker.sign);
  list.full.end = marker.range.end;
  ListInfo info;
  info.ordered = marker.sign == '.' || marker.sign == ')';
  if (info.ordered) list.flags |= kOrdered;
  info.marker = marker.sign;
  info.start = marker.start;
  list.ext = static_cast<std::uint32_t>(out_.lists.size());
  out_.lists.push_back(info);
  return id;
}

// A task box stands at the start of the item's text, on the line of its marker.
Range BlockParser::TaskBoxHere() const {
  Offset box = offset_;
  while (IsBlank(Peek(box))) ++box;
  const bool found = Peek(box) == '[' &&
                     (Peek(box + 1) == ' ' || AsciiLower(Peek(box + 1)) == 'x') &&
                     Peek(box + 2) == ']' && box + 3 < line_.end && IsAsciiSpace(text_[box + 3]);
  return found ? Range{box, box + 3} : Range{};
}

void BlockParser::AddRow(BlockId table, Range line) {
  SplitRow(text_, line, cells_);
  const auto row_id = static_cast<BlockId>(out_.blocks.size());
  Block row;
  row.kind = Kind::kTableRow;
  row.full = row.content = line;
  row.line = line_number_;
  if (at(table).first_child == kNoBlock) row.flags |= kHeaderRow;
  row.lines_begin = row.lines_end = static_cast<std::uint32_t>(out_.lines.size());
  while (row.full.end > row.full.begin && IsBlank(text_[row.full.end - 1])) --row.full.end;
  row.content = row.full;
  out_.blocks.push_back(row);
  Append(table, row_id);
  const std::size_t columns = out_.tables[at(table).ext].columns;
  for (std::size_t i = 0; i < cells_.size() && i < columns; ++i) {
    const auto id = static_cast<BlockId>(out_.blocks.size());
    Block cell;
    cell.kind = Kind::kTableCell;
    cell.small = static_cast<std::uint16_t>(std::min<std::size_t>(i, 0xFFFF));
    cell.full = cells_[i].full;
    cell.content = cells_[i].content;
    cell.line = line_number_;
    cell.lines_begin = static_cast<std::uint32_t>(out_.lines.size());
    if (!cell.content.empty()) out_.lines.push_back(cell.content);
    cell.lines_end = static_cast<std::uint32_t>(out_.lines.size());
    out_.blocks.push_back(cell);
    Append(row_id, id);
  }
  at(table).full.end = std::max(at(table).full.end, at(row_id).full.end);
}

bool BlockParser::TryTable(BlockId& container) {
  if (at(container).kind == Kind::kTable) {
    AddRow(container, {nonspace_, line_.end});
    SkipLine();
    return true;
  }
  const char c = Peek(nonspace_);
  if (c != '|' && c != ':' && c != '-') return false;
  if (at(container).lines_begin == at(container).lines_end) return false;
  ScanDelimiterRow(text_.substr(nonspace_, line_.end - nonspace_), aligns_);
  if (aligns_.empty()) return false;
  const Range header = out_.lines.back();
  SplitRow(text_, header, cells_);
  if (cells_.size() != aligns_.size()) return false;
  if (at(container).lines_end - at(container).lines_begin == 1) {
    Remove(container);
    const BlockId parent = at(container).parent;
    open_.pop_back();
    tip_ = open_.back();
    container = parent;
  } else {
    // The lines before the header stay a paragraph.
    out_.lines.pop_back();
    Block& paragraph = at(container);
    paragraph.lines_end -= 1;
    paragraph.full.end = out_.lines.back().end;
    const BlockId parent = paragraph.parent;
    CloseUnmatched(parent);
    container = parent;
  }
  container = AddChild(container, Kind::kTable, header.begin);
  Block& table = at(container);
  table.line = line_number_ - 1;
  BlockTable info;
  info.delimiter_row = {nonspace_, line_.end};
  while (IsBlank(text_[info.delimiter_row.end - 1])) --info.delimiter_row.end;
  info.aligns_begin = static_cast<std::uint32_t>(out_.aligns.size());
  info.columns = static_cast<std::uint32_t>(aligns_.size());
  table.full.end = info.delimiter_row.end;
  table.ext = static_cast<std::uint32_t>(out_.tables.size());
  out_.tables.push_back(info);
  out_.aligns.insert(out_.aligns.end(), aligns_.begin(), aligns_.end());
  AddRow(container, header);
  SkipLine();
  return true;
}

BlockId BlockParser::OpenBlocks(BlockId container, bool all_matched) {
  bool maybe_lazy = at(tip_).kind == Kind::kParagraph;
  while (at(container).kind != Kind::kCode && at(container).kind != Kind::kHtmlBlock) {
    FindNonspace();
    const Kind kind = at(container).kind;
    const char c = Peek(nonspace_);
    if (indented()) {
      if (maybe_lazy || blank()) break;
      const Offset begin = partial_tab_ ? offset_ + 1 : offset_;
      Advance(kCodeIndent, true);
      CloseUnmatched(container);
      container = AddCode(container, begin);
      at(container).flags |= kIndentedCode;
      break;
    }
    if (blank()) break;
    bool opened = false;
    switch (c) {
      case '>':
        CloseUnmatched(container);
        container = AddChild(container, Kind::kBlockquote, nonspace_);
        at(container).ext = static_cast<std::uint32_t>(out_.blockquotes.size());
        out_.blockquotes.emplace_back();
        AdvanceTo(nonspace_);
        Advance(1, false);
        at(container).full.end = EndOfPrefix();
        at(container).content.begin = offset_;
        if (IsBlank(Peek(offset_))) Advance(1, true);
        opened = true;
        break;
      case '#':
        opened = TryHeading(container);
        break;
      case '`':
      case '~':
        opened = TryFence(container);
        break;
      case '<':
        opened = TryHtml(container);
        break;
      case '[':
        opened = TryFootnote(container);
        break;
      case '=':
        opened = kind == Kind::kParagraph && TrySetext(container);
        break;
      case '-':
        opened = kind == Kind::kParagraph && TrySetext(container);
        [[fallthrough]];
      case '*':
      case '_':
        if (!opened && !(kind == Kind::kParagraph && !all_matched)) opened = TryBreak(container);
        [[fallthrough]];
      case '+':
        if (!opened && c != '_') opened = TryList(container, list_depth_);
        break;
      default:
        if (IsAsciiDigit(c)) opened = TryList(container, list_depth_);
        break;
    }
    if (!opened && (kind == Kind::kParagraph || kind == Kind::kTable)) opened = TryTable(container);
    if (!opened) break;
    const Kind now = at(container).kind;
    if (now != Kind::kBlockquote && now != Kind::kListItem && now != Kind::kFootnoteDefinition)
      break;
    // After a task box comes text, whatever it looks like.
    if (now == Kind::kListItem && !out_.list_items[at(container).ext].task.empty()) break;
    maybe_lazy = false;  // a container that begins on this line continues no paragraph
  }
  return container;
}

void BlockParser::AddText(BlockId container, BlockId last_matched) {
  FindNonspace();
  const bool is_blank = blank();
  if (is_blank && at(container).last_child != kNoBlock) {
    at(at(container).last_child).last_line_blank = true;
  }
  Block& block = at(container);
  const bool fresh_item =
      block.kind == Kind::kListItem && block.first_child == kNoBlock && block.line == line_number_;
  block.last_line_blank = is_blank && block.kind != Kind::kBlockquote &&
                          block.kind != Kind::kHeading && block.kind != Kind::kThematicBreak &&
                          !(block.kind == Kind::kCode && !block.has(kIndentedCode)) && !fresh_item;
  for (BlockId up = block.parent; up != kNoBlock; up = at(up).parent) {
    at(up).last_line_blank = false;
  }
  if (tip_ != last_matched && container == last_matched && !is_blank &&
      at(tip_).kind == Kind::kParagraph) {
    AddLine(tip_, {nonspace_, line_.end});
    return;
  }
  CloseUnmatched(container);
  switch (at(container).kind) {
    case Kind::kCode:
      if (at(container).has(kIndentedCode)) {
        AddLine(container, {std::min(offset_, line_.end), line_.end});
      } else if (at(container).line != line_number_) {
        AddLine(container, {offset_, line_.end});
      }
      return;
    case Kind::kHtmlBlock: {
      const Range line{offset_, line_.end};
      AddLine(container, line);
      if (HtmlBlockEnds(at(container).measure, line)) CloseUnmatched(at(container).parent);
      return;
    }
    case Kind::kHeading:
    case Kind::kThematicBreak:
    case Kind::kTable:
      return;
    case Kind::kParagraph:
      if (!is_blank) AddLine(container, {nonspace_, line_.end});
      return;
    default:
      if (is_blank) return;
      AddLine(AddChild(container, Kind::kParagraph, nonspace_), {nonspace_, line_.end});
  }
}

void BlockParser::ProcessLine() {
  bool all_matched = true;
  const BlockId last_matched = MatchContainers(&all_matched);
  if (last_matched == kNoBlock) return;
  const BlockId container = OpenBlocks(last_matched, all_matched);
  AddText(container, last_matched);
}

Blocks BlockParser::Parse() {
  out_.blocks.reserve(range_.size() / 48 + 16);
  out_.lines.reserve(source_.line_count());
  out_.blocks.emplace_back();
  at(0).full = at(0).content = range_;
  open_.push_back(0);
  const std::uint32_t first = source_.LineAt(range_.begin);
  bool after_empty = false;
  for (line_number_ = first; line_number_ < source_.line_count(); ++line_number_) {
    Range line = source_.Line(line_number_);
    if (line.begin == source_.size()) break;  // what follows the last line end is no line
    line.begin = std::max(line.begin, range_.begin);
    // After one empty line another changes nothing, but in a block that keeps its lines.
    const bool repeats = line.empty() && after_empty;
    after_empty = line.empty();
    const NodeKind tip = at(tip_).kind;
    if (repeats && tip != Kind::kCode && tip != Kind::kHtmlBlock) continue;
    BeginLine(line);
    ProcessLine();
  }
  CloseUnmatched(0);
  return std::move(out_);
}

}  // namespace

Blocks ParseBlocks(const Source& source, Range range) { return BlockParser(source, range).Parse(); }

}  // namespace awl
