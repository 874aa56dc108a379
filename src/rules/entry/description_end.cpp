#include "rules/entry/description_end.h"

#include <algorithm>

#include "base/find_any_of.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "list/entry_characters.h"
#include "text/byline.h"
#include "text/unicode.h"

namespace awl {
namespace {

const Node& BlockAt(const Document& doc, Offset offset) {
  const Node* block = &doc.NodeAt(offset);
  while (!IsBlock(block->kind)) block = doc.Parent(*block);
  return *block;
}

// The same as EndingOf for text that may hold links.
Ending VisibleEndingOf(const Document& doc, Range range) {
  const std::string_view raw = doc.Slice(range);
  if (raw.ends_with('.') || raw.find('[') == std::string_view::npos) return EndingOf(raw);
  return EndingOf(VisibleText(doc, range));
}

// The text for BylineOf: whatever is a link may be a name.
std::string NamesIn(const Document& doc, Range range) {
  std::string text;
  for (const Node& child : doc.Children(BlockAt(doc, range.begin))) {
    if (child.full.end <= range.begin || child.full.begin >= range.end) continue;
    const bool is_text = child.kind == NodeKind::kText;
    const std::string seen = is_text ? "" : doc.Text(child);
    if (is_text) {
      text +=
          doc.Slice({std::max(child.full.begin, range.begin), std::min(child.full.end, range.end)});
    } else if (IsLinkOrReference(child) && std::count(seen.begin(), seen.end(), ' ') == 0) {
      text += Cat("@", seen);
    } else {
      text += seen;
    }
  }
  return text;
}

bool HasWord(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = DecodeUtf8(text, i);
    if (IsLetter(c.value) || IsNumber(c.value)) return true;
    i += c.length;
  }
  return false;
}

// Whether `range`, in brackets, has words outside of links.
bool HasWordsBesideLinks(const Document& doc, Range range) {
  for (const Node& child : doc.Children(BlockAt(doc, range.begin))) {
    if (child.full.end <= range.begin || child.full.begin >= range.end || IsLinkOrReference(child))
      continue;
    const Range seen = {std::max(child.full.begin, range.begin),
                        std::min(child.full.end, range.end)};
    if (child.kind == NodeKind::kText ? HasWord(doc.Slice(seen)) : HasWord(doc.Text(child))) {
      return true;
    }
  }
  return false;
}

Trailing TrailingAt(const Document& doc, Range range) {
  const std::string_view text = doc.Slice(range);
  if (text.starts_with('`')) return Trailing::kCode;
  const std::size_t first = std::min(text.find_first_not_of("*_~\\"), text.size());
  const Node& node = doc.NodeAt(range.begin + static_cast<Offset>(first));
  if (node.kind == NodeKind::kImage || node.kind == NodeKind::kImageReference) {
    return Trailing::kOther;
  }
  if (IsLinkOrReference(node)) {  // "[[pdf]](…)", "[beta](…)"
    return doc.Slice(node.content).starts_with('[') ? Trailing::kLinks : Trailing::kOther;
  }
  if (CloserOf(DecodeUtf8(text, first).value) == 0) return Trailing::kOther;
  return HasWordsBesideLinks(doc, range) ? Trailing::kWords : Trailing::kLinks;
}

// The bracket that `text` ends with, without emphasis around it; empty if there is none.
std::string_view BracketAtEnd(std::string_view text) {
  while (text.ends_with('*') || text.ends_with('_')) text.remove_suffix(1);
  const char32_t closer = DecodeUtf8Before(text, text.size()).value;
  const char32_t opener = OpenerOf(closer);
  if (opener == 0) return {};
  int depth = 0;
  for (std::size_t at = text.size(); at > 0;) {
    const CodePoint c = DecodeUtf8Before(text, at);
    at -= c.length;
    if (c.value == closer) ++depth;
    if (c.value != opener || --depth > 0) continue;
    const char before = at > 0 ? text[at - 1] : ' ';
    const bool apart = opener > 0x7F || IsAsciiSpace(before) || before == '*' || before == '_';
    return apart ? text.substr(at) : std::string_view();
  }
  return {};
}

// The same before the stop: "Reads tables (fast)."
std::string_view LastBracket(std::string_view text) {
  if (!text.ends_with('.') && !text.ends_with("。")) return {};
  text.remove_suffix(text.ends_with('.') ? 1 : 3);
  return BracketAtEnd(text);
}

// "A web framework. *(See [others](u))*": the sentence ends before the remark.
bool IsClosedBeforeBracket(std::string_view text) {
  const std::string_view bracket = BracketAtEnd(text);
  if (bracket.empty()) return false;
  std::string_view before = text.substr(0, static_cast<std::size_t>(bracket.data() - text.data()));
  while (before.ends_with('*') || before.ends_with('_')) before.remove_suffix(1);
  before = Trim(before);
  return !before.empty() && EndingOf(before).end == End::kStop;
}

// "Reads tables. - `#go` `#fast`": the tags end the entry, not the sentence.
bool EndsInTagsAfterDash(std::string_view text) {
  while (text.size() > 2 && text.ends_with('`')) {
    const std::size_t open = text.rfind('`', text.size() - 2);
    if (open == std::string_view::npos) return false;
    text = Trim(text.substr(0, open));
  }
  return text.ends_with(" -") || text.ends_with(" –") || text.ends_with(" —");
}

// ":wink:" closes a sentence as the emoji itself does, and ":wink" was meant to.
bool EndsInEmojiCode(const Document& doc, const Entry& entry) {
  const std::string_view text = doc.Slice(entry.description);
  if (const std::size_t colon = text.rfind(" :"); colon != std::string_view::npos) {
    const std::string_view code = text.substr(colon + 2);
    if (!code.empty() && code.find_first_of(" .") == std::string_view::npos) return true;
  }
  if (entry.trailing.empty()) return false;
  const std::string_view last = doc.Slice(entry.trailing.back());
  return last.size() > 2 && last.front() == ':' && last.back() == ':';
}

// "[Summary](u)", "Reads tables. - [Source](u)", "At a fair - [video](u) & [slides](u)", "In print:
// [Title](u)", "A tool.★[site](u)", a link in a line of its own: links that are no part of a
// sentence.
bool EndsInLinkOfItsOwn(const Document& doc, Range range) {
  const Node* link = LinkBefore(doc, range, range.end);
  if (link == nullptr) return false;
  const std::string_view raw = doc.Slice(range);
  std::string_view before = Trim(doc.Slice({range.begin, link->full.begin}));
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view joint : {"&", "+", ",", "/", " and"}) {
      if (!before.ends_with(joint)) continue;
      const std::string_view rest = Trim(before.substr(0, before.size() - joint.size()));
      const Node* other = LinkBefore(
          doc, range, range.begin + static_cast<Offset>(rest.data() + rest.size() - raw.data()));
      if (other == nullptr) continue;
      before = Trim(doc.Slice({range.begin, other->full.begin}));
      again = true;
      break;
    }
  }
  if (before.empty()) return true;
  const Offset line = doc.source().LineBegin(doc.source().LineAt(link->full.begin));
  if (Trim(doc.Slice({std::max(line, range.begin), link->full.begin})).empty()) return true;
  constexpr std::u32string_view kEnds = U"-–—|/·•.!?:。！？：";
  const char32_t last = DecodeUtf8Before(before, before.size()).value;
  return IsPicture(last) || kEnds.find(last) != std::u32string_view::npos;
}

