#include "document/entry_parts.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "base/strings.h"
#include "base/utf8.h"
#include "text/unicode.h"

namespace awl {
namespace {

// With more code points than this, emphasised text after a link is no note but the description.
constexpr std::size_t kMaxNote = 44;
// "by @someone" may stand between link and separator; more than this is a sentence.
constexpr Offset kMaxByline = 24;
constexpr int kMaxBylineWords = 3;
// No name is longer: what would end it is not looked for further on. In bytes.
constexpr Offset kMaxName = 256;
// "Paper: https://…" at the end of a citation.
constexpr std::size_t kMaxLabel = 24;

template <std::size_t kSize>
constexpr bool IsOneOf(char32_t c, const char32_t (&set)[kSize]) {
  return std::find(std::begin(set), std::end(set), c) != std::end(set);
}

bool IsDash(char32_t c) {
  // hyphens, dashes, horizontal bar, minus
  constexpr char32_t kDashes[] = {'-',    0x2010, 0x2011, 0x2012, 0x2013, 0x2014,
                                  0x2015, 0x2212, 0xFE58, 0xFF0D, 0x30FC, 0x2500};
  return c < 0x80 ? c == '-' : IsOneOf(c, kDashes);
}

bool IsColon(char32_t c) {
  constexpr char32_t kColons[] = {':', 0xFF1A, 0xFE55, 0xFE30, 0x2236, 0xA789};
  return c < 0x80 ? c == ':' : IsOneOf(c, kColons);
}

// What sets off a description without being a dash or colon.
bool IsOtherSeparator(char32_t c) {
  constexpr char32_t kOthers[] = {',',    ';',  '|',    '=',    0xFF0C, 0x3001, 0xFF1B, 0xFF5C,
                                  0x2022, 0xB7, 0x30FB, 0x2192, 0x21D2, 0xBB,   0x060C, 0x061B};
  return IsOneOf(c, kOthers);
}

// What may stand between links that belong together.
bool IsConnector(char32_t c) {
  constexpr char32_t kConnectors[] = {',',    ';',    '|',    '/',    '&',    '+',  0xFF0C, 0x3001,
                                      0xFF1B, 0xFF5C, 0xFF0F, 0xFF06, 0x2022, 0xB7, 0x30FB, 0x060C};
  return IsOneOf(c, kConnectors);
}

bool IsConnectingWord(std::string_view word) {
  static constexpr std::string_view kWords[] = {"and", "or", "und", "oder", "et", "ou", "y",
                                                "o",   "e",  "и",   "или",  "і",  "та", "و",
                                                "和",  "与", "與",  "及",   "或", "と", "や"};
  return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
}

bool EndsSentence(char32_t c) {
  if (c < 0x80) return c == '.' || c == '!' || c == '?';
  constexpr char32_t kEnds[] = {0x2026, 0x3002, 0xFF01, 0xFF1F, 0xFF0E, 0x0964, 0x0965, 0x06D4,
                                0x061F, 0x0589, 0x104B, 0x17D4, 0x203C, 0x2047, 0x2048, 0x2049};
  return IsOneOf(c, kEnds);
}

bool ClosesQuote(char32_t c) {
  constexpr char32_t kClosers[] = {'"',  '\'',   ')',    '*',    '_',    '~',    0x201D, 0x2019,
                                   0xBB, 0x203A, 0x300D, 0x300F, 0xFF09, 0x300B, 0x3011};
  return IsOneOf(c, kClosers);
}

// The closing partner of an opening bracket, or 0.
char32_t CloserOf(char32_t c) {
  switch (c) {
    case '(':
      return ')';
    case '[':
      return ']';
    case 0xFF08:
      return 0xFF09;
    case 0x3010:
      return 0x3011;
    case 0x3014:
      return 0x3015;
    case 0xFF3B:
      return 0xFF3D;
    default:
      return 0;
  }
}

char32_t OpenerOf(char32_t c) {
  for (const char32_t opener : {U'(', U'[', U'（', U'【', U'〔', U'［'}) {
    if (CloserOf(opener) == c) return opener;
  }
  return 0;
}

bool IsBlankCodePoint(char32_t c) {
  if (c < 0x80) return IsAsciiSpace(static_cast<char>(c));
  return IsSpace(c) || IsInvisible(c);
}

bool JoinsEmoji(char32_t c) { return c == 0xFE0F || c == 0xFE0E || c == 0x200D || c == 0x20E3; }

bool IsPicture(char32_t c) { return c >= 0x203C && IsEmoji(c) && !IsDash(c); }

constexpr std::string_view kNbsp = "&nbsp;";

bool IsLinkKind(NodeKind kind) {
  return kind == NodeKind::kLink || kind == NodeKind::kLinkReference;
}

bool IsStyledKind(NodeKind kind) {
  return kind == NodeKind::kStrong || kind == NodeKind::kEmphasis || kind == NodeKind::kDelete;
}

bool HasYear(std::string_view text) {
  for (std::size_t i = 0; i + 4 <= text.size(); ++i) {
    const std::string_view century = text.substr(i, 2);
    if ((century == "19" || century == "20") && IsAsciiDigit(text[i + 2]) &&
        IsAsciiDigit(text[i + 3]) && (i == 0 || !IsAsciiAlnum(text[i - 1])) &&
        (i + 4 == text.size() || !IsAsciiAlnum(text[i + 4]))) {
      return true;
    }
  }
  return false;
}

}  // namespace

bool IsBlankText(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeUtf8(text, at);
    if (!IsBlankCodePoint(c.value)) return false;
    at += c.length;
  }
  return true;
}

