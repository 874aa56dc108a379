#include "list/entry_parts.h"

#include <algorithm>
#include <string_view>

#include "base/strings.h"
#include "base/utf8.h"
#include "list/entry_characters.h"
#include "text/unicode.h"

namespace awl {
namespace {

// With more code points than this, emphasised text after a link is no note but the description.
constexpr std::size_t kMaxNote = 44;
// No name is longer: what would end it is not looked for further on. In bytes.
constexpr Offset kMaxName = 256;
// "Paper: https://…" at the end of a citation.
constexpr std::size_t kMaxLabel = 24;

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

bool EntryPartsParser::IsLong(const Span& styled) const {
  const Range inner = InnerText(doc_[styled.node]);
  const std::string_view text = doc_.Slice(inner);
  return CloserOf(DecodeUtf8(text, 0).value) == 0 && text.size() > kMaxNote &&
         CountCodePoints(text) > kMaxNote;
}

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
    if (span != nullptr && span->kind == SpanKind::kBreak) {  // "<img …><br>[Name](url)"
      first = SkipBlanks(After(*span));
      continue;
    }
    if (span == nullptr || span->kind != SpanKind::kBadge) break;
    if (picture == nullptr) picture = span;
    if (linked_picture == nullptr && span->link != kNoNode) linked_picture = span;
    first = SkipBlanks(After(*span));
  }
  if (AtEnd(first) && picture == nullptr) return parts;
  first = SkipSigns(first);

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

// From signs that say something of the entry, "🔥 [ 🆓 ] [Name](url)", to the link that they stand
// before; the same place if no link follows, or if there is a word among them.
EntryPartsParser::Cursor EntryPartsParser::SkipSigns(const Cursor& first) const {
  Cursor at = first;
  while (!AtEnd(at)) {
    const Span* span = SpanAt(at);
    if (span != nullptr) return span->kind == SpanKind::kLink ? at : first;
    Cursor after = SkipGroup(at);
    if (after.at != at.at) {
      const std::string_view group = doc_.Slice({at.at, after.at});
      for (std::size_t i = 0; i < group.size();) {
        const CodePoint c = DecodeUtf8(group, i);
        if (IsLetter(c.value) || IsNumber(c.value)) return first;
        i += c.length;
      }
    } else {
      after = SkipEmoji(at);
      if (after.at == at.at) return first;
    }
    at = SkipBlanks(after);
  }
  return first;
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
  const Tail tail = ScanTail(cursor, parts->link);
  if (tail.several_links && parts->form != EntryForm::kImageFirst &&
      parts->form != EntryForm::kNoLink && parts->form != EntryForm::kTextFirst &&
      parts->form != EntryForm::kCitation) {
    parts->form = EntryForm::kSeveralLinks;
  }
  const Offset link_end = tail.link_end.at;
  parts->notes = {link_end, link_end};
  if (tail.has_description) {
    if (!notes_.empty()) parts->notes = {notes_.front().begin, notes_.back().end};
    parts->separator = {tail.separator.begin, std::min(tail.separator.end, within_.end)};
    parts->description = {parts->separator.end, within_.end};
    ParseTrailing(parts);
  } else {
    parts->separator = parts->description = {link_end, link_end};
    trailing_.insert(trailing_.end(), notes_.begin(), notes_.end());
    parts->trailing_count = static_cast<std::uint32_t>(notes_.size());
  }
  const bool certain = !tail.has_description || (tail.has_token && !tail.is_sentence);
  parts->evidence = certain ? EntryEvidence::kCertain : EntryEvidence::kLikely;
}

// Goes from unit to unit up to the description. The notes before it are in `notes_`.
EntryPartsParser::Tail EntryPartsParser::ScanTail(Cursor begin, NodeId link) {
  notes_.clear();
  Tail tail{.at = begin, .link_end = begin};
  while (!tail.has_description) {
    const Cursor next = SkipBlanks(tail.at);
    if (AtEnd(next)) break;
    if (const Span* span = SpanAt(next)) {
      if (!TakeSpan(*span, next, link, &tail)) break;
      continue;
    }
    // Most have a hyphen here, which begins neither.
    const bool is_hyphen = doc_.source()[next.at] == '-';
    if (!is_hyphen && (TakeNote(next, &tail) || TakeLinked(next, link, &tail))) continue;
    if (!TakeSeparator(next, &tail)) BeginSentence(next, &tail);
  }
  return tail;
}

// False if it is a break behind which nothing stands.
bool EntryPartsParser::TakeSpan(const Span& span, Cursor next, NodeId link, Tail* tail) {
  if (span.kind == SpanKind::kBreak) {
    Cursor after = SkipBlanks(After(span));
    while (!AtEnd(after) && SpanAt(after) != nullptr && SpanAt(after)->kind == SpanKind::kBreak) {
      after = SkipBlanks(After(*SpanAt(after)));
    }
    if (AtEnd(after)) return false;
    const Offset token = SpanAt(after) == nullptr ? SeparatorToken(after, true) : 0;
    if (token != 0) after = SkipBlanks(At(token));
    tail->separator = {.begin = tail->at.at, .end = after.at, .found = true};
    tail->has_token = tail->has_description = true;
  } else if (span.kind == SpanKind::kLink) {
    TakeLink(span, link, tail);
  } else if (span.kind == SpanKind::kProse || (span.kind == SpanKind::kStyled && IsLong(span))) {
    tail->separator = {.begin = tail->at.at, .end = next.at, .found = true};
    tail->has_description = true;
  } else {
    notes_.push_back(span.range);
    tail->at = After(span);
    const bool wordlike = span.kind == SpanKind::kCode || span.kind == SpanKind::kStyled;
    tail->word_notes = wordlike ? tail->word_notes + 1 : 0;
  }
  return true;
}

// What stood between the links before belongs to them.
void EntryPartsParser::TakeLink(const Span& span, NodeId link, Tail* tail) {
  tail->several_links |= link != span.link;
  tail->at = tail->link_end = After(span);
  tail->word_notes = 0;
  notes_.clear();
}

bool EntryPartsParser::TakeNote(Cursor next, Tail* tail) {
  const Cursor group = SkipGroup(next);
  const Cursor after = group.at == next.at ? SkipEmoji(next) : group;
  if (after.at == next.at) return false;
  notes_.push_back({next.at, after.at});
  tail->at = after;
  tail->word_notes = 0;
  return true;
}

bool EntryPartsParser::TakeLinked(Cursor next, NodeId link, Tail* tail) {
  const Cursor linked = SkipConnector(next);
  if (linked.at == next.at) return false;
  TakeLink(*SpanAt(linked), link, tail);
  return true;
}

// What it separates the link from is the description.
bool EntryPartsParser::TakeSeparator(Cursor next, Tail* tail) {
  const bool blank_before = next.at > tail->at.at;
  if (const Offset token = SeparatorToken(next, blank_before); token != 0) {
    const char32_t c = DecodeUtf8(doc_.source().text(), next.at).value;
    tail->is_sentence = !IsDash(c) && !IsColon(c) && c != '|';
    tail->separator = {.begin = tail->at.at, .end = SkipBlanks(At(token)).at, .found = true};
  } else if (const Separator later = SeparatorAfterWords(next); later.found) {
    notes_.push_back({next.at, later.begin});
    tail->separator = later;
  } else {
    return false;
  }
  tail->has_token = tail->has_description = true;
  return true;
}

// Words follow the link without a separator.
void EntryPartsParser::BeginSentence(Cursor next, Tail* tail) {
  tail->separator = {.begin = tail->at.at, .end = next.at, .found = true};
  tail->has_description = tail->is_sentence = true;
  if (tail->word_notes == 0) return;
  // "[nose2](…) `nose` with plugins": no note, but the sentence's first word.
  notes_.resize(notes_.size() - (tail->word_notes - 1));
  tail->separator.end = notes_.back().begin;
  notes_.pop_back();
  tail->separator.begin = notes_.empty() ? tail->link_end.at : notes_.back().end;
}

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
