#include "parse/inline_mapper.h"

#include <algorithm>
#include <utility>

#include "base/find_any_of.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "parse/autolinks.h"
#include "parse/html_scanner.h"
#include "parse/link_grammar.h"
#include "parse/md4c_events.h"
#include "text/character_reference.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr int kMostRounds = 6;

Offset DelimiterLength(std::string_view text, Offset at, InlineSpan kind) {
  if (kind == InlineSpan::kEmphasis) return 1;
  if (kind == InlineSpan::kStrong) return 2;
  return at + 1 < text.size() && text[at + 1] == '~' ? 2 : 1;
}

bool IsDelimiter(char c, InlineSpan kind) {
  return kind == InlineSpan::kDelete ? c == '~' : c == '*' || c == '_';
}

// What stands for a character that md4c must not see as markup. Labels that differ still do then.
char Letter(char c) {
  if (c == '*') return 'a';
  if (c == '_') return 'b';
  return c == '~' ? 'c' : 'x';
}

NodeKind KindOf(InlineSpan kind) {
  if (kind == InlineSpan::kEmphasis) return NodeKind::kEmphasis;
  return kind == InlineSpan::kStrong ? NodeKind::kStrong : NodeKind::kDelete;
}

void SetTail(const LinkTail& tail, LinkInfo& info) {
  info.destination_raw = tail.destination_raw;
  info.destination = tail.destination;
  info.title_raw = tail.title_raw;
  info.title = tail.title;
}

// The next character that text has to be looked at for, or npos.
std::size_t FindSpecial(std::string_view text, Offset from) {
  return FindAnyOf<'\\', '[', ']', ':', 'w', '@', '<'>(text, from);
}

}  // namespace

void InlineMapper::Map(const Leaf& leaf) {
  leaf_ = &leaf;
  text_ = leaf.joined ? leaves_.text.data() : source_.text().data();
  start_ = builder_.Save();
  depth_ = builder_.depth();
  urls_.clear();
  definitions_begin_ = leaves_.definitions_begin;
  md4c_text_ = leaves_.view();
  MapEvents(
      std::span(leaves_.events).subspan(leaf.events.begin, leaf.events.end - leaf.events.begin));
  if (leaf.joined) MapAgain();
  if (broken_) MakeInexact();
}

void InlineMapper::MapEvents(std::span<const InlineEvent> events) {
  cursor_ = leaf_->begin;
  text_begin_ = kNoOffset;
  html_end_ = 0;
  piece_ = leaf_->pieces_begin;
  one_piece_ = !leaf_->joined || leaf_->pieces_end - leaf_->pieces_begin == 1;
  delta_ = leaf_->joined ? leaves_.pieces[piece_].source - leaves_.pieces[piece_].begin : 0;
  guard_ = leaf_->begin - leaf_->guard_begin == kLineGuard.size();
  in_code_ = broken_ = hopeless_ = unclosed_comment_ = false;
  open_.fill(0);
  image_depth_ = link_depth_ = brackets_ = 0;
  spans_.clear();
  suspects_.clear();
  false_reference_ = false;
  for (const InlineEvent& event : events) {
    if (hopeless_) break;
    switch (event.type) {
      case InlineEvent::Type::kEnter:
        Enter(event.span, event.offset);
        break;
      case InlineEvent::Type::kLeave:
        Leave(event.span);
        break;
      case InlineEvent::Type::kText:
        Text(event);
    }
  }
  FlushText();
  while (cursor_ < leaf_->end && IsAsciiSpace(Byte(cursor_))) ++cursor_;
  if (cursor_ != leaf_->end || !spans_.empty() || in_code_ || guard_) broken_ = true;
  while (builder_.depth() > depth_) builder_.Close();
}

// What md4c says otherwise than GitHub is asked again.
void InlineMapper::MapAgain() {
  round_ = 0;
  masks_.clear();
  delimiters_.clear();
  if (false_reference_ || MayMissReference()) Retry();
  while (round_ < kMostRounds && !urls_.empty()) Retry();
  if (broken_ && round_ < kMostRounds && !suspects_.empty()) {
    // Some versions of md4c take delimiters inside destinations for markup.
    delimiters_ = suspects_;
    Retry();
    while (round_ < kMostRounds && !urls_.empty()) Retry();
  }
}