bool IsTextLink(const Document& doc, const Node& node) {
  if (!IsLinkKind(node.kind)) return false;
  bool has_image = false;
  for (const Node& child : doc.Children(node)) {
    if (child.kind == NodeKind::kImage || child.kind == NodeKind::kImageReference) {
      has_image = true;
    } else if (child.kind == NodeKind::kHtmlInline) {
      has_image |= StartsWithIgnoreAsciiCase(doc.Slice(child.full), "<img");
    } else if (child.kind != NodeKind::kText || !Trim(doc.Slice(child.full)).empty()) {
      return true;
    }
  }
  return !has_image;
}

// ---- spans ----

NodeId EntryPartsParser::SoleLink(const Node& styled) const {
  const Node* node = &styled;
  for (;;) {
    const Node* sole = nullptr;
    for (const Node& child : doc_.Children(*node)) {
      if (child.kind == NodeKind::kHtmlInline) continue;
      if (child.kind == NodeKind::kText) {
        // "**[name](url):** description"
        bool only_separator = true;
        const std::string_view text = doc_.Slice(child.full);
        for (std::size_t at = 0; at < text.size() && only_separator;) {
          const CodePoint c = DecodeUtf8(text, at);
          only_separator = IsBlankCodePoint(c.value) || (sole != nullptr && IsColon(c.value)) ||
                           (sole != nullptr && IsDash(c.value));
          at += c.length;
        }
        if (only_separator) continue;
        return kNoNode;
      }
      if (sole != nullptr) return kNoNode;
      sole = &child;
    }
    if (sole == nullptr) return kNoNode;
    if (IsLinkKind(sole->kind)) {
      return IsTextLink(doc_, *sole) ? doc_.IdOf(*sole) : kNoNode;
    }
    if (!IsStyledKind(sole->kind)) return kNoNode;
    node = sole;
  }
}

EntryPartsParser::Span EntryPartsParser::MakeSpan(const Node& node) const {
  Span span = {.range = node.full, .node = doc_.IdOf(node)};
  switch (node.kind) {
    case NodeKind::kLink:
    case NodeKind::kLinkReference: {
      span.link = span.node;
      span.kind = IsTextLink(doc_, node) ? SpanKind::kLink : SpanKind::kBadge;
      break;
    }
    case NodeKind::kImage:
    case NodeKind::kImageReference:
      span.kind = SpanKind::kBadge;
      break;
    case NodeKind::kInlineCode:
      span.kind = SpanKind::kCode;
      break;
    case NodeKind::kFootnoteReference:
      span.kind = SpanKind::kFootnote;
      break;
    case NodeKind::kBreak:
      span.kind = SpanKind::kBreak;
      break;
    case NodeKind::kHtmlInline: {
      const std::string_view tag = doc_.Slice(node.full);
      if (StartsWithIgnoreAsciiCase(tag, "<br")) span.kind = SpanKind::kBreak;
      if (StartsWithIgnoreAsciiCase(tag, "<img")) span.kind = SpanKind::kBadge;
      break;
    }
    default: {  // emphasis, strong, deleted
      span.link = SoleLink(node);
      span.kind = span.link != kNoNode ? SpanKind::kLink : SpanKind::kStyled;
      const NodeId end = doc_.SubtreeEnd(node);
      for (NodeId id = span.node + 1; id < end && span.link == kNoNode; ++id) {
        if (!IsLinkKind(doc_[id].kind)) continue;
        span.link = id;
        span.kind = SpanKind::kProse;
      }
      break;
    }
  }
  return span;
}

void EntryPartsParser::CollectSpans(const Node& block) {
  spans_.clear();
  for (const Node& child : doc_.Children(block)) {
    if (child.kind == NodeKind::kText || child.full.end <= within_.begin) continue;
    if (child.full.begin >= within_.end) break;
    spans_.push_back(MakeSpan(child));
  }
}

const EntryPartsParser::Span* EntryPartsParser::SpanAt(const Cursor& cursor) const {
  if (cursor.span == spans_.size() || spans_[cursor.span].range.begin > cursor.at) return nullptr;
  return &spans_[cursor.span];
}

EntryPartsParser::Cursor EntryPartsParser::After(const Span& span) const {
  return {.at = span.range.end, .span = static_cast<std::size_t>(&span - spans_.data()) + 1};
}

EntryPartsParser::Cursor EntryPartsParser::At(Offset at) const {
  const auto span = std::partition_point(spans_.begin(), spans_.end(), [at](const Span& s) {
    return s.range.begin < at && s.range.end <= at;
  });
  return {.at = at, .span = static_cast<std::size_t>(span - spans_.begin())};
}

Offset EntryPartsParser::TextEnd(const Cursor& cursor) const {
  return cursor.span == spans_.size() ? within_.end
                                      : std::min(within_.end, spans_[cursor.span].range.begin);
}

// ---- units ----

