// The text of an entry as spans and units.
#include "list/entry_parts.h"

#include <algorithm>
#include <string_view>

#include "base/strings.h"
#include "base/utf8.h"
#include "list/entry_characters.h"
#include "text/unicode.h"

namespace awl {
namespace {

// "by @someone" may stand between link and separator; more than this is a sentence.
constexpr Offset kMaxByline = 24;
constexpr int kMaxBylineWords = 3;

constexpr std::string_view kNbsp = "&nbsp;";

}  // namespace

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

EntryPartsParser::Cursor EntryPartsParser::At(Offset at) const {
  const auto span = std::partition_point(spans_.begin(), spans_.end(), [at](const Span& s) {
    return s.range.begin < at && s.range.end <= at;
  });
  return {.at = at, .span = static_cast<std::size_t>(span - spans_.begin())};
}

EntryPartsParser::Cursor EntryPartsParser::SkipOtherBlanks(Cursor cursor) const {
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
    } else if (IsAsciiSpace(c)) {  // form feeds too
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

Offset EntryPartsParser::TrimOtherBlanksBack(Offset begin, Offset end) const {
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
  } else if (c.value < 0x80 && !IsAsciiAlpha(text[cursor.at])) {
    return begin;  // the dash before a description, mostly
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

}  // namespace awl