// "A shooter. [[code]](u) **Engine: [B](u)** [[code]](u)": the stop is before the first part of
// several. A description without letters is a part itself: "[A](u). [MIT]".
bool HasInnerParts(const Document& doc, const Entry& entry) {
  const std::string_view text = doc.Slice(entry.description);
  return text.find(". [[") != std::string_view::npos ||
         text.find("! [[") != std::string_view::npos || !HasWord(text);
}

// A comma or colon leads to a badge or a tag.
bool GoesOn(const Document& doc, const Entry& entry) {
  if (entry.trailing.empty()) return false;
  constexpr std::u32string_view kMarks = U",;:，、；：";
  const char32_t next = DecodeUtf8(doc.source().text(), entry.description.end).value;
  return kMarks.find(next) != std::u32string_view::npos;
}

// "2009", "posted on 2022-05-21": when it was, in a few words.
bool EndsInYear(std::string_view text) {
  if (std::count(text.begin(), text.end(), ' ') > 3) return false;
  const std::string_view last = text.substr(text.find_last_of(" ,") + 1);
  const std::string_view year = last.substr(0, last.find_first_of("-/"));
  return year.size() == 4 && (year.starts_with("19") || year.starts_with("20")) &&
         std::all_of(last.begin(), last.end(),
                     [](char c) { return IsAsciiDigit(c) || c == '-' || c == '/'; });
}