EntryPartsParser::Cursor EntryPartsParser::SkipBlanks(Cursor cursor) const {
  const std::string_view text = doc_.source().text();
  while (!AtEnd(cursor)) {
    if (const Span* span = SpanAt(cursor)) {
      if (span->kind != SpanKind::kHtml) break;
      cursor = After(*span);
      continue;
    }
    const char c = text[cursor.at];
    if (IsEol(c)) {
      ++cursor.at;
      // The prefix of a block quote, which is no text.
      while (cursor.at < within_.end && (IsBlank(text[cursor.at]) || text[cursor.at] == '>')) {
        ++cursor.at;
      }
    } else if (IsBlank(c)) {
      ++cursor.at;
    } else if (c == '&' && text.substr(cursor.at, kNbsp.size()) == kNbsp) {
      cursor.at += kNbsp.size();
    } else if (IsAscii(c)) {
      break;
    } else {
      const CodePoint next = DecodeUtf8(text, cursor.at);
      if (!IsBlankCodePoint(next.value)) break;
      cursor.at += next.length;
    }
  }
  return cursor;
}

// `end` without the blanks before it, but not before `begin`.
Offset EntryPartsParser::TrimBack(Offset begin, Offset end) const {
  const std::string_view text = doc_.source().text();
  while (end > begin) {
    const char c = text[end - 1];
    if (IsAscii(c)) {
      if (c == ';' && end - begin >= kNbsp.size() &&
          text.substr(end - kNbsp.size(), kNbsp.size()) == kNbsp) {
        end -= kNbsp.size();
        continue;
      }
      if (!IsAsciiSpace(c)) break;
      --end;
      continue;
    }
    const CodePoint last = DecodeUtf8Before(text, end);
    if (!IsBlankCodePoint(last.value) || JoinsEmoji(last.value)) break;
    end -= last.length;
  }
  return std::max(begin, end);
}

// "(…)" or "[…]" with whatever stands in it.
EntryPartsParser::Cursor EntryPartsParser::SkipGroup(Cursor cursor) const {
  const std::string_view text = doc_.source().text();
  const Cursor begin = cursor;
  if (text[cursor.at] == '\\') ++cursor.at;
  const char32_t opener = DecodeUtf8(text, cursor.at).value;
  const char32_t closer = CloserOf(opener);
  if (closer == 0) return begin;
  for (int depth = 0; !AtEnd(cursor);) {
    if (const Span* span = SpanAt(cursor)) {
      cursor = After(*span);
      continue;
    }
    const CodePoint c = DecodeUtf8(text, cursor.at);
    cursor.at += c.length;
    if (c.value == opener) ++depth;
    if (c.value == closer && --depth == 0) return cursor;
  }
  return begin;
}

// A run of pictures, or ":shortcode:".
EntryPartsParser::Cursor EntryPartsParser::SkipEmoji(Cursor cursor) const {
  const std::string_view text = doc_.source().text();
  const Offset end = TextEnd(cursor);
  const Cursor begin = cursor;
  if (text[cursor.at] == ':') {
    Offset at = cursor.at + 1;
    while (at < end &&
           (IsAsciiAlnum(text[at]) || text[at] == '_' || text[at] == '+' || text[at] == '-')) {
      ++at;
    }
    if (at < end && text[at] == ':' && at > cursor.at + 1) cursor.at = at + 1;
    return cursor;
  }
  while (cursor.at < end && !IsAscii(text[cursor.at])) {
    const CodePoint c = DecodeUtf8(text, cursor.at);
    if (!IsPicture(c.value) && (cursor.at == begin.at || !JoinsEmoji(c.value))) break;
    cursor.at += c.length;
  }
  return cursor;
}

// The end of the separator that begins at the cursor, without blanks; 0 if there is none.
Offset EntryPartsParser::SeparatorToken(const Cursor& cursor, bool blank_before) const {
  const std::string_view text = doc_.source().text();
  const Offset end = TextEnd(cursor);
  Offset at = cursor.at;
  CodePoint c = DecodeUtf8(text, at);
  if (IsDash(c.value) || IsColon(c.value)) {
    const bool hyphen = c.value == '-';
    if (c.value == ':' && text.substr(at + 1, 2) == "//") return 0;
    do {
      at += c.length;
      c = DecodeUtf8(text, at);
    } while (at < end && (IsDash(c.value) || IsColon(c.value)));
    if (hyphen && at < end && text[at] == '>') ++at;
    // "[Vim](url)-like", but "[Vim](url)-An editor"
    const bool glued = !blank_before && at < end && hyphen && at == cursor.at + 1;
    return glued && (IsAsciiLower(text[at]) || IsAsciiDigit(text[at])) ? 0 : at;
  }
  const Offset after = at + c.length;
  if (c.value == '.')
    return after < end && IsBlankCodePoint(DecodeUtf8(text, after).value) ? after : 0;
  if (c.value == 0x3002) return after < end ? after : 0;  // 。
  if (!IsOtherSeparator(c.value)) return 0;
  return c.value == '=' && text[after] == '>' ? after + 1 : after;
}

// From "," or "and" between two links to the second one.
EntryPartsParser::Cursor EntryPartsParser::SkipConnector(Cursor cursor) const {
  const std::string_view text = doc_.source().text();
  const Offset end = TextEnd(cursor);
  const Cursor begin = cursor;
  const CodePoint c = DecodeUtf8(text, cursor.at);
  if (IsConnector(c.value)) {
    cursor.at += c.length;
    cursor = SkipBlanks(cursor);
  }
  if (cursor.at < end) {  // ", and "
    const std::string_view word =
        Trim(text.substr(cursor.at, std::min<Offset>(end - cursor.at, 16)));
    if (!IsConnectingWord(word)) return begin;
    cursor.at = end;
  }
  cursor = SkipBlanks(cursor);
  const Span* span = AtEnd(cursor) ? nullptr : SpanAt(cursor);
  return span != nullptr && span->kind == SpanKind::kLink ? cursor : begin;
}

