#include "engine/structure_check.h"

// Inline: a shared library more would be one more thing to install.
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/char_set.h"
#include "base/strings.h"
#include "facts/verbatim.h"
#include "text/excerpt.h"

namespace awl {
namespace {

// What tokens say, so that two of different meaning never compare equal.
enum class Say : std::uint8_t {
  kBlock,
  kOpen,  // of a block
  kTraits,
  kMark,  // that begins a stretch of a line
  kClose,
  kText,
  kWord,
  kSpace,
  kCodeLine,
  kUrl,
  kTitle,
  kTag,
  kAttribute,
};

// One thing that a reader may notice.
struct Token {
  std::uint64_t value = 0;  // a fingerprint of what it says
  Range range = {};         // what an edit must touch to change it
  Say say = Say::kWord;
  Effect effect = Effect::kText;  // the least that a fix must declare to change it
};

std::uint64_t Fingerprint(std::string_view text, std::uint64_t seed = 0) {
  return XXH3_64bits_withSeed(text.data(), text.size(), seed);
}

std::uint64_t Mix(std::uint64_t a, std::uint64_t b) {
  return XXH3_64bits_withSeed(&a, sizeof a, b);
}

bool IsEmphasis(NodeKind kind) {
  return kind == NodeKind::kEmphasis || kind == NodeKind::kStrong || kind == NodeKind::kDelete;
}

bool IsDelimiter(char c) { return c == '*' || c == '_' || c == '~'; }

bool IsAsciiPunctuation(char c) { return c > ' ' && c < 0x7F && !IsAsciiAlnum(c); }

// The stretches that edits of at least some effect touched, in one of the two texts.
class Touched {
 public:
  void Add(Range range) {
    if (!ranges_.empty() && range.begin <= ranges_.back().end) {
      ranges_.back().end = std::max(ranges_.back().end, range.end);
    } else {
      ranges_.push_back(range);
    }
  }
  bool empty() const { return ranges_.empty(); }
  bool Touches(Range range) const {
    const auto next =
        std::lower_bound(ranges_.begin(), ranges_.end(), range.begin,
                         [](Range touched, Offset begin) { return touched.end < begin; });
    return next != ranges_.end() && next->begin <= range.end;
  }
  const std::vector<Range>& ranges() const { return ranges_; }

