// What stands after a description.
#include "document/entry_parts.h"

#include <algorithm>
#include <string_view>

#include "base/strings.h"
#include "base/utf8.h"
#include "document/entry_characters.h"
#include "text/unicode.h"

namespace awl {

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

}  // namespace awl