// A dash between blanks, after no more than a byline: "by @someone – description".
EntryPartsParser::Separator EntryPartsParser::SeparatorAfterWords(Cursor cursor) const {
  const std::string_view text = doc_.source().text();
  Offset bytes = 0;
  int words = 1;
  while (!AtEnd(cursor)) {
    if (const Span* span = SpanAt(cursor)) {
      if (span->kind == SpanKind::kProse || span->kind == SpanKind::kBreak) return {};
      cursor = After(*span);
      continue;
    }
    const CodePoint c = DecodeUtf8(text, cursor.at);
    if (IsBlankCodePoint(c.value)) {
      const Cursor next = SkipBlanks(cursor);
      if (AtEnd(next)) return {};
      const CodePoint dash = DecodeUtf8(text, next.at);
      if (SpanAt(next) == nullptr && IsDash(dash.value)) {
        const Offset token = SeparatorToken(next, true);
        const Cursor after = SkipBlanks(At(token));
        if (after.at == token) return {};
        return {.begin = cursor.at, .end = after.at, .found = true};
      }
      if (++words > kMaxBylineWords + 1) return {};
      cursor = next;
      continue;
    }
    if (EndsSentence(c.value) || IsColon(c.value) || IsConnector(c.value)) return {};
    bytes += c.length;
    if (bytes > kMaxByline) return {};
    cursor.at += c.length;
  }
  return {};
}

bool EntryPartsParser::IsLong(const Span& styled) const {
  const Range inner = InnerText(doc_[styled.node]);
  const std::string_view text = doc_.Slice(inner);
  return CloserOf(DecodeUtf8(text, 0).value) == 0 && text.size() > kMaxNote &&
         CountCodePoints(text) > kMaxNote;
}

// ---- parts ----

Range EntryPartsParser::InnerText(const Node& node) const {
  const Node* inner = &node;
  while (inner->first_child != kNoNode && inner->first_child == inner->last_child) {
    const Node& child = doc_[inner->first_child];
    if (!IsStyledKind(child.kind) && child.kind != NodeKind::kInlineCode &&
        !IsLinkKind(child.kind) && child.kind != NodeKind::kImage &&
        child.kind != NodeKind::kImageReference) {
      break;
    }
    inner = &child;
  }
  Range range = inner->content;
  const std::string_view text = doc_.source().text();
  while (!range.empty() && IsAsciiSpace(text[range.begin])) ++range.begin;
  range.end = TrimBack(range.begin, range.end);
  return range;
}

EntryParts EntryPartsParser::Parse(const Node& block, Range within, bool ordered) {
  within_ = within;
  within_.end = TrimBack(within.begin, within.end);
  EntryParts parts;
  parts.trailing_begin = static_cast<std::uint32_t>(trailing_.size());
  CollectSpans(block);

  Cursor first = SkipBlanks({.at = within_.begin, .span = 0});
  parts.name = {first.at, first.at};
  const Span* picture = nullptr;
  const Span* linked_picture = nullptr;
  while (!AtEnd(first)) {
    const Span* span = SpanAt(first);
    if (span == nullptr || span->kind != SpanKind::kBadge) break;
    if (picture == nullptr) picture = span;
    if (linked_picture == nullptr && span->link != kNoNode) linked_picture = span;
    first = SkipBlanks(After(*span));
  }
  if (AtEnd(first) && picture == nullptr) return parts;

  const Span* span = AtEnd(first) ? nullptr : SpanAt(first);
  const bool picture_only =
      AtEnd(first) || (span == nullptr && SkipEmoji(first).at == first.at &&
                       linked_picture != nullptr && SeparatorToken(first, true) != 0);
  if (picture_only) {
    const Span* main = linked_picture != nullptr ? linked_picture : picture;
    parts.link = main->link;
    parts.name = InnerText(doc_[main->node]);
    ParseTail(AtEnd(first) ? first : After(*main), &parts);
    parts.evidence = main->link == kNoNode ? EntryEvidence::kPlain : EntryEvidence::kLikely;
  } else if (span != nullptr && span->kind == SpanKind::kLink) {
    ParseLinkFirst(first, &parts);
  } else {
    ParseTextFirst(first, ordered, &parts);
  }
  if (picture != nullptr) parts.form = EntryForm::kImageFirst;
  if (parts.link != kNoNode) {
    const std::string_view url = doc_.link(doc_[parts.link]).url;
    if (!url.empty() && url.front() == '#') parts.evidence = EntryEvidence::kAnchor;
  }
  return parts;
}