// "2015/11/14, Ann": of a citation.
bool BeginsWithDate(std::string_view text) {
  const std::string_view first = text.substr(0, text.find_first_of(" ,"));
  return first.size() >= 4 && (first.starts_with("19") || first.starts_with("20")) &&
         std::all_of(first.begin(), first.end(),
                     [](char c) { return IsAsciiDigit(c) || c == '-' || c == '/' || c == '.'; });
}

// A few words behind the link, with nothing between: "[Foo](u) on GitHub", "[Foo](u) 系列". Who
// made it, however many they are. And a row of links behind a word: "Thanks: [A](u), [B](u), C".
bool IsRemark(const Document& doc, const Entry& entry) {
  if (entry.form == EntryForm::kTextFirst) return entry.links.size() > 3;
  const std::string_view separator = Trim(doc.Slice(entry.separator));
  const bool is_row = entry.form == EntryForm::kTableRow;
  const bool joined = separator.empty() && !is_row;
  if (joined || separator == ",") {
    const Byline byline = SaysMoreThanNames(doc.Slice(entry.description))
                              ? Byline::kNone
                              : BylineOf(NamesIn(doc, entry.description), joined);
    if (byline == Byline::kLed || (byline == Byline::kNames && !joined)) return true;
    if (separator == "," && (EndsInYear(doc.Slice(entry.description)) ||
                             BeginsWithDate(doc.Slice(entry.description)))) {
      return true;
    }
  }
  const bool inline_form =
      entry.form == EntryForm::kLinkFirst || entry.form == EntryForm::kStrongLink;
  if (!inline_form || !separator.empty()) return false;
  const std::string_view text = doc.Slice(entry.description);
  if (IsCjk(DecodeUtf8(text, 0).value)) return CountGraphemes(text) < 6;
  return std::count(text.begin(), text.end(), ' ') < 3;
}

// "Tools for #maps": the tag is part of the sentence.
bool LeadsToTag(const Document& doc, const Entry& entry) {
  if (entry.trailing.empty() || !doc.Slice(entry.trailing.front()).starts_with('#')) return false;
  const std::string_view text = doc.Slice(entry.description);
  const std::string_view last = text.substr(text.find_last_of(' ') + 1);
  for (const std::string_view word :
       {"a", "and", "by", "for", "from", "in", "of", "on", "the", "to", "using", "with"}) {
    if (last == word) return true;
  }
  return false;
}

// "“Make it simple.” – Ann Roe": a stop behind the name would not be the quotation's.
bool EndsInSpeaker(std::string_view text) {
  for (const std::string_view dash : {" – ", " — ", " - "}) {
    const std::size_t at = text.rfind(dash);
    if (at == std::string_view::npos || at == 0) continue;
    const char32_t before = DecodeUtf8Before(text, at).value;
    if (before == '"' || before == 0x201D || before == 0x00BB) return true;
  }
  return false;
}

// "A library [MIT]."
bool IsClosedBehind(const Document& doc, const Entry& entry) {
  if (entry.trailing.empty()) return false;
  const Offset begin = entry.trailing.back().end;
  const Offset end = doc.source().Line(doc.source().LineAt(begin)).end;
  const std::string_view rest = Trim(doc.Slice({begin, end}));
  return !rest.empty() && EndingOf(rest).end == End::kStop;
}

// "Reads tables (fast).": the bracket is a part of the description, and its stop is behind it.
void CountBracket(const Document& doc, const Description& description, EndingCustom* custom) {
  if (description.trailing != Trailing::kNone) return;
  const std::string_view text = doc.Slice(description.range);
  const std::string_view bracket = LastBracket(text);
  if (bracket.empty()) return;
  const Offset begin = description.range.begin + static_cast<Offset>(bracket.data() - text.data());
  const Trailing kind = TrailingAt(doc, {begin, begin + static_cast<Offset>(bracket.size())});
  if (IsBracket(kind)) ++custom->At(kind).behind;
}

}  // namespace

std::string VisibleText(const Document& doc, Range range) {
  std::string text;
  for (const Node& child : doc.Children(BlockAt(doc, range.begin))) {
    if (child.full.end <= range.begin || child.full.begin >= range.end) continue;
    if (child.kind == NodeKind::kText) {
      text +=
          doc.Slice({std::max(child.full.begin, range.begin), std::min(child.full.end, range.end)});
    } else if (child.kind == NodeKind::kInlineCode) {
      text += doc.Slice(child.full);
    } else {
      text += doc.Text(child);
    }
  }
  return text;
}