 private:
  std::vector<Range> ranges_;  // in order and apart
};

constexpr int kEffects = 4;

// Blocks are made of lines, so an edit that makes or ends one works on its whole line and up to the
// next ones that are not blank.
Range Widened(const Source& source, Range range) {
  range.begin = source.LineBegin(source.LineAt(range.begin));
  range.end = source.LineWithEol(source.LineAt(range.end)).end;
  while (range.begin > 0 && IsAsciiSpace(source[range.begin - 1])) --range.begin;
  while (range.end < source.size() && IsAsciiSpace(source[range.end])) ++range.end;
  return range;
}

// Edits from the first one to the last one, with a structural one among them.
struct EditSpan {
  std::size_t first = 0;
  std::size_t last = 0;
};

// The structural edits, each with the edits in its lines in either text: one of these may join two
// lines, so that the line is another one in the other text.
std::vector<EditSpan> StructuralSpans(const Source& before, const Source& after,
                                      std::span<const DeclaredEdit> edits) {
  std::vector<EditSpan> spans;
  for (std::size_t i = 0; i < edits.size(); ++i) {
    if (edits[i].moves || edits[i].effect != Effect::kStructure) continue;
    if (!spans.empty() && i <= spans.back().last) continue;
    EditSpan span = {i, i};
    std::size_t count = 0;
    while (count != span.last - span.first + 1) {
      count = span.last - span.first + 1;
      const auto grow = [&](const Source& source, Range DeclaredEdit::*side) {
        const Range range =
            Widened(source, {(edits[span.first].*side).begin, (edits[span.last].*side).end});
        while (span.first > 0 && (edits[span.first - 1].*side).end > range.begin &&
               !edits[span.first - 1].moves)
          --span.first;
        while (span.last + 1 < edits.size() && (edits[span.last + 1].*side).begin < range.end &&
               !edits[span.last + 1].moves)
          ++span.last;
      };
      grow(before, &DeclaredEdit::before);
      grow(after, &DeclaredEdit::after);
    }
    if (!spans.empty() && span.first <= spans.back().last) {
      spans.back().last = std::max(spans.back().last, span.last);
    } else {
      spans.push_back(span);
    }
  }
  return spans;
}

// What edits did to one of the two texts, by what they declared.
class Declared {
 public:
  Declared(const Document& doc, std::span<const DeclaredEdit> edits,
           std::span<const EditSpan> structural, Range DeclaredEdit::*side) {
    const Source& source = doc.source();
    for (const EditSpan& span : structural) {
      around_.Add(Widened(source, {(edits[span.first].*side).begin, (edits[span.last].*side).end}));
    }
    for (const DeclaredEdit& edit : edits) {
      const Range range = edit.*side;
      if (edit.moves) {
        moved_.Add(range);
        continue;
      }
      for (int effect = 0; effect <= static_cast<int>(edit.effect); ++effect) {
        by_effect_[effect].Add(range);
      }
      if (edit.restores) restored_.Add(range);
    }
    for (const Touched* touched : {&by_effect_[0], &around_, &moved_}) {
      all_.insert(all_.end(), touched->ranges().begin(), touched->ranges().end());
    }
    std::sort(all_.begin(), all_.end(), [](Range a, Range b) { return a.begin < b.begin; });
    if (around_.empty()) return;
    // With another marker, or without an item, a list may be joined to the one before or after it.
    // (By whole lines: of an item that is gone the other text shows only where it was.)
    std::vector<bool> marked(doc.nodes().size());
    for (const Node& item : doc.All(NodeKind::kListItem)) {
      if (around_.Touches(doc.list_item(item).marker)) marked[item.parent] = true;
    }
    // Lists of one kind that follow each other are one run in both texts, however they are divided.
    std::vector<NodeId> run(doc.nodes().size(), kNoNode);
    lists_.resize(doc.nodes().size());
    for (const NodeId id : doc.Ids(NodeKind::kList)) {
      if (run[id] == kNoNode) run[id] = id;
      if (marked[id]) lists_[run[id]] = true;
      const NodeId next = doc[id].next_sibling;
      if (next == kNoNode || doc[next].kind != NodeKind::kList) continue;
      if (doc.list(doc[id]).ordered == doc.list(doc[next]).ordered) run[next] = run[id];
    }
    for (const NodeId id : doc.Ids(NodeKind::kList)) lists_[id] = lists_[run[id]];
  }

  // True if no edit touches `range`. Takes constant time as long as the ranges asked for come in
  // order: nearly all tokens are far from every edit, and there are as many as words.
  bool LeavesAlone(Range range) {
    if (range.begin >= free_.begin && range.end < free_.end) return true;
    if (range.begin < free_.begin) free_ = {}, next_ = 0;
    // What the ranges before `next_` touch ends before free_.begin.
    while (next_ < all_.size() && all_[next_].end < range.begin) {
      free_.begin = std::max(free_.begin, all_[next_].end + 1);
      ++next_;
    }
    free_.end = next_ < all_.size() ? all_[next_].begin : ~Offset{0};
    return range.begin >= free_.begin && range.end < free_.end;
  }
  bool ExplainsList(NodeId list) const { return !lists_.empty() && lists_[list]; }
  bool Moves(const Token& token) const { return moved_.Touches(token.range); }
  bool Restores(Range leaf) const { return restored_.Touches(leaf); }
  bool Explains(const Token& token) const {
    if (by_effect_[static_cast<int>(token.effect)].Touches(token.range)) return true;
    if (token.effect != Effect::kStructure) return false;
    // A block ends where the edit's lines begin; what ends the line before them is not in them, and
    // after another edit there it does not touch them.
    Range range = token.range;
    if (token.say == Say::kOpen || token.say == Say::kTraits) return around_.Touches(range);
    // A bare URL is closed by nothing, which is at its last byte.
    if (range.empty() && token.say == Say::kClose && range.begin > 0) --range.begin;
    if (!range.empty()) --range.end;
    return around_.Touches(range);
  }