void EntryPartsParser::ParseLinkFirst(const Cursor& first, EntryParts* parts) {
  const Span& span = *SpanAt(first);
  const Node& link = doc_[span.link];
  const LinkForm link_form = doc_.link(link).form;
  parts->link = span.link;
  parts->name = InnerText(link);
  const Node* inner = doc_.FirstChild(link);
  const bool strong = span.node != span.link || (inner != nullptr && IsStyledKind(inner->kind) &&
                                                 inner->next_sibling == kNoNode);
  const bool bare = link_form == LinkForm::kBare || link_form == LinkForm::kAngle;
  parts->form =
      bare ? EntryForm::kBareUrl : (strong ? EntryForm::kStrongLink : EntryForm::kLinkFirst);
  ParseTail(After(span), parts);

  if (bare && parts->description.empty() && parts->trailing_count == 0) {
    parts->evidence = EntryEvidence::kUrlOnly;
  }
}

// What follows the link part: more links, notes, separator, description, trailing parts.
void EntryPartsParser::ParseTail(Cursor cursor, EntryParts* parts) {
  const std::string_view text = doc_.source().text();
  notes_.clear();
  bool several = false, token_found = false, has_description = false, sentence = false;
  std::size_t word_notes = 0;  // of the last notes, those that could be words of a sentence
  Separator separator;
  Cursor link_end = cursor;
  Cursor at = cursor;
  while (!has_description) {
    const Cursor next = SkipBlanks(at);
    if (AtEnd(next)) break;
    const bool blank_before = next.at > at.at;
    if (const Span* span = SpanAt(next)) {
      const bool long_note = span->kind == SpanKind::kStyled && IsLong(*span);
      if (span->kind == SpanKind::kBreak) {
        Cursor after = SkipBlanks(After(*span));
        while (!AtEnd(after) && SpanAt(after) != nullptr &&
               SpanAt(after)->kind == SpanKind::kBreak) {
          after = SkipBlanks(After(*SpanAt(after)));
        }
        if (AtEnd(after)) break;
        const Offset token = SpanAt(after) == nullptr ? SeparatorToken(after, true) : 0;
        if (token != 0) after = SkipBlanks(At(token));
        separator = {.begin = at.at, .end = after.at, .found = true};
        token_found = has_description = true;
      } else if (span->kind == SpanKind::kLink) {
        several |= parts->link != span->link;
        at = link_end = After(*span);
        notes_.clear();
        word_notes = 0;
      } else if (span->kind == SpanKind::kProse || long_note) {
        separator = {.begin = at.at, .end = next.at, .found = true};
        has_description = true;
      } else {
        notes_.push_back(span->range);
        at = After(*span);
        const bool wordlike = span->kind == SpanKind::kCode || span->kind == SpanKind::kStyled;
        word_notes = wordlike ? word_notes + 1 : 0;
      }
      continue;
    }
    const Cursor group = SkipGroup(next);
    const Cursor emoji = group.at == next.at ? SkipEmoji(next) : group;
    if (emoji.at != next.at) {
      notes_.push_back({next.at, emoji.at});
      at = emoji;
      word_notes = 0;
      continue;
    }
    if (const Cursor linked = SkipConnector(next); linked.at != next.at) {
      several |= parts->link != SpanAt(linked)->link;
      at = link_end = After(*SpanAt(linked));
      notes_.clear();
      word_notes = 0;
      continue;
    }
    if (const Offset token = SeparatorToken(next, blank_before); token != 0) {
      const char32_t c = DecodeUtf8(text, next.at).value;
      sentence = !IsDash(c) && !IsColon(c) && c != '|';
      separator = {.begin = at.at, .end = SkipBlanks(At(token)).at, .found = true};
      token_found = has_description = true;
      continue;
    }
    if (const Separator later = SeparatorAfterWords(next); later.found) {
      notes_.push_back({next.at, later.begin});
      separator = later;
      token_found = has_description = true;
      continue;
    }
    separator = {.begin = at.at, .end = next.at, .found = true};
    if (word_notes > 0) {
      // "[nose2](…) `nose` with plugins": no note, but the sentence's first word.
      notes_.resize(notes_.size() - (word_notes - 1));
      separator.end = notes_.back().begin;
      notes_.pop_back();
      separator.begin = notes_.empty() ? link_end.at : notes_.back().end;
    }
    has_description = true;
    sentence = true;
  }

  if (several && parts->form != EntryForm::kImageFirst && parts->form != EntryForm::kNoLink &&
      parts->form != EntryForm::kTextFirst && parts->form != EntryForm::kCitation) {
    parts->form = EntryForm::kSeveralLinks;
  }
  parts->notes = {link_end.at, link_end.at};
  if (has_description) {
    if (!notes_.empty()) parts->notes = {notes_.front().begin, notes_.back().end};
    parts->separator = {separator.begin, std::min(separator.end, within_.end)};
    parts->description = {parts->separator.end, within_.end};
    ParseTrailing(parts);
  } else {
    parts->separator = parts->description = {link_end.at, link_end.at};
    trailing_.insert(trailing_.end(), notes_.begin(), notes_.end());
    parts->trailing_count = static_cast<std::uint32_t>(notes_.size());
  }
  const bool certain = !has_description || (token_found && !sentence);
  parts->evidence = certain ? EntryEvidence::kCertain : EntryEvidence::kLikely;
}