void InlineMapper::MakeInexact() {
  builder_.Rollback(start_);
  Node text;
  text.kind = NodeKind::kText;
  text.full = ToSource({leaf_->begin, leaf_->end});
  text.content = text.full;
  if (HasBracket(source_.Slice(text.full))) text.flags = kBracket;
  builder_.Add(text);
  builder_.node(builder_.current()).flags |= kInexact;
  builder_.inexact().push_back(builder_.node(builder_.current()).full);
}

// Whether CommonMark takes `label` for that of the definition. In ASCII md4c does as well.
bool InlineMapper::IsLabelOf(std::string_view label, std::uint32_t number) const {
  if (number >= references_.keys.size()) return false;
  if (!references_.beyond_ascii && IsAscii(label)) return true;
  return NormalizeLabel(label) == references_.keys[number];
}

// md4c folds the case of labels in its own way, and takes a no-break space for white space. In a
// second run the definitions have the labels of their references.
bool InlineMapper::MayMissReference() const {
  if (!references_.beyond_ascii || references_.links.empty()) return false;
  const std::string_view view = leaf_view();
  for (std::size_t i = view.find('[', leaf_->begin); i != view.npos; i = view.find('[', i + 1)) {
    const auto begin = static_cast<Offset>(i);
    const Offset end = ScanLabel(view, begin);
    if (end == 0) continue;
    const std::string_view label = view.substr(begin + 1, end - begin - 2);
    const auto found = references_.links.find(NormalizeLabel(label));
    if (found != references_.links.end() && references_.labels[found->second] != label) return true;
  }
  return false;
}

void InlineMapper::Retry() {
  ++round_;
  for (const Range url : urls_) masks_.push_back(url);
  urls_.clear();
  builder_.Rollback(start_);
  std::string text(leaves_.text, leaf_->guard_begin, leaf_->end - leaf_->guard_begin);
  base_ = leaf_->guard_begin;
  for (const Range suspect : delimiters_) {
    for (Offset i = suspect.begin; i < suspect.end; ++i) {
      char& c = text[i - base_];
      if (c == '*' || c == '_' || c == '~') c = Letter(c);
    }
  }
  for (const Range mask : masks_) {
    if (Byte(mask.begin) == '~') {
      text[mask.begin - base_] = '.';
      continue;
    }
    const bool html = Byte(mask.begin) == '<';
    for (Offset i = mask.begin + (html ? 1 : 0); i < mask.end - (html ? 1 : 0); ++i) {
      char& c = text[i - base_];
      if (!IsAsciiSpace(c)) c = Letter(c);
    }
  }
  // The definitions that the leaf may refer to, under the labels that it has now.
  const std::string_view view = leaf_view();
  std::string definitions;
  for (Offset i = leaf_->begin; i < leaf_->end && !references_.links.empty(); ++i) {
    if (Byte(i) != '[') continue;
    const Offset end = ScanLabel(view, i);
    if (end == 0) continue;
    const auto found = references_.links.find(NormalizeLabel(view.substr(i + 1, end - i - 2)));
    if (found == references_.links.end()) continue;
    AppendDefinition(std::string_view(text).substr(i + 1 - base_, end - i - 2), found->second,
                     definitions);
  }
  text.append("\n\n");
  const auto definitions_begin = static_cast<Offset>(text.size());
  text.append(definitions);
  const auto size = static_cast<Offset>(text.size());
  text.append(Source::kPadding, '\0');
  md4c_text_ = std::string_view(text.data(), size);
  definitions_begin_ = definitions_begin;
  events_.clear();
  ReadWithMd4c(md4c_text_, events_);
  MapEvents(events_);
  base_ = 0;
}

// Nothing more of this leaf can be explained, and it would take too long to try.
void InlineMapper::GiveUp() { broken_ = hopeless_ = true; }

void InlineMapper::Mask(Range range) { urls_.push_back(range); }

Offset InlineMapper::ToSource(Offset offset) {
  if (one_piece_) return offset + delta_;
  const auto& pieces = leaves_.pieces;
  while (piece_ + 1 < leaf_->pieces_end && pieces[piece_ + 1].begin <= offset) ++piece_;
  while (piece_ > leaf_->pieces_begin && pieces[piece_].begin > offset) --piece_;
  return pieces[piece_].source + (offset - pieces[piece_].begin);
}