 private:
  Touched by_effect_[kEffects];
  Touched around_;
  Touched moved_;
  Touched restored_;
  std::vector<Range> all_;  // what any of the above touches, sorted by beginning
  std::size_t next_ = 0;
  Range free_ = {};          // no edit touches what begins here or later and ends before its end
  std::vector<bool> lists_;  // by node; empty: none
};

// How finely is told what no edit is near: by blocks, each with all that is in it, or by words.
// Blocks that are the same as wholes have the same words, and nearly all are.
enum class Grain : std::uint8_t { kBlocks, kWords };

// Turns a document into the tokens that `declared` does not explain.
//
// Where a block ends is not told; instead each block says which blocks it stands in, those left out
// that an edit explains. So an edit that wraps blocks need not touch their ends.
class Tokens {
 public:
  Tokens(const Document& document, Declared& declared, Grain grain)
      : doc_(document), declared_(declared), grain_(grain) {
    tokens_.reserve(2 * doc_.nodes().size());
    for (NodeId id = 0; id < doc_.nodes().size();) {
      CloseUpTo(doc_[id].parent);
      id = Open(id);
    }
    CloseUpTo(kNoNode);
  }

  std::vector<Token> Take() { return std::move(tokens_); }
  // A fingerprint of the tokens that moved, the same in whatever order.
  std::uint64_t moved() const { return moved_; }

 private:
  // True if the token is told or moved, false if an edit explains it.
  bool Add(Say say, Effect effect, std::uint64_t value, Range range) {
    const Token token{.value = value, .range = range, .say = say, .effect = effect};
    if (declared_.LeavesAlone(range)) {
      tokens_.push_back(token);
      return true;
    }
    if (declared_.Explains(token)) return false;
    if (declared_.Moves(token)) {
      moved_ += Mix(value, static_cast<std::uint64_t>(say));
    } else {
      tokens_.push_back(token);
    }
    return true;
  }

  // A block begins: `range` is what makes it begin.
  void AddBlock(const Node& node, Range range) {
    // A cell is told only when something follows it in its row: missing and empty ones at the
    // end look the same.
    if (node.kind == NodeKind::kTableCell) {
      waiting_cells_.push_back(range);
      return;
    }
    waiting_cells_.clear();
    const std::uint64_t chain = Mix(Chain(), static_cast<std::uint64_t>(node.kind) + 1);
    if (Add(Say::kOpen, Effect::kStructure, chain, range)) chain_ = chain;
  }

  // Of the blocks around; after AddBlock that block included.
  std::uint64_t Chain() const { return chain_; }

  void AddMark(const Node& node, Say say, Range range) {
    FlushSpace();
    Add(say, Effect::kStructure, static_cast<std::uint64_t>(node.kind), range);
  }

  void FlushCells() {
    for (const Range cell : waiting_cells_) {
      Add(Say::kOpen, Effect::kStructure, Mix(Chain(), 0), cell);
    }
    if (!waiting_cells_.empty()) block_has_text_ = false;
    waiting_cells_.clear();
  }

  // White space counts only between two things of one block.
  void FlushSpace() {
    FlushCells();
    if (!pending_spaces_.empty() && block_has_text_) AddSpace();
    pending_spaces_.clear();
    block_has_text_ = true;
  }

  // "[a ](u) b" shows one space, which is there as long as one of its pieces is: what an edit does
  // to the others is not seen.
  void AddSpace() {
    if (in_pre_) {
      for (const Range piece : pending_spaces_) {
        Add(Say::kSpace, Effect::kText, Fingerprint(doc_.Slice(piece)), piece);
      }
      return;
    }
    auto seen = pending_spaces_.begin();
    if (pending_spaces_.size() > 1) {
      seen = std::find_if(seen, pending_spaces_.end(), [this](Range piece) {
        return !declared_.Explains({.range = piece, .effect = Effect::kText});
      });
      if (seen == pending_spaces_.end()) return;
    }
    Add(Say::kSpace, Effect::kText, 0, *seen);
  }

  void CloseUpTo(NodeId parent) {
    while (!open_.empty() && open_.back().id != parent) {
      const Node& node = doc_[open_.back().id];
      chain_ = open_.back().chain;
      open_.pop_back();
      if (IsEmphasis(node.kind) && marks_are_text_) {
        AddDelimiters({node.content.end, node.full.end});
      } else if (!IsBlock(node.kind)) {
        // White space before the closing mark is within it.
        Add(Say::kClose, Effect::kStructure, static_cast<std::uint64_t>(node.kind),
            {node.content.end, node.full.end});
      }
    }
  }

  void BeginLeaf(const Node& node) {
    lines_ = doc_.Lines(node);
    line_ = 0;
    in_pre_ = false;
    pending_spaces_.clear();
    block_has_text_ = false;
    marks_are_text_ = declared_.Restores(node.full);
  }