// Takes from the end of the description what is none of it: badges, tags, groups, links.
void EntryPartsParser::ParseTrailing(EntryParts* parts) {
  const std::string_view text = doc_.source().text();
  const Offset begin = parts->description.begin;
  std::vector<Unit>& units = units_;
  units.clear();
  Offset end = parts->description.end;
  std::size_t span = At(end).span;
  int links = 0, codes = 0;
  bool enumerated = false;  // "[a](…), [b](…) and [c](…)" belong to a sentence
  for (;;) {
    end = TrimBack(begin, end);
    if (end <= begin) break;
    if (span > 0 && spans_[span - 1].range.end == end && spans_[span - 1].range.begin >= begin) {
      const Span& last = spans_[span - 1];
      if (last.kind == SpanKind::kProse) break;
      --span;
      end = last.range.begin;
      if (last.kind == SpanKind::kHtml || last.kind == SpanKind::kBreak) continue;
      const bool evident = StandsApart(last);
      links += last.kind == SpanKind::kLink;
      codes += last.kind == SpanKind::kCode;
      units.push_back({.range = last.range, .evident = evident, .kind = last.kind});
      continue;
    }
    const Offset low = span > 0 ? std::max(begin, spans_[span - 1].range.end) : begin;
    const CodePoint last = DecodeUtf8Before(text, end);
    if (units.empty() && span > 0 && spans_[span - 1].range.end + last.length == end &&
        (EndsSentence(last.value) || IsColon(last.value) || last.value == ')') &&
        StandsApart(spans_[span - 1])) {
      end -= last.length;  // a stray full stop after "[[pdf]](…)"
      continue;
    }
    // A semicolon may also end a character reference.
    const bool between = last.value != ';' || end - last.length == low;
    if (!units.empty() && IsConnector(last.value) && last.value != '+' && last.value != '&' &&
        between) {
      end -= last.length;
      enumerated |= last.value == ',' || last.value >= 0x80;
      continue;
    }
    if (OpenerOf(last.value) != 0) {
      const Offset open = OpenerBefore(begin, end, &span);
      if (open == end) break;
      units.push_back({.range = {open, end}, .evident = true, .kind = SpanKind::kHtml});
      end = open;
      continue;
    }
    if (!units.empty() && span > 0) {  // "[MIT](…) or [BSD](…)"
      const Offset before = spans_[span - 1].range.end;
      if (end - before < 16 && IsConnectingWord(Trim(text.substr(before, end - before)))) {
        end = before;
        enumerated = true;
        continue;
      }
    }
    const Offset word = MarkBefore(low, end);
    if (word == end) break;
    units.push_back({.range = {word, end}, .evident = true, .kind = SpanKind::kHtml});
    end = word;
  }
  if (units.empty()) return;

  // From here `units` is in source order.
  std::reverse(units.begin(), units.end());
  std::size_t first = 0;
  const Offset rest = TrimBack(begin, units.front().range.begin);
  if (rest <= begin) {
    // All of it are such parts: the first is the description, so that there is one.
    if (units.front().kind != SpanKind::kBadge) first = 1;
  } else if (!SentenceEndsAt(begin, rest)) {
    const auto stands_apart = [&](const Unit& unit) {
      const bool tag = unit.kind == SpanKind::kCode && (codes > 1 || LooksLikeTag(unit.range));
      return unit.evident || tag || (unit.kind == SpanKind::kLink && links > 1 && !enumerated);
    };
    while (first < units.size() && !stands_apart(units[first])) ++first;
  }
  if (first == units.size()) return;
  for (std::size_t i = first; i < units.size(); ++i) trailing_.push_back(units[i].range);
  parts->trailing_count = static_cast<std::uint32_t>(units.size() - first);
  Offset rest_end = TrimBack(begin, units[first].range.begin);
  const CodePoint last = DecodeUtf8Before(text, rest_end);
  if (rest_end > begin && IsConnector(last.value) && last.value != ';') {
    rest_end = TrimBack(begin, rest_end - last.length);
  }
  parts->description.end = rest_end;
}

// A badge, a footnote, "[[pdf]](…)", "[`MIT`](…)", "*(in Czech)*": no part of a sentence.
bool EntryPartsParser::StandsApart(const Span& span) const {
  if (span.kind == SpanKind::kBadge || span.kind == SpanKind::kFootnote) return true;
  if (span.kind != SpanKind::kLink && span.kind != SpanKind::kStyled) return false;
  const Node& node = doc_[span.kind == SpanKind::kLink ? span.link : span.node];
  const Node* sole = doc_.FirstChild(node);
  const bool code = span.kind == SpanKind::kLink && sole != nullptr &&
                    sole->kind == NodeKind::kInlineCode && sole->next_sibling == kNoNode;
  return code || CloserOf(DecodeUtf8(doc_.source().text(), node.content.begin).value) != 0;
}

Offset EntryPartsParser::OpenerBefore(Offset begin, Offset end, std::size_t* span) const {
  const std::string_view text = doc_.source().text();
  const char32_t closer = DecodeUtf8Before(text, end).value;
  const char32_t opener = OpenerOf(closer);
  std::size_t before = *span;
  int depth = 0;
  for (Offset at = end; at > begin;) {
    if (before > 0 && spans_[before - 1].range.end == at) {
      at = spans_[--before].range.begin;
      continue;
    }
    const CodePoint c = DecodeUtf8Before(text, at);
    at -= c.length;
    if (c.value == closer) ++depth;
    if (c.value != opener || --depth > 0) continue;
    if (at > begin && text[at - 1] == '\\') --at;
    const CodePoint prior = DecodeUtf8Before(text, at);
    const bool apart = at <= begin || IsBlankCodePoint(prior.value) || prior.value >= 0x80 ||
                       EndsSentence(prior.value) || ClosesQuote(prior.value) ||
                       prior.value == ']' || prior.value == '`';
    if (!apart) return end;
    *span = before;
    return at;
  }
  return end;
}