// The end is that of the last byte: what follows it may stand on another line.
Range InlineMapper::ToSource(Range range) {
  if (one_piece_) return {range.begin + delta_, range.end + delta_};
  const Offset begin = ToSource(range.begin);
  if (range.empty()) return {begin, begin};
  // What begins a line of the joined text is not in the source.
  const auto indent = static_cast<Offset>(kContinuation.size());
  if (range.size() >= indent && leaf_view().substr(range.end - indent, indent) == kContinuation) {
    range.end -= indent - 1;
  }
  if (Byte(range.end - 1) != '\n') return {begin, ToSource(range.end - 1) + 1};
  const Offset eol = ToSource(range.end - 1);
  return {begin, eol + (source_[eol] == '\r' && source_[eol + 1] == '\n' ? 2u : 1u)};
}

std::string_view InlineMapper::Url(Range destination) {
  const std::string_view raw = leaf_view().substr(destination.begin, destination.size());
  if (!MayBeEscaped(raw)) return source_.Slice(ToSource(destination));
  std::string url;
  AppendUnescaped(raw, url);
  return builder_.Own(std::move(url));
}

void InlineMapper::Enter(InlineSpan span, Offset destination) {
  if (in_code_) return;
  FlushText();
  switch (span) {
    case InlineSpan::kCode:
      OpenCode();
      break;
    case InlineSpan::kLink:
    case InlineSpan::kImage:
      OpenLink(span, destination);
      break;
    default:
      OpenDelimiter(span);
  }
}

void InlineMapper::Leave(InlineSpan span) {
  if (span == InlineSpan::kCode) {
    in_code_ = false;
    return;
  }
  if (in_code_) return;
  FlushText();
  if (open_[static_cast<std::size_t>(span)] == 0) {
    broken_ = true;
    return;
  }
  while (spans_.back().kind != span) {
    broken_ = true;
    if (spans_.back().node != kNoNode) builder_.Close();
    if (spans_.back().kind == InlineSpan::kImage) --image_depth_;
    if (spans_.back().kind == InlineSpan::kLink) --link_depth_;
    --open_[static_cast<std::size_t>(spans_.back().kind)];
    spans_.pop_back();
  }
  --open_[static_cast<std::size_t>(span)];
  if (span == InlineSpan::kLink || span == InlineSpan::kImage) {
    const Span open = spans_.back();
    spans_.pop_back();
    CloseLink(open);
  } else {
    CloseDelimiter(span);
  }
}

// GitHub's rule for "~": a run of one or two with text beside it, closed by one of the same length.
bool InlineMapper::IsStrikethrough(Offset open, Offset close) const {
  const Offset length = RunLength(open);
  if (length > 2 || RunLength(close) != length) return false;
  return IsFlanking(open, open + length, true) && IsFlanking(close, close + length, false);
}

Offset InlineMapper::RunLength(Offset begin) const {
  Offset end = begin;
  while (end < leaf_->end && Byte(end) == Byte(begin)) ++end;
  return end - begin;
}

// True if the run [begin, end) is left-flanking (right-flanking) as CommonMark defines it.
bool InlineMapper::IsFlanking(Offset begin, Offset end, bool left) const {
  const std::string_view text = leaf_view().substr(leaf_->begin);
  const CodePoint before = DecodeUtf8Before(text, begin - leaf_->begin);
  const CodePoint after = DecodeUtf8(text, end - leaf_->begin);
  const CodePoint inner = left ? after : before;
  const CodePoint outer = left ? before : after;
  const auto is_space = [](CodePoint c) { return c.length == 0 || IsSpace(c.value); };
  const auto is_punctuation = [](CodePoint c) {
    return IsPunctuation(c.value) || (c.value < 0x80 && IsSymbol(c.value));
  };
  if (is_space(inner)) return false;
  return !is_punctuation(inner) || is_space(outer) || is_punctuation(outer);
}

void InlineMapper::OpenDelimiter(InlineSpan kind) {
  const char c = Byte(cursor_);
  NodeId id = kNoNode;
  const Offset length = DelimiterLength(leaf_view(), cursor_, kind);
  if (!IsDelimiter(c, kind)) broken_ = true;
  if (image_depth_ == 0) {
    Node node;
    node.kind = KindOf(kind);
    node.small = static_cast<unsigned char>(c);
    node.full.begin = ToSource(cursor_);
    node.content.begin = ToSource(cursor_ + length - 1) + 1;
    id = builder_.Open(node);
  }
  spans_.push_back({kind, id, cursor_, kNoOffset});
  ++open_[static_cast<std::size_t>(kind)];
  if (IsDelimiter(c, kind)) cursor_ += length;
}