  // True for blocks that look the same wherever they stand.
  bool IsTellable(NodeId id) const {
    switch (doc_[id].kind) {
      case NodeKind::kHeading:
      case NodeKind::kParagraph:
      case NodeKind::kListItem:
      case NodeKind::kBlockquote:
      case NodeKind::kTable:
        return true;
      case NodeKind::kList:
        return !declared_.ExplainsList(id);
      default:
        return false;
    }
  }

  // The bytes of a block, and what the parser made of them. Returns the next node.
  NodeId AddWholeBlock(NodeId block) {
    const Node& node = doc_[block];
    const NodeId end = doc_.SubtreeEnd(node);
    shape_.resize(end - block);
    for (NodeId id = block; id < end; ++id) {
      const Node& part = doc_[id];
      shape_[id - block] = {
          static_cast<std::uint32_t>(part.kind) << 24 | part.flags << 16 | part.small,
          id == block ? 0 : part.parent - block,
          part.full.begin - node.full.begin,
          part.full.end - node.full.begin,
          part.content.begin - node.full.begin,
          part.content.end - node.full.begin};
    }
    const std::uint64_t shape =
        XXH3_64bits_withSeed(shape_.data(), shape_.size() * sizeof shape_[0], Chain());
    waiting_cells_.clear();
    Add(Say::kBlock, Effect::kStructure, Fingerprint(doc_.Slice(node.full), shape), node.full);
    return end;
  }

  // What is to be said of the node and, if it is a leaf, of its content. Returns the next node.
  NodeId Open(NodeId id) {
    const Node& node = doc_[id];
    if (grain_ == Grain::kBlocks && IsTellable(id) && declared_.LeavesAlone(node.full)) {
      return AddWholeBlock(id);
    }
    const std::uint64_t chain = chain_;
    const bool enter = IsBlock(node.kind) ? OpenBlock(id) : OpenInline(node);
    if (!enter) {
      chain_ = chain;
      return doc_.SubtreeEnd(node);
    }
    open_.push_back({id, chain});
    return id + 1;
  }

  // True if what is in it is still to be said.
  bool OpenBlock(NodeId id) {
    const Node& node = doc_[id];
    switch (node.kind) {
      case NodeKind::kRoot:
        return true;
      case NodeKind::kCode:
        AddCode(node);
        return false;
      case NodeKind::kThematicBreak:
        AddBlock(node, node.full);
        return false;
      case NodeKind::kList:
        if (declared_.ExplainsList(id)) return true;
        AddBlock(node, node.full);
        break;
      default:
        AddBlock(node, {node.full.begin, node.full.begin});
        break;
    }
    AddTraits(node);
    switch (node.kind) {
      case NodeKind::kHeading:
      case NodeKind::kParagraph:
      case NodeKind::kTableCell:
        BeginLeaf(node);
        break;
      case NodeKind::kHtmlBlock:
        BeginLeaf(node);
        AddHtml(node);
        break;
      default:
        break;
    }
    return true;
  }

  // What a block is beside its kind and what it holds.
  void AddTraits(const Node& node) {
    const auto add = [this](std::uint64_t traits, Range range) {
      Add(Say::kTraits, Effect::kStructure, traits, range);
    };
    switch (node.kind) {
      case NodeKind::kYaml:
        AddLines(node.content);
        break;
      case NodeKind::kHeading: {
        // Of an underline its beginning: the end touches what stands below, the hashes do not.
        const HeadingInfo& info = doc_.heading(node);
        add(info.level,
            info.open.empty() ? Range{node.full.begin, info.underline.begin} : info.open);
        break;
      }
      case NodeKind::kList: {
        const ListInfo& info = doc_.list(node);
        const std::uint64_t number = info.ordered ? info.start + 1ull : 0;
        add(Mix(number, info.tight ? 1 : 2), node.full);
        break;
      }
      case NodeKind::kListItem: {
        const Range task = doc_.list_item(node).task;
        if (task.empty()) break;
        const bool done = doc_.Slice(task).find_first_of("xX") != std::string_view::npos;
        add(done ? 1 : 2, task);
        break;
      }
      case NodeKind::kBlockquote: {
        const Range alert = doc_.blockquote(node).alert;
        if (!alert.empty()) add(Fingerprint(AsciiLower(doc_.Slice(alert))), alert);
        break;
      }
      case NodeKind::kTable: {
        std::uint64_t aligns = 0;
        for (const Align align : doc_.table(node).aligns) {
          aligns = Mix(aligns, static_cast<std::uint64_t>(align));
        }
        add(aligns, doc_.table(node).delimiter_row);
        break;
      }
      case NodeKind::kDefinition: {
        const DefinitionInfo& info = doc_.definition(node);
        add(Fingerprint(info.key), info.label);
        AddTarget(info.url, info.destination_raw, info.title, info.title_raw);
        break;
      }
      case NodeKind::kFootnoteDefinition:
        add(Fingerprint(doc_.definition(node).key), doc_.definition(node).label);
        break;
      default:
        break;
    }
  }