// A "#hashtag", ":shortcode:" or run of pictures.
Offset EntryPartsParser::MarkBefore(Offset begin, Offset end) const {
  const std::string_view text = doc_.source().text();
  Offset at = end;
  bool picture = false;
  while (at > begin && !IsAscii(text[at - 1])) {
    const CodePoint c = DecodeUtf8Before(text, at);
    if (!IsPicture(c.value) && !JoinsEmoji(c.value)) break;
    picture |= IsPicture(c.value);
    at -= c.length;
  }
  if (picture) {
    const bool apart = at == begin || IsBlankCodePoint(DecodeUtf8Before(text, at).value);
    return apart ? at : end;
  }
  at = end;
  while (at > begin && IsAscii(text[at - 1]) && !IsAsciiSpace(text[at - 1])) --at;
  const std::string_view word = text.substr(at, end - at);
  const bool apart = at == begin || IsAsciiSpace(text[at - 1]);
  if (!apart || word.size() < 2) return end;
  if (word.front() == '#' && IsAsciiAlpha(word[1])) return at;
  const bool shortcode =
      word.size() > 2 && word.front() == ':' && word.back() == ':' && SkipEmoji(At(at)).at == end;
  return shortcode ? at : end;
}

bool EntryPartsParser::SentenceEndsAt(Offset begin, Offset end) const {
  const Cursor cursor = At(end);
  if (cursor.span > 0 && spans_[cursor.span - 1].range.end == end) {
    const SpanKind kind = spans_[cursor.span - 1].kind;
    if (kind == SpanKind::kCode || kind == SpanKind::kLink || kind == SpanKind::kBadge)
      return false;
  }
  for (int skipped = 0; end > begin && skipped < 4; ++skipped) {
    const CodePoint c = DecodeUtf8Before(doc_.source().text(), end);
    if (EndsSentence(c.value)) return true;
    if (!ClosesQuote(c.value)) return false;
    end -= c.length;
  }
  return false;
}

// `MIT`, `Docker/.NET`, not `logger.log()`.
bool EntryPartsParser::LooksLikeTag(Range code) const {
  const std::string_view text = doc_.Slice(code);
  const std::size_t first = text.find_first_not_of('`');
  if (first == std::string_view::npos) return false;
  return (!IsAscii(text[first]) || IsAsciiUpper(text[first])) &&
         text.find_first_of("()=<>{}$:;_") == std::string_view::npos;
}

// ---- text before the link ----

// Where the label of "Title  Paper: https://…" begins, or the link's beginning if it has none.
Offset EntryPartsParser::LabelBefore(Offset begin, const Span& link) const {
  const std::string_view text = doc_.source().text();
  const Offset label_end = TrimBack(begin, link.range.begin);
  const std::size_t index = static_cast<std::size_t>(&link - spans_.data());
  if (index > 0) begin = std::max(begin, spans_[index - 1].range.end);
  std::size_t length = 0;
  for (Offset at = label_end; at > begin && length <= kMaxLabel; ++length) {
    const CodePoint c = DecodeUtf8Before(text, at);
    if (IsBlankCodePoint(c.value) && at - c.length > begin) {
      const CodePoint prior = DecodeUtf8Before(text, at - c.length);
      if (IsBlankCodePoint(prior.value)) return at < label_end ? at : link.range.begin;
    }
    at -= c.length;
  }
  return link.range.begin;
}

EntryPartsParser::Name EntryPartsParser::FindName(const Cursor& first, const Span* link,
                                                  bool ordered) const {
  const std::string_view text = doc_.source().text();
  const Offset limit = link != nullptr ? link->range.begin : within_.end;
  Offset colon = limit, sentence = limit;
  Name name;
  const Offset scan_end = std::min(limit, first.at + kMaxName);
  for (Cursor at = first; at.at < scan_end;) {
    if (const Span* span = SpanAt(at)) {
      at = After(*span);
      continue;
    }
    const char ascii = text[at.at];
    if (IsAsciiAlnum(ascii)) {
      ++at.at;
      continue;
    }
    if (const auto lead = static_cast<unsigned char>(ascii); lead >= 0xE4 && lead <= 0xE9) {
      // U+4000 to U+9FFF: ideographs, most of what such lists consist of.
      do ++at.at;
      while ((static_cast<unsigned char>(text[at.at]) & 0xC0) == 0x80);
      continue;
    }
    const CodePoint c = DecodeUtf8(text, at.at);
    const Offset after = at.at + c.length;
    if (IsBlankCodePoint(c.value)) {
      const Cursor next = SkipBlanks(at);
      if (next.at < limit && SpanAt(next) == nullptr && IsDash(DecodeUtf8(text, next.at).value)) {
        const Offset token = SeparatorToken(next, true);
        if (token >= limit || IsBlankCodePoint(DecodeUtf8(text, token).value)) {
          name.has_dash = true;
          name.end = at.at;
          name.tail = at;
          return name;
        }
      }
      at = next;
      continue;
    }
    if (c.value == '(' || c.value == 0xFF08) {
      const std::string_view group = text.substr(after, std::min<Offset>(limit - after, 40));
      if (HasYear(group.substr(0, group.find(')')))) {
        name.has_year = true;
        name.end = TrimBack(first.at, at.at);
        name.tail = At(name.end);
        return name;
      }
    }
    const bool blank_after = after >= limit || IsBlankCodePoint(DecodeUtf8(text, after).value);
    if (IsColon(c.value) && colon == limit && (c.value != ':' || blank_after)) colon = at.at;
    if (EndsSentence(c.value) && colon < limit && (c.value != '.' || blank_after)) {
      sentence = std::min(sentence, at.at);
    }
    at.at = after;
  }
  if (link != nullptr) {
    const Offset label = LabelBefore(first.at, *link);
    if (label < limit) {
      name.end = TrimBack(first.at, label);
      name.tail = At(limit);
      return name;
    }
  }
  if (colon < limit) {
    const Offset value = colon + DecodeUtf8(text, colon).length;
    if (link == nullptr || SkipBlanks(At(value)).at >= limit || (!ordered && sentence < limit)) {
      name.end = TrimBack(first.at, colon);
      name.tail = At(colon);
      return name;
    }
  }
  name.end = TrimBack(first.at, limit);
  // "Name [[web](url)]"
  if (link != nullptr && name.end > first.at && CloserOf(text[name.end - 1]) != 0) {
    name.end = TrimBack(first.at, name.end - 1);
  }
  name.tail = At(name.end);
  while (name.end > first.at) {
    const CodePoint last = DecodeUtf8Before(text, name.end);
    const Offset before = name.end - last.length;
    const bool dash = IsDash(last.value) && TrimBack(first.at, before) < before;
    if (!dash && !IsColon(last.value) && !IsOtherSeparator(last.value)) break;
    name.end = TrimBack(first.at, before);
    name.tail = At(name.end);
  }
  return name;
}