void InlineMapper::CloseDelimiter(InlineSpan kind) {
  const Span open = spans_.back();
  spans_.pop_back();
  const bool valid = Byte(cursor_) == Byte(open.begin) && IsDelimiter(Byte(cursor_), kind);
  if (!valid) broken_ = true;
  if (valid && kind == InlineSpan::kDelete && !IsStrikethrough(open.begin, cursor_)) {
    // Newer versions of md4c strike more through than GitHub does.
    Mask({open.begin, open.begin + 1});
    Mask({cursor_, cursor_ + 1});
  }
  const Offset length = kind == InlineSpan::kDelete ? DelimiterLength(leaf_view(), open.begin, kind)
                                                    : DelimiterLength(leaf_view(), cursor_, kind);
  const Offset end = valid ? std::min(cursor_ + length, leaf_->end) : cursor_;
  if (open.node != kNoNode) {
    Node& node = builder_.node(open.node);
    node.content.end = std::max(ToSource(cursor_), node.content.begin);
    node.full.end = ToSource({open.begin, std::max(end, open.begin + 1)}).end;
    builder_.Close();
  }
  cursor_ = end;
}

void InlineMapper::OpenCode() {
  in_code_ = true;
  const Offset begin = cursor_;
  Offset open_end = begin;
  while (open_end < leaf_->end && Byte(open_end) == '`') ++open_end;
  const Offset length = open_end - begin;
  Offset at = open_end;
  Offset close = 0;
  while (length > 0 && at < leaf_->end) {
    const std::size_t tick = leaf_view().find('`', at);
    if (tick == std::string_view::npos) break;
    at = static_cast<Offset>(tick);
    Offset end = at;
    while (end < leaf_->end && Byte(end) == '`') ++end;
    if (end - at == length) {
      close = end;
      break;
    }
    at = end;
  }
  if (close == 0) return GiveUp();
  cursor_ = close;
  if (image_depth_ > 0) return;
  Node node;
  node.kind = NodeKind::kInlineCode;
  node.small = static_cast<std::uint16_t>(std::min<Offset>(length, 0xFFFF));
  node.full = ToSource({begin, close});
  node.content = {ToSource(open_end - 1) + 1, ToSource(close - length)};
  builder_.Add(node);
}

void InlineMapper::OpenLink(InlineSpan kind, Offset destination) {
  const bool image = kind == InlineSpan::kImage;
  const Offset begin = cursor_;
  const bool angle = !image && Byte(begin) == '<';
  if (image ? leaf_view().substr(begin, 2) != "![" : !angle && Byte(begin) != '[') {
    broken_ = true;
  } else {
    cursor_ += image ? 2 : 1;
  }
  NodeId id = kNoNode;
  if (image_depth_ == 0) id = AddLink(image ? NodeKind::kImage : NodeKind::kLink, begin, cursor_);
  spans_.push_back({kind, id, begin, destination});
  ++open_[static_cast<std::size_t>(kind)];
  if (image) {
    ++image_depth_;
  } else {
    ++link_depth_;
  }
}

NodeId InlineMapper::AddLink(NodeKind kind, Offset begin, Offset text_begin) {
  Node node;
  node.kind = kind;
  node.full.begin = ToSource(begin);
  node.content.begin = text_begin == begin ? node.full.begin : ToSource(text_begin - 1) + 1;
  node.ext = static_cast<std::uint32_t>(builder_.links().size());
  builder_.links().emplace_back();
  return builder_.Open(node);
}