  // True if what is in it is still to be said.
  bool OpenInline(const Node& node) {
    const Range opening = {node.full.begin, node.content.begin};
    const Range closing = {node.content.end, node.full.end};
    switch (node.kind) {
      case NodeKind::kText:
        AddText(node.full, true);
        return false;
      case NodeKind::kLink:
      case NodeKind::kLinkReference:
        AddMark(node, Say::kMark, opening);
        AddLinkTarget(node, doc_.link(node));
        return true;
      case NodeKind::kImage:
      case NodeKind::kImageReference:
        AddMark(node, Say::kMark, opening);
        AddLinkTarget(node, doc_.link(node));
        AddAlternative(node);
        AddMark(node, Say::kClose, closing);
        return false;
      case NodeKind::kInlineCode:
        AddMark(node, Say::kMark, opening);
        AddText(node.content, false);
        AddMark(node, Say::kClose, closing);
        return false;
      case NodeKind::kHtmlInline:
        AddHtml(node);
        return false;
      case NodeKind::kFootnoteReference:
        FlushSpace();
        Add(Say::kMark, Effect::kStructure, Fingerprint(doc_.footnote_reference(node).key),
            node.full);
        return false;
      case NodeKind::kBreak:
        pending_spaces_.clear();
        FlushSpace();
        Add(Say::kMark, Effect::kStructure, static_cast<std::uint64_t>(node.kind), node.full);
        // What follows begins a line; white space there is not seen.
        block_has_text_ = false;
        return false;
      default:  // emphasis of all kinds
        if (marks_are_text_) {
          FlushSpace();
          AddDelimiters(opening);
        } else {
          AddMark(node, Say::kMark, opening);
        }
        return true;
    }
  }

  // Titles and values of attributes may go over several lines, whose indentation nobody sees.
  static std::string OnOneLine(std::string_view text) {
    std::string out;
    for (const char c : text) {
      if (!IsAsciiSpace(c)) {
        out += c;
      } else if (out.empty() || out.back() != ' ') {
        out += ' ';
      }
    }
    return out;
  }

  void AddTarget(std::string_view url, Range url_range, Range title, Range title_range) {
    Add(Say::kUrl, Effect::kDestination, Fingerprint(url), url_range);
    if (!title_range.empty()) {
      Add(Say::kTitle, Effect::kText, Unescaped(OnOneLine(doc_.Slice(title))), title_range);
    }
  }

  // What a reference leads to is said by its definition.
  void AddLinkTarget(const Node& node, const LinkInfo& info) {
    const bool is_reference =
        node.kind == NodeKind::kLinkReference || node.kind == NodeKind::kImageReference;
    if (!is_reference) {
      AddTarget(info.url, info.destination_raw, info.title, info.title_raw);
      return;
    }
    const std::uint64_t key =
        info.definition == kNoNode ? 0 : Fingerprint(doc_.definition(doc_[info.definition]).key);
    Add(Say::kUrl, Effect::kDestination, key, node.full);
  }

  // What an image is said to show. Where it holds a link or another image, a backslash decides
  // which brackets are seen.
  void AddAlternative(const Node& image) {
    const std::string_view text = doc_.Slice(image.content);
    const bool nested = text.find('[') != std::string_view::npos;
    Add(Say::kTitle, Effect::kText, nested ? Fingerprint(text) : Unescaped(text), image.content);
  }

  // How they end is not said.
  void AddLines(Range text) {
    const Source& source = doc_.source();
    const std::uint32_t last = source.LineAt(text.end);
    for (std::uint32_t i = source.LineAt(text.begin); i <= last; ++i) {
      const Range line = {std::max(source.Line(i).begin, text.begin),
                          std::min(source.Line(i).end, text.end)};
      if (line.begin > line.end) continue;
      Add(Say::kCodeLine, Effect::kText, Fingerprint(doc_.Slice(line)), line);
    }
  }