// True if only links and notes stand between the cursor and a separator or the end.
bool EntryPartsParser::LinkPartEnds(Cursor cursor) const {
  for (;;) {
    const Cursor next = SkipBlanks(cursor);
    if (AtEnd(next)) return true;
    if (const Span* span = SpanAt(next)) {
      if (span->kind == SpanKind::kProse || span->kind == SpanKind::kBreak) {
        return span->kind == SpanKind::kBreak;
      }
      cursor = After(*span);
      continue;
    }
    const Cursor group = SkipGroup(next);
    const Cursor connector = group.at == next.at ? SkipConnector(next) : group;
    if (connector.at == next.at) return SeparatorToken(next, next.at > cursor.at) != 0;
    cursor = connector;
  }
}

void EntryPartsParser::ParseTextFirst(const Cursor& first, bool ordered, EntryParts* parts) {
  const std::string_view text = doc_.source().text();
  const Span* link = nullptr;
  for (std::size_t i = first.span; i < spans_.size(); ++i) {
    const Span& span = spans_[i];
    if (span.link == kNoNode) continue;
    if (link == nullptr || link->kind == SpanKind::kBadge) link = &span;
    if (span.kind != SpanKind::kBadge) break;
  }
  parts->form = link == nullptr ? EntryForm::kNoLink : EntryForm::kTextFirst;
  parts->link = link == nullptr ? kNoNode : link->link;

  Name name;
  const Span* head = SpanAt(first);
  if (head != nullptr) {
    name.tail = After(*head);
    parts->name = InnerText(doc_[head->node]);
    while (!parts->name.empty()) {  // "**Name:** description"
      const CodePoint last = DecodeUtf8Before(text, parts->name.end);
      if (!IsColon(last.value)) break;
      parts->name.end = TrimBack(parts->name.begin, parts->name.end - last.length);
    }
  } else {
    name = FindName(first, link, ordered);
    parts->name = {first.at, name.end};
  }

  bool separated = false;  // "name: [site](url)"
  const Cursor next = SkipBlanks(name.tail);
  if (!AtEnd(next) && SpanAt(next) == nullptr) {
    const Offset token = SeparatorToken(next, next.at > name.tail.at);
    const Cursor after = token == 0 ? next : SkipBlanks(At(token));
    const Span* span = token == 0 || AtEnd(after) ? nullptr : SpanAt(after);
    separated = span != nullptr && span->kind == SpanKind::kLink && LinkPartEnds(after);
    if (separated) name.tail = after;
  }
  ParseTail(name.tail, parts);
  if (link == nullptr) {
    parts->evidence = EntryEvidence::kPlain;
    return;
  }

  const bool before_separator = link->range.end <= parts->separator.begin;
  bool at_end = before_separator && parts->description.empty();
  for (std::uint32_t i = 0; i < parts->trailing_count; ++i) {
    at_end |= trailing_[parts->trailing_begin + i].Contains(link->range);
  }
  const char32_t opener = DecodeUtf8(text, doc_[link->link].content.begin).value;
  const bool bracketed =
      CloserOf(opener) != 0 || (link->range.begin > 0 && text[link->range.begin - 1] == '[');
  const bool cites = name.has_year || ordered || bracketed;
  if ((at_end || before_separator) && !separated && cites) parts->form = EntryForm::kCitation;
  const bool token = !IsBlankText(doc_.Slice(parts->separator));
  const bool marked = head != nullptr || name.has_dash;
  const bool likely = separated || marked || (at_end && cites) || (before_separator && token);
  parts->evidence = likely ? EntryEvidence::kLikely : EntryEvidence::kProse;
}

}  // namespace awl