void InlineMapper::CloseLink(const Span& span) {
  const bool image = span.kind == InlineSpan::kImage;
  if (image) {
    --image_depth_;
  } else {
    --link_depth_;
    brackets_ = 0;
  }
  const Offset close = cursor_;
  const bool angle = !image && Byte(span.begin) == '<';
  LinkInfo info;
  Offset end = close;
  const std::string_view view = leaf_view();
  const Offset text_begin = std::min(span.begin + (image ? 2 : 1), close);
  if (close >= leaf_->end || Byte(close) != (angle ? '>' : ']')) {
    broken_ = true;
  } else if (angle) {
    end = close + 1;
    info.form = LinkForm::kAngle;
    info.destination_raw = {span.begin, end};
    info.destination = {text_begin, close};
  } else if (span.destination != kNoOffset && span.destination >= definitions_begin_) {
    std::uint32_t number = 0;
    for (Offset i = span.destination; IsAsciiDigit(md4c_text_[i]); ++i) {
      number = number * 10 + static_cast<std::uint32_t>(md4c_text_[i] - '0');
    }
    info.definition = number;
    info.form = LinkForm::kShortcut;
    info.label = {text_begin, close};
    end = close + 1;
    if (view.substr(end, 2) == "[]") {
      info.form = LinkForm::kCollapsed;
      end += 2;
    } else if (const Offset label_end = ScanLabel(view, end); label_end != 0) {
      const std::string_view label = view.substr(end + 1, label_end - end - 2);
      if (number < references_.keys.size() && NormalizeLabel(label) == references_.keys[number]) {
        info.form = LinkForm::kFull;
        info.label = {end + 1, label_end - 1};
        suspects_.push_back(info.label);
        end = label_end;
      }
    }
    if (!IsLabelOf(view.substr(info.label.begin, info.label.size()), number)) {
      // In a second run it has the definitions only that its labels name.
      false_reference_ = true;
      broken_ = broken_ || round_ > 0;
    }
  } else {
    const LinkTail tail = ScanInlineTail(view, close + 1);
    if (!tail.matched || (span.destination != kNoOffset && !tail.destination.empty() &&
                          tail.destination.begin != span.destination + base_)) {
      GiveUp();
      end = close + 1;
    } else {
      end = tail.end;
      SetTail(tail, info);
      if (!tail.destination_raw.empty() || !tail.title_raw.empty()) {
        suspects_.push_back({tail.destination_raw.begin, tail.end - 1});
      }
    }
  }
  cursor_ = end;
  if (span.node == kNoNode) return;
  info.text = {text_begin, close};
  FinishLink(span.node, {span.begin, std::max(end, span.begin + 1)}, info);
}

// Closes the link or image `id`, of which `full` and `info` are what the leaf's text shows.
void InlineMapper::FinishLink(NodeId id, Range full, const LinkInfo& info) {
  LinkInfo mapped = info;
  mapped.text = ToSource(info.text);
  // An empty text at a piece's begin would be mapped to the piece before it otherwise.
  if (info.text.empty()) {
    mapped.text.begin = mapped.text.end = ToSource(info.text.begin - 1) + 1;
  }
  Node& node = builder_.node(id);
  if (info.form != LinkForm::kInline && info.form != LinkForm::kAngle) {
    mapped.label = ToSource(info.label);
    const bool image = node.kind == NodeKind::kImage;
    node.kind = image ? NodeKind::kImageReference : NodeKind::kLinkReference;
  } else {
    mapped.destination_raw = ToSource(info.destination_raw);
    mapped.destination = ToSource(info.destination);
    if (!info.title_raw.empty()) {
      mapped.title_raw = ToSource(info.title_raw);
      mapped.title = ToSource(info.title);
      if (info.title.empty())
        mapped.title = {mapped.title_raw.begin + 1, mapped.title_raw.begin + 1};
    }
    if (!info.destination.empty()) {
      const std::string_view text = leaf_view().substr(info.text.begin, info.text.size());
      if (info.form != LinkForm::kAngle) {
        mapped.url = Url(info.destination);
      } else if (text.find(':') == text.npos) {
        mapped.url = builder_.Own(Cat("mailto:", text));
      } else {
        mapped.url = source_.Slice(mapped.destination);
      }
    }
  }
  node.content = mapped.text;
  node.full.end = ToSource(full).end;
  builder_.links()[node.ext] = mapped;
  builder_.Close();
}