  void AddCode(const Node& node) {
    const CodeInfo& info = doc_.code(node);
    AddBlock(node, {node.full.begin, node.full.begin});
    if (!info.info.empty()) {
      Add(Say::kTitle, Effect::kText, Unescaped(doc_.Slice(info.info)), info.info);
    }
    for (const Range line : doc_.Lines(node)) {
      Add(Say::kCodeLine, Effect::kText, Fingerprint(doc_.Slice(line)), line);
    }
  }

  // Comments are not seen; tags are compared by name and attributes, what is between as text.
  void AddHtml(const Node& node) {
    const NodeId id = doc_.IdOf(node);
    Offset at = node.full.begin;
    while (at < node.full.end) {
      while (tag_ < doc_.html_tags().size() && doc_.html_tags()[tag_].full.begin < at) ++tag_;
      while (comment_ < doc_.html_comments().size() &&
             doc_.html_comments()[comment_].full.begin < at) {
        ++comment_;
      }
      const HtmlTag* tag = tag_ < doc_.html_tags().size() && doc_.html_tags()[tag_].node == id
                               ? &doc_.html_tags()[tag_]
                               : nullptr;
      const HtmlComment* comment =
          comment_ < doc_.html_comments().size() && doc_.html_comments()[comment_].node == id
              ? &doc_.html_comments()[comment_]
              : nullptr;
      if (tag != nullptr && comment != nullptr) {
        if (tag->full.begin < comment->full.begin) {
          comment = nullptr;
        } else {
          tag = nullptr;
        }
      }
      const Range next = tag != nullptr       ? tag->full
                         : comment != nullptr ? comment->full
                                              : Range{node.full.end, node.full.end};
      if (next.begin > at) AddText({at, next.begin}, false);
      if (tag != nullptr) AddTag(*tag);
      // A comment without an end takes all that follows with it.
      if (comment != nullptr && !doc_.Slice(next).ends_with("-->")) {
        Add(Say::kTag, Effect::kStructure, 0, next);
      }
      at = std::max(next.end, at + 1);
    }
  }

  void AddTag(const HtmlTag& tag) {
    FlushSpace();
    if (IsPre(doc_, tag)) in_pre_ = !tag.closing;
    Add(Say::kTag, Effect::kStructure,
        Fingerprint(AsciiLower(doc_.Slice(tag.name)), tag.closing ? 1 : 0), tag.name);
    for (const HtmlAttribute& attribute : tag.attributes) {
      const std::string name = AsciiLower(doc_.Slice(attribute.name));
      const bool points =
          name == "href" || name == "src" || name == "srcset" || name == "id" || name == "name";
      const bool says = name == "alt" || name == "title";
      Add(Say::kAttribute,
          points ? Effect::kDestination
          : says ? Effect::kText
                 : Effect::kStructure,
          Fingerprint(OnOneLine(doc_.Slice(attribute.value)), Fingerprint(name)), attribute.full);
    }
  }

  // A text that no edit is near.
  void AddWhole(Range range) {
    const Source& source = doc_.source();
    Range text = range;
    while (!text.empty() && IsAsciiSpace(source[text.begin])) ++text.begin;
    while (!text.empty() && IsAsciiSpace(source[text.end - 1])) --text.end;
    if (text.begin > range.begin) JoinSpace({range.begin, text.begin});
    if (text.empty()) return;
    FlushSpace();
    Add(Say::kText, Effect::kText, Fingerprint(source.Slice(text)), text);
    if (text.end < range.end) JoinSpace({text.end, range.end});
  }

  // The words of `range`, without the container's prefixes between its lines.
  void AddText(Range range, bool escapes) {
    if (grain_ == Grain::kBlocks && declared_.LeavesAlone(range)) return AddWhole(range);
    if (lines_.empty()) {
      AddWords(range, escapes);
      return;
    }
    while (line_ > 0 && lines_[line_].begin > range.begin) --line_;
    while (line_ + 1 < lines_.size() && lines_[line_].end <= range.begin &&
           lines_[line_ + 1].begin <= range.begin) {
      ++line_;
    }
    Offset at = range.begin;
    while (at < range.end) {
      const Offset end = std::clamp(lines_[line_].end, at, range.end);
      AddWords({at, end}, escapes);
      if (end >= range.end) break;
      if (line_ + 1 == lines_.size()) {
        AddWords({end, range.end}, escapes);
        break;
      }
      ++line_;
      const Offset next = std::clamp(lines_[line_].begin, end, range.end);
      JoinSpace({end, EndOfLine(end, next)});
      at = next;
    }
  }

