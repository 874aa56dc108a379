// What stands after a description.
#include "list/entry_parts.h"

#include <algorithm>
#include <string_view>

#include "base/strings.h"
#include "base/utf8.h"
#include "list/entry_characters.h"
#include "text/unicode.h"

namespace awl {

// Takes from the end of the description what is none of it: badges, tags, groups, links.
void EntryPartsParser::ParseTrailing(EntryParts* parts) {
  const bool enumerated = CollectUnits(parts->description);
  if (units_.empty()) return;
  const std::size_t first = FirstTrailing(parts->description, enumerated);
  if (first == units_.size()) return;
  for (std::size_t i = first; i < units_.size(); ++i) trailing_.push_back(units_[i].range);
  parts->trailing_count = static_cast<std::uint32_t>(units_.size() - first);
  const Offset begin = parts->description.begin;
  Offset end = TrimBack(begin, units_[first].range.begin);
  if (const Cursor after = At(end);
      after.span < spans_.size() && spans_[after.span].range.begin < end) {
    end = TrimBack(begin, spans_[after.span].range.begin);  // the backslash of a line break
  }
  const CodePoint last = DecodeUtf8Before(doc_.source().text(), end);
  if (end > begin && IsConnector(last.value) && last.value != ';') {
    end = TrimBack(begin, end - last.length);
  }
  parts->description.end = end;
}

// Fills `units_`, in source order, with all that may be such parts, back to the last word. True if
// "[a](…), [b](…) and [c](…)" are enumerated among them.
bool EntryPartsParser::CollectUnits(Range description) {
  const std::string_view text = doc_.source().text();
  const Offset begin = description.begin;
  Offset end = description.end;
  std::size_t span = At(end).span;
  bool enumerated = false;
  units_.clear();
  for (;;) {
    end = TrimBack(begin, end);
    if (end <= begin) break;
    // Of a line break the end is a blank, too.
    if (span > 0 && spans_[span - 1].range.end > end) {
      --span;
      end = std::min(end, spans_[span].range.begin);
      continue;
    }
    if (span > 0 && spans_[span - 1].range.end == end && spans_[span - 1].range.begin >= begin) {
      const Span& last = spans_[span - 1];
      if (last.kind == SpanKind::kProse) break;
      --span;
      end = last.range.begin;
      if (last.kind == SpanKind::kHtml || last.kind == SpanKind::kBreak) continue;
      units_.push_back({.range = last.range, .evident = StandsApart(last), .kind = last.kind});
      continue;
    }
    const Offset low = span > 0 ? std::max(begin, spans_[span - 1].range.end) : begin;
    const CodePoint last = DecodeUtf8Before(text, end);
    if (units_.empty() && span > 0 && spans_[span - 1].range.end + last.length == end &&
        (EndsSentence(last.value) || IsColon(last.value) || last.value == ')') &&
        StandsApart(spans_[span - 1])) {
      end -= last.length;  // a stray full stop after "[[pdf]](…)"
      continue;
    }
    // A semicolon may also end a character reference.
    const bool between = last.value != ';' || end - last.length == low;
    if (!units_.empty() && IsConnector(last.value) && last.value != '+' && last.value != '&' &&
        between) {
      end -= last.length;
      enumerated |= last.value == ',' || last.value >= 0x80;
      continue;
    }
    if (OpenerOf(last.value) != 0) {
      const Offset open = OpenerBefore(begin, end, &span);
      if (open == end) break;
      units_.push_back({.range = {open, end}, .evident = true, .kind = SpanKind::kHtml});
      end = open;
      continue;
    }
    if (!units_.empty() && span > 0) {  // "[MIT](…) or [BSD](…)"
      const Offset before = spans_[span - 1].range.end;
      if (end - before < 16 && IsConnectingWord(Trim(text.substr(before, end - before)))) {
        end = before;
        enumerated = true;
        continue;
      }
    }
    const Offset word = MarkBefore(low, end);
    if (word == end) break;
    units_.push_back({.range = {word, end}, .evident = true, .kind = SpanKind::kHtml});
    end = word;
  }
  std::reverse(units_.begin(), units_.end());
  return enumerated;
}

// The first unit that is no part of the description; their number if all are. There are some.
std::size_t EntryPartsParser::FirstTrailing(Range description, bool enumerated) const {
  const Offset rest = TrimBack(description.begin, units_.front().range.begin);
  if (rest <= description.begin) {
    // All of it are such parts: the first is the description, so that there is one.
    return units_.front().kind == SpanKind::kBadge ? 0 : 1;
  }
  if (SentenceEndsAt(description.begin, rest)) return 0;
  const auto count = [this](SpanKind kind) {
    return std::count_if(units_.begin(), units_.end(),
                         [kind](const Unit& unit) { return unit.kind == kind; });
  };
  const bool several_links = count(SpanKind::kLink) > 1;
  const bool several_codes = count(SpanKind::kCode) > 1;
  const auto first = std::find_if(units_.begin(), units_.end(), [&](const Unit& unit) {
    // What is enumerated belongs to a sentence.
    return unit.evident || (unit.kind == SpanKind::kLink && several_links && !enumerated) ||
           (unit.kind == SpanKind::kCode && (several_codes || LooksLikeTag(unit.range)));
  });
  return static_cast<std::size_t>(first - units_.begin());
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
  // "Written in #Rust." is a sentence.
  if (word.front() == '#' && IsAsciiAlpha(word[1])) return word.back() == '.' ? end : at;
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