void InlineMapper::AddHtml(Offset begin) {
  if (begin != cursor_) broken_ = true;
  const Offset end = ScanInlineHtml(leaf_view(), begin);
  if (end == 0) return GiveUp();
  cursor_ = html_end_ = end;
  if (image_depth_ > 0) return;
  Node node;
  node.kind = NodeKind::kHtmlInline;
  node.full = node.content = ToSource({begin, end});
  const NodeId id = builder_.Add(node);
  html_.Clear();
  ScanHtml(leaf_view(), {begin, end}, html_);
  for (const HtmlParts::Tag& tag : html_.tags) {
    HtmlTag mapped;
    mapped.node = id;
    mapped.full = ToSource(tag.full);
    mapped.name = ToSource(tag.name);
    mapped.closing = tag.closing;
    const std::size_t first = builder_.html_attributes().size();
    for (std::uint32_t i = tag.attributes_begin; i < tag.attributes_end; ++i) {
      HtmlAttribute attribute = html_.attributes[i];
      attribute.full = ToSource(attribute.full);
      attribute.name = ToSource(attribute.name);
      attribute.value = ToSource(attribute.value);
      builder_.html_attributes().push_back(attribute);
    }
    builder_.AddTag(mapped, first);
  }
  for (HtmlComment comment : html_.comments) {
    comment.node = id;
    comment.full = ToSource(comment.full);
    comment.content = ToSource(comment.content);
    builder_.html_comments().push_back(comment);
  }
}

void InlineMapper::Text(const InlineEvent& event) {
  const InlineText type = event.text;
  Offset offset = event.offset;
  Offset size = event.size;
  if (in_code_ || type == InlineText::kCode) return;
  if (type == InlineText::kSoftBreak) return SoftBreak();
  if (type == InlineText::kBreak) return HardBreak();
  if (type == InlineText::kNul) {
    if (Byte(cursor_) != 0) broken_ = true;
    offset = cursor_ - base_;
    size = 1;
  }
  if (offset == kNoOffset) {
    if (type != InlineText::kHtml) broken_ = true;
    return;
  }
  offset += base_;
  if (offset < leaf_->begin) {  // the guard
    const Offset guard = std::min(size, leaf_->begin - offset);
    offset += guard;
    size -= guard;
    if (size == 0) return;
  }
  if (offset + size > leaf_->end) {
    broken_ = true;
    return;
  }
  if (type == InlineText::kHtml) {
    if (offset < html_end_) return;
    FlushText();
    return AddHtml(offset);
  }
  if (offset < cursor_) {
    broken_ = true;
    return;
  }
  if (offset != cursor_ && !(offset == cursor_ + 1 && Byte(cursor_) == '\\')) broken_ = true;
  if (text_begin_ == kNoOffset) text_begin_ = cursor_;
  text_end_ = cursor_ = offset + size;
}

void InlineMapper::SoftBreak() {
  if (guard_) {
    guard_ = false;
    return;
  }
  Offset at = cursor_;
  while (at < leaf_->end && IsBlank(Byte(at))) ++at;
  // One too many comes after a code span whose opening backticks end their line.
  if (at >= leaf_->end || Byte(at) != '\n') return;
  if (text_begin_ == kNoOffset) text_begin_ = at;
  text_end_ = at + 1;
  cursor_ = at + static_cast<Offset>(kContinuation.size());
}

void InlineMapper::HardBreak() {
  FlushText();
  const Offset begin = cursor_;
  Offset at = begin;
  if (Byte(at) == '\\') {
    ++at;
  } else {
    while (at < leaf_->end && IsBlank(Byte(at))) ++at;
  }
  if (at >= leaf_->end || Byte(at) != '\n') {
    broken_ = true;
    return;
  }
  cursor_ = at + static_cast<Offset>(kContinuation.size());
  if (image_depth_ > 0) return;
  Node node;
  node.kind = NodeKind::kBreak;
  node.full = ToSource({begin, at + 1});
  node.content = {node.full.end, node.full.end};
  builder_.Add(node);
}

void InlineMapper::FlushText() {
  if (text_begin_ == kNoOffset) return;
  const Offset begin = std::exchange(text_begin_, kNoOffset);
  if (image_depth_ == 0) EmitText(begin, text_end_);
}

void InlineMapper::EmitPlain(Offset begin, Offset end, bool bracket) {
  // Blanks before a line end are no text of their own.
  Offset text = begin;
  while (text < end && IsBlank(Byte(text))) ++text;
  if (text < end && Byte(text) == '\n') begin = text;
  if (begin >= end) return;
  Node node;
  node.kind = NodeKind::kText;
  if (bracket) node.flags = kBracket;
  node.full = node.content = ToSource({begin, end});
  builder_.Add(node);
}