  // Where the line ends at or after `at`. What is between it and the next line's text is not seen,
  // and is part of no node where a link begins that line.
  Offset EndOfLine(Offset at, Offset most) const {
    const Source& source = doc_.source();
    while (at < most && !IsEol(source[at])) ++at;
    while (at < most && IsEol(source[at])) ++at;
    return at;
  }

  void JoinSpace(Range space) {
    if (space.empty()) return;
    if (!pending_spaces_.empty() && pending_spaces_.back().end == space.begin) {
      pending_spaces_.back().end = space.end;
    } else {
      pending_spaces_.push_back(space);
    }
  }

  void AddWords(Range range, bool escapes) {
    static constexpr CharSet kSpace(" \t\n\r\f\v");
    const Source& source = doc_.source();
    const std::string_view text = source.text().substr(0, range.end);
    Offset at = range.begin;
    while (at < range.end) {
      Offset end = at;
      while (end < range.end && kSpace.Has(source[end])) ++end;
      if (end > at) {
        JoinSpace({at, end});
        at = end;
        continue;
      }
      end = static_cast<Offset>(std::min<std::size_t>(kSpace.Find(text, end), range.end));
      FlushSpace();
      if (escapes && marks_are_text_) {
        AddPieces({at, end});
      } else {
        AddWord({at, end}, escapes);
      }
      at = end;
    }
  }

  void AddWord(Range range, bool escapes) {
    const std::string_view word = doc_.Slice(range);
    Add(Say::kWord, Effect::kText, escapes ? Unescaped(word) : Fingerprint(word), range);
  }

  // A word, with each character that may be a mark of emphasis for itself.
  void AddPieces(Range word) {
    const Source& source = doc_.source();
    Offset begin = word.begin;
    for (Offset at = word.begin; at < word.end; ++at) {
      if (source[at] == '\\' && at + 1 < word.end) {
        ++at;
      } else if (IsDelimiter(source[at])) {
        if (at > begin) AddWord({begin, at}, true);
        AddDelimiters({at, at + 1});
        begin = at + 1;
      }
    }
    if (begin < word.end) AddWord({begin, word.end}, true);
  }

  void AddDelimiters(Range range) {
    for (Offset at = range.begin; at < range.end; ++at) AddWord({at, at + 1}, false);
  }

  // A fingerprint of what backslashes protect. Character references stay as they are: to write one
  // instead of its character is a change of the text.
  static std::uint64_t Unescaped(std::string_view text) {
    if (text.find('\\') == std::string_view::npos) return Fingerprint(text);
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\\' && i + 1 < text.size() && IsAsciiPunctuation(text[i + 1])) ++i;
      plain += text[i];
    }
    return Fingerprint(plain);
  }

  const Document& doc_;
  Declared& declared_;
  const Grain grain_;
  std::vector<Token> tokens_;
  std::uint64_t moved_ = 0;
  struct OpenNode {
    NodeId id;
    std::uint64_t chain;  // of the blocks around it
  };
  std::vector<OpenNode> open_;
  std::uint64_t chain_ = 0;
  std::vector<Range> waiting_cells_;
  std::span<const Range> lines_;  // of the leaf block
  std::size_t line_ = 0;
  std::vector<std::array<std::uint32_t, 6>> shape_;  // of the block at hand, by node
  std::size_t tag_ = 0;
  std::size_t comment_ = 0;
  std::vector<Range> pending_spaces_;  // before what comes next, with marks and comments between
  bool in_pre_ = false;                // of HTML: white space is seen
  bool block_has_text_ = false;
  bool marks_are_text_ = false;  // in the leaf block: see DeclaredEdit::restores
};

std::string Describe(const Document& doc, const Token& token) {
  const auto quoted = [&] {
    const std::string_view text = doc.Slice(token.range);
    constexpr std::size_t kMost = 60;
    std::size_t shown = std::min(text.size(), kMost);
    while (shown > 0 && shown < text.size() &&
           (static_cast<unsigned char>(text[shown]) & 0xC0) == 0x80)
      --shown;
    return Cat("'", Printable(text.substr(0, shown)), shown < text.size() ? "'…" : "'");
  };
  switch (token.say) {
    case Say::kBlock:
    case Say::kOpen:
    case Say::kTraits:
    case Say::kMark:
    case Say::kClose:
    case Say::kTag:
    case Say::kAttribute:
      return "the structure";
    case Say::kSpace:
      return "a space";
    case Say::kUrl:
      return Cat("the destination ", quoted());
    case Say::kTitle:
      return Cat("the title ", quoted());
    case Say::kCodeLine:
      return Cat("the code ", quoted());
    case Say::kText:
      return Cat("the text ", quoted());
    case Say::kWord:
      return Cat("the word ", quoted());
  }
  return {};
}

}  // namespace