bool HasCjkLetter(std::string_view text) {
  for (std::size_t i = SkipAscii(text, 0); i < text.size(); i = SkipAscii(text, i)) {
    const CodePoint c = DecodeUtf8(text, i);
    if (IsCjkLetter(c.value) && !(c.value >= 0xAC00 && c.value <= 0xD7A3)) return true;
    i += c.length;
  }
  return false;
}

const Node* LinkBefore(const Document& doc, Range range, Offset end) {
  if (end <= range.begin) return nullptr;
  const Node& last = doc.NodeAt(end - 1);
  const Node* link = IsLinkOrReference(last) ? &last : doc.Ancestor(last, NodeKind::kLink);
  return link != nullptr && link->full.end == end && link->full.begin >= range.begin ? link
                                                                                     : nullptr;
}

Description JudgeDescription(const Document& doc, const Entry& entry) {
  Description out{
      .entry = &entry,
      .range = entry.description,
      .ending = VisibleEndingOf(doc, entry.description),
      .trailing = entry.trailing.empty() ? Trailing::kNone : TrailingAt(doc, entry.trailing.back()),
      .trailing_end = entry.description.end};
  // Parts of an entry without a description may end before what is taken for one.
  if (!entry.trailing.empty()) {
    out.trailing_end = std::max(out.trailing_end, entry.trailing.back().end);
  }
  // "**Counts are checked.** Each one is read by hand.": prose rather than a name and what it is.
  if (doc.Slice(entry.name).ends_with('.') && Trim(doc.Slice(entry.separator)).empty()) {
    out.ending.end = End::kUnclear;
  }
  if (EndsInTagsAfterDash(doc.Slice(entry.description))) out.ending.end = End::kUnclear;
  if (out.ending.end == End::kStop) return out;
  out.is_closed_behind = IsClosedBehind(doc, entry);
  if (out.ending.end != End::kNoStop) return out;
  // "(it has them.)"
  const bool bracket_stops =
      IsBracket(out.trailing) && VisibleEndingOf(doc, entry.trailing.back()).end == End::kStop;
  if (bracket_stops || HasInnerParts(doc, entry) || GoesOn(doc, entry) || out.is_closed_behind ||
      IsRemark(doc, entry) || EndsInLinkOfItsOwn(doc, entry.description) ||
      EndsInEmojiCode(doc, entry) || LeadsToTag(doc, entry) ||
      IsClosedBeforeBracket(doc.Slice(entry.description)) ||
      EndsInSpeaker(doc.Slice(entry.description))) {
    out.ending.end = End::kUnclear;
  }
  return out;
}

void CountEnding(const Document& doc, const Description& description, EndingCustom* custom) {
  EndingCustom::Places& places = custom->At(description.trailing);
  if (description.ending.end != End::kUnclear) ++custom->judged;
  if (description.ending.end == End::kNoStop) ++places.without;
  if (description.ending.end == End::kStop) {
    ++custom->stops;
    ++places.before;
    CountBracket(doc, description, custom);
    if (HasCjkLetter(doc.Slice(description.range))) {
      const CodePoint last = DecodeUtf8Before(doc.source().text(), description.range.end);
      if (last.value == 0x3002) ++custom->wide;
      if (last.value == '.') ++custom->narrow;
    }
  } else if (description.trailing != Trailing::kNone && description.is_closed_behind) {
    ++places.behind;
    ++custom->judged;
    ++custom->stops;
  }
}

bool IsLineOfItsOwn(const Document& doc, const Entry& entry) {
  const std::string_view between = doc.Slice(entry.separator);
  if (FindAnyOf<'\r', '\n'>(between) == std::string_view::npos || !Trim(between).empty()) {
    return false;
  }
  if (doc.NodeAt(entry.description.begin).full == entry.description) return true;
  const char first = doc.source()[entry.description.begin];
  return first == '*' || first == '_' || entry.form == EntryForm::kSeveralLinks ||
         !entry.notes.empty();
}

bool IsNames(const Document& doc, const Description& description) {
  const std::string_view text = doc.Slice(description.range);
  if (text.find(' ') == std::string_view::npos && !HasCjkLetter(text)) return true;
  if (SaysMoreThanNames(text)) return false;
  return BylineOf(VisibleText(doc, description.range), false) == Byline::kNames ||
         BylineOf(NamesIn(doc, description.range), false) == Byline::kLed;
}

}  // namespace awl