void InlineMapper::EmitBareLink(Range range) {
  Node link;
  link.kind = NodeKind::kLink;
  link.full = link.content = ToSource(range);
  link.ext = static_cast<std::uint32_t>(builder_.links().size());
  LinkInfo info;
  info.form = LinkForm::kBare;
  info.text = info.destination = info.destination_raw = link.full;
  const std::string_view url = leaf_view().substr(range.begin, range.size());
  if (url.substr(0, 4) == "www.") {
    info.url = builder_.Own(Cat("http://", url));
  } else if (url.find(':') == url.npos) {
    info.url = builder_.Own(Cat("mailto:", url));
  } else {
    info.url = Url(range);
  }
  builder_.links().push_back(info);
  builder_.Open(link);
  EmitPlain(range.begin, range.end, HasBracket(url));
  builder_.Close();
}

// The end of the footnote reference at `begin`, or 0 if there is none with a definition.
Offset InlineMapper::FootnoteEnd(Offset begin, Offset end) const {
  if (references_.footnotes.empty() || begin + 1 >= end || Byte(begin + 1) != '^') return 0;
  const std::size_t close = leaf_view().substr(0, end).find_first_of("[] \t\n", begin + 2);
  if (close == std::string_view::npos || close == begin + 2 ||
      Byte(static_cast<Offset>(close)) != ']')
    return 0;
  const std::string_view label = leaf_view().substr(begin + 2, close - begin - 2);
  return references_.footnotes.contains(NormalizeLabel(label)) ? static_cast<Offset>(close + 1) : 0;
}

void InlineMapper::EmitFootnote(Range range) {
  const Range label{range.begin + 2, range.end - 1};
  const auto found =
      references_.footnotes.find(NormalizeLabel(leaf_view().substr(label.begin, label.size())));
  Node node;
  node.kind = NodeKind::kFootnoteReference;
  node.full = ToSource(range);
  node.ext = static_cast<std::uint32_t>(builder_.footnote_references().size());
  FootnoteReferenceInfo info;
  info.label = node.content = ToSource(label);
  info.key = found->first;
  info.definition = found->second;
  builder_.footnote_references().push_back(info);
  builder_.Add(node);
}

// Cuts the bare URLs, e-mail addresses and footnote references out of a text.
void InlineMapper::EmitText(Offset begin, Offset end) {
  const std::string_view view = leaf_view();
  const std::string_view text = view.substr(0, end);
  Offset done = begin;
  Offset at = begin;
  bool bracket = false;  // from `done` on
  while (at < end) {
    const std::size_t special = FindSpecial(text, at);
    if (special == std::string_view::npos) break;
    at = static_cast<Offset>(special);
    const char c = Byte(at);
    Range link;
    switch (c) {
      case '\\':
        bracket = bracket || (at + 1 < end && HasBracket(text.substr(at + 1, 1)));
        at += 2;
        continue;
      case '[':
        if (const Offset close = FootnoteEnd(at, end); close != 0) {
          EmitPlain(done, at, bracket);
          EmitFootnote({at, close});
          done = at = close;
          bracket = false;
          continue;
        }
        bracket = true;
        ++brackets_;
        ++at;
        continue;
      case ']':
        bracket = true;
        if (brackets_ > 0) --brackets_;
        ++at;
        continue;
      case ':':
        if (link_depth_ == 0 && brackets_ == 0) link = MatchUrl(view, done, at);
        break;
      case 'w':
        if (at + 1 < end && Byte(at + 1) == 'w' && link_depth_ == 0 && brackets_ == 0)
          link = MatchWww(view, leaf_->begin, at);
        break;
      case '@':
        if (link_depth_ == 0) link = MatchEmail(view, done, at, end);
        break;
      default:
        // Older versions of md4c, and CommonMark before 0.31, know fewer comments.
        if (!unclosed_comment_ && view.substr(at, 4) == "<!--") {
          if (const Offset close = ScanHtmlComment(view, at); close != 0) {
            Mask({at, close});
            at = std::min(close, end) - 1;
          } else {
            unclosed_comment_ = true;
          }
        }
    }
    if (link.empty()) {
      ++at;
      continue;
    }
    if (link.end > end) {
      Mask(link);
      at = end;
      continue;
    }
    EmitPlain(done, link.begin, bracket);
    EmitBareLink(link);
    done = at = link.end;
    bracket = false;
  }
  EmitPlain(done, end, bracket);
}

}  // namespace awl