namespace {

// A reference says only its label, so that an edit of a definition need not touch all references.
// What the label leads to must be the same all the same, where another definition of it takes over;
// and a definition stays where a leaf whose inlines are not known may refer to it.
std::optional<UndeclaredChange> FindLostDefinition(const Document& before, const Document& after,
                                                   const Declared& new_edits) {
  std::unordered_map<std::string_view, const DefinitionInfo*> now;
  for (const NodeKind kind : {NodeKind::kDefinition, NodeKind::kFootnoteDefinition}) {
    now.clear();
    for (const Node& node : after.All(kind)) {
      now.emplace(after.definition(node).key, &after.definition(node));
    }
    for (const Node& node : before.All(kind)) {
      const DefinitionInfo& old = before.definition(node);
      if (old.uses == 0 || old.duplicate_of != kNoNode) continue;
      const auto found = now.find(old.key);
      if (found == now.end()) {
        if (old.maybe_uses == 0) continue;  // what referred to it says so
        return UndeclaredChange{node.full, "a definition that may be in use would be gone"};
      }
      const DefinitionInfo& info = *found->second;
      if (info.uses == 0 || info.url == old.url) continue;
      const Token destination{.range = info.destination_raw, .effect = Effect::kDestination};
      if (new_edits.Explains(destination)) continue;
      return UndeclaredChange{
          node.full, Cat("what '", Printable(before.Slice(old.label)), "' leads to would change")};
    }
  }
  return std::nullopt;
}

std::optional<UndeclaredChange> Compare(const Document& before, const Document& after,
                                        std::span<const DeclaredEdit> edits, Grain grain) {
  const std::vector<EditSpan> structural = StructuralSpans(before.source(), after.source(), edits);
  Declared old_edits(before, edits, structural, &DeclaredEdit::before);
  Declared new_edits(after, edits, structural, &DeclaredEdit::after);
  Tokens old_document(before, old_edits, grain);
  Tokens new_document(after, new_edits, grain);
  const std::vector<Token> old_tokens = old_document.Take();
  const std::vector<Token> new_tokens = new_document.Take();
  auto old_token = old_tokens.begin();
  auto new_token = new_tokens.begin();
  for (; old_token != old_tokens.end() && new_token != new_tokens.end(); ++old_token, ++new_token) {
    if (old_token->say != new_token->say || old_token->value != new_token->value ||
        old_token->effect != new_token->effect) {
      break;
    }
  }
  if (old_token != old_tokens.end()) {
    return UndeclaredChange{old_token->range, Cat(Describe(before, *old_token), " would change")};
  }
  if (new_token != new_tokens.end()) {
    const Offset end = before.source().size();
    return UndeclaredChange{{end, end}, Cat(Describe(after, *new_token), " would be new")};
  }
  if (old_document.moved() != new_document.moved()) {
    const auto mover = std::find_if(edits.begin(), edits.end(),
                                    [](const DeclaredEdit& edit) { return edit.moves; });
    return UndeclaredChange{mover->before, "what moves would change"};
  }
  return FindLostDefinition(before, after, new_edits);
}

}  // namespace

std::optional<UndeclaredChange> FindUndeclaredChange(const Document& before, const Document& after,
                                                     std::span<const DeclaredEdit> edits) {
  // What differs as a whole may still be the same word by word.
  if (!Compare(before, after, edits, Grain::kBlocks)) return std::nullopt;
  return Compare(before, after, edits, Grain::kWords);
}

}  // namespace awl
