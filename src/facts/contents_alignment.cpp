#include "facts/contents_alignment.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <unordered_map>
#include <utility>

#include "base/edit_distance.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "facts/anchors.h"
#include "list/section_names.h"
#include "text/unicode.h"
#include "text/url.h"

namespace awl {
namespace {

constexpr int kLevels = 7;

// "<!-- omit in toc -->", "<!-- omit from toc -->", "<!-- no toc -->", "{.no_toc}"
bool IsOmitComment(std::string_view comment) {
  const std::string lower = AsciiLower(comment);
  return lower.find("toc") != std::string::npos &&
         (lower.find("omit") != std::string::npos || lower.find("no ") != std::string::npos ||
          lower.find("ignore") != std::string::npos || lower.find("exclude") != std::string::npos);
}

// The length of "1.", "2.3 ", "4) ", "五、" at the beginning of `text`; 0 if there is no number.
std::size_t NumberingLength(std::string_view text) {
  std::size_t i = 0;
  bool dot = false;
  while (i < text.size() && (IsAsciiDigit(text[i]) || (i > 0 && text[i] == '.'))) {
    dot |= text[i] == '.';
    ++i;
  }
  if (i == 0) return 0;
  constexpr std::string_view kAfter[] = {")", "、", "．", "）", ":", "："};
  bool sign = false;
  for (const std::string_view after : kAfter) {
    if (text.substr(i).starts_with(after)) {
      i += after.size();
      sign = true;
      break;
    }
  }
  // "3D" and "2024 in Review" are titles.
  if (!dot && !sign) return 0;
  while (i < text.size() && IsBlank(text[i])) ++i;
  return i < text.size() ? i : 0;
}

// As a reader compares titles: without emoji and invisible characters, blanks at the ends and twice
// over, and closing punctuation.
std::string VisibleTitle(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = DecodeUtf8(text, i);
    const bool space = IsSpace(c.value);
    if (space ? !out.empty() && out.back() != ' '
              : !IsInvisible(c.value) && (IsAscii(text[i]) || !IsEmoji(c.value)) &&
                    !(c.value >= 0xFE00 && c.value <= 0xFE0F)) {
      if (space) {
        out += ' ';
      } else {
        out.append(text, i, c.length);
      }
    }
    i += c.length;
  }
  for (bool again = true; again && !out.empty();) {
    again = false;
    for (const std::string_view end : {" ", ":", "：", ".", "。", "↑", "⬆"}) {
      if (out.ends_with(end)) {
        out.erase(out.size() - end.size());
        again = true;
      }
    }
  }
  return out;
}

// Where the remark begins that a heading may have beyond its item's text.
bool BeginsRemark(std::string_view rest) {
  const std::string_view trimmed = Trim(rest);
  if (trimmed.empty()) return true;
  const CodePoint c = DecodeUtf8(trimmed, 0);
  if (c.value == '+' || c.value == '#' || c.value == '.' || c.value == '&' || c.value == '/' ||
      c.value == '\'') {
    return false;
  }
  // "Self-hosted" is no "Self" with a remark.
  if (trimmed.size() == rest.size() && c.value == '-') return false;
  return IsPunctuation(c.value) || IsSymbol(c.value);
}

// "SQL (and others)", "Tool: SQL" and "Structured Query Language (SQL)" have the part "SQL".
bool HasAsPart(std::string_view heading, std::string_view part) {
  if (heading.starts_with(part) && BeginsRemark(heading.substr(part.size()))) return true;
  if (heading.size() <= part.size()) return false;
  for (const std::string_view end : {"", ")", "）"}) {
    if (!heading.ends_with(end)) continue;
    std::string_view before = heading.substr(0, heading.size() - end.size());
    if (!before.ends_with(part)) continue;
    before.remove_suffix(part.size());
    const std::string_view trimmed = Trim(before);
    if (end.empty() ? trimmed.ends_with(':') || trimmed.ends_with("：")
                    : trimmed.ends_with('(') || trimmed.ends_with("（")) {
      return true;
    }
  }
  return false;
}

// "Statistics / Regression" of "Statistics": more is said than in the heading, nothing else.
bool GoesOn(std::string_view item, std::string_view heading) {
  if (!item.starts_with(heading)) return false;
  const CodePoint next = DecodeUtf8(item, heading.size());
  return !IsLetter(next.value) && !IsNumber(next.value) && !IsMark(next.value);
}

// What alphabetical lists put at one of their ends.
bool IsApart(std::string_view text) {
  constexpr std::string_view kApart[] = {"introduction",    "intro",         "overview",
                                         "about",           "general",       "more",
                                         "getting started", "uncategorized", "summary"};
  constexpr std::string_view kRest[] = {"other", "others", "misc", "miscellaneous", "miscellanea"};
  const std::string lower = AsciiLower(text);
  if (std::find(std::begin(kApart), std::end(kApart), lower) != std::end(kApart)) return true;
  const std::string_view word = std::string_view(lower).substr(0, lower.find_first_of(" ./&"));
  return std::find(std::begin(kRest), std::end(kRest), word) != std::end(kRest) ||
         IsAboutHeading(text);
}

// The length of the longest sequence of `keys` in which none is less than the one before.
std::size_t LongestInOrder(const std::vector<std::string>& keys) {
  std::vector<std::string_view> ends;  // by length: the least key that ends such a sequence
  for (const std::string& key : keys) {
    const auto at = std::upper_bound(ends.begin(), ends.end(), std::string_view(key));
    if (at == ends.end()) {
      ends.push_back(key);
    } else {
      *at = key;
    }
  }
  return ends.size();
}

// "SSRF" of "Server-Side Request Forgery".
bool IsAcronym(std::string_view item, std::string_view heading) {
  if (item.size() < 2 || !std::all_of(item.begin(), item.end(), IsAsciiUpper)) return false;
  std::string initials;
  bool begins = true;
  for (const char c : heading) {
    if (begins && IsAsciiAlpha(c)) initials += AsciiUpper(c);
    begins = c == ' ' || c == '-' || c == '/';
  }
  return initials == item;
}

// True if `tag` is on a line of its own, the last one of `paragraph`.
bool IsAtEnd(const Document& doc, const Node& tag, const Node& paragraph) {
  const Source& source = doc.source();
  const Range line = source.Line(source.LineAt(tag.full.begin));
  if (source.LineAt(paragraph.full.end - 1) != source.LineAt(tag.full.begin)) return false;
  return Trim(doc.Slice({line.begin, tag.full.begin})).empty();
}

// A paragraph that is one link into the file: "back to top".
bool IsWayBack(const Document& doc, const Node& paragraph) {
  const Node* found = nullptr;
  const NodeId end = doc.SubtreeEnd(paragraph);
  for (NodeId id = doc.IdOf(paragraph) + 1; id < end; ++id) {
    const Node& node = doc[id];
    if (node.kind == NodeKind::kLink) {
      if (found != nullptr || !doc.link(node).url.starts_with('#')) return false;
      found = &node;
      id = doc.SubtreeEnd(node) - 1;
    } else if (node.kind == NodeKind::kText || node.kind == NodeKind::kImage) {
      return false;
    }
  }
  return found != nullptr;
}

// Also where it has other letter case or another form of the same letters.
const AnchorTarget* FindTarget(const Anchors& anchors, std::string_view id) {
  const AnchorTarget* target = anchors.Find(id);
  if (target == nullptr) target = anchors.FindFolded(id);
  return target != nullptr ? target : anchors.FindVisible(id);
}

}  // namespace

std::string TitleKey(std::string_view text) {
  text = Trim(text);
  // An emoji may stand before the number.
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = DecodeUtf8(text, i);
    if (IsLetter(c.value) || IsNumber(c.value)) {
      text.remove_prefix(i);
      break;
    }
    i += c.length;
  }
  text.remove_prefix(NumberingLength(text));
  std::string key = FoldCase(text);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < key.size();) {
    if (IsAscii(key[i])) {
      const char c = key[i++];
      key[kept] = c;
      kept += IsAsciiAlnum(c) || c == '+' || c == '#' ? 1 : 0;
      continue;
    }
    const CodePoint c = DecodeUtf8(key, i);
    const bool variation = c.value >= 0xFE00 && c.value <= 0xFE0F;
    const bool keep = IsLetter(c.value) || IsNumber(c.value) || (IsMark(c.value) && !variation);
    for (std::size_t k = 0; k < c.length; ++k, ++i) {
      key[kept] = key[i];
      kept += keep ? 1 : 0;
    }
  }
  key.resize(kept);
  return key;
}

bool IsSameTitle(std::string_view item, std::string_view heading) {
  if (item == heading) return true;
  std::string a = VisibleTitle(item);
  std::string b = VisibleTitle(heading);
  const auto without_number = [](const std::string& text) {
    return text.substr(NumberingLength(text));
  };
  if (NumberingLength(a) == 0 || NumberingLength(b) == 0) {
    a = without_number(a);
    b = without_number(b);
  }
  a = Trim(a);
  b = Trim(b);
  if (a == b) return true;
  if (a.empty() || b.empty()) return false;
  return HasAsPart(b, a) || IsAcronym(a, b) || IsAcronym(b, a) || GoesOn(a, b);
}

std::vector<std::string> TitleWords(std::string_view title) {
  constexpr std::string_view kJoining[] = {"and", "or",   "of", "the", "for",
                                           "in",  "with", "a",  "an"};
  const std::string folded = FoldCase(title);
  std::vector<std::string> words;
  bool in_word = false;
  for (std::size_t i = 0; i < folded.size();) {
    const CodePoint c = DecodeUtf8(folded, i);
    const bool part = IsLetter(c.value) || IsNumber(c.value) || IsMark(c.value);
    if (part && (!in_word || IsCjk(c.value))) words.emplace_back();
    if (part) words.back().append(folded, i, c.length);
    in_word = part;
    i += c.length;
  }
  std::erase_if(words, [&](const std::string& word) {
    return std::find(std::begin(kJoining), std::end(kJoining), word) != std::end(kJoining);
  });
  return words;
}

namespace {

// So many letters a text has.
std::size_t CountLetters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

// Both texts with one byte for each code point, so that an edit is one of a letter. Empty if they
// have too many letters that differ for that.
std::pair<std::string, std::string> AsBytes(std::string_view a, std::string_view b) {
  if (IsAscii(a) && IsAscii(b)) return {std::string(a), std::string(b)};
  std::unordered_map<char32_t, char> numbers;
  bool fits = true;
  const auto narrow = [&](std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
      const CodePoint c = DecodeUtf8(text, i);
      out += numbers.emplace(c.value, static_cast<char>(numbers.size())).first->second;
      fits = fits && numbers.size() < 256;
      i += c.length;
    }
    return out;
  };
  std::pair<std::string, std::string> out = {narrow(a), narrow(b)};
  return fits ? out : std::pair<std::string, std::string>();
}

// Whether one of two words is likely the other with a slip of a letter or two. A number, a Chinese
// character and a short word are another thing each, and so is a word with another first letter.
bool IsSlipOfWord(std::string_view a, std::string_view b) {
  constexpr std::size_t kFewestForOne = 4;
  constexpr std::size_t kFewestForTwo = 8;
  const auto is_spelt = [](std::string_view word) {
    for (std::size_t i = 0; i < word.size();) {
      const CodePoint c = DecodeUtf8(word, i);
      if (IsNumber(c.value) || IsCjk(c.value)) return false;
      i += c.length;
    }
    return true;
  };
  const std::size_t shorter = std::min(CountLetters(a), CountLetters(b));
  if (shorter < kFewestForOne || !is_spelt(a) || !is_spelt(b)) return false;
  if (DecodeUtf8(a, 0).value != DecodeUtf8(b, 0).value) return false;
  const std::size_t limit = shorter < kFewestForTwo ? 1 : 2;
  const auto [from, to] = AsBytes(a, b);
  return !from.empty() && EditDistance(from, to, limit) <= limit;
}

}  // namespace

TitleSignature::TitleSignature(std::string_view title)
    : key(TitleKey(title)), words(TitleWords(title)), in_order(words) {
  std::sort(words.begin(), words.end());
}

bool TitleSignature::IsNear(const TitleSignature& other) const {
  constexpr std::size_t kFewestForOne = 6;  // letters of the whole title
  constexpr std::size_t kFewestForTwo = 10;
  constexpr std::size_t kFewestForWords = 2;
  if (words.size() >= kFewestForWords && words == other.words) return true;
  if (in_order.size() != other.in_order.size()) return false;
  const std::size_t shorter = std::min(CountLetters(key), CountLetters(other.key));
  const std::size_t limit = shorter < kFewestForOne ? 0 : shorter < kFewestForTwo ? 1 : 2;
  const auto [from, to] = AsBytes(key, other.key);
  if (limit == 0 || from.empty() || EditDistance(from, to, limit) > limit) return false;
  for (std::size_t i = 0; i < in_order.size(); ++i) {
    if (in_order[i] != other.in_order[i] && !IsSlipOfWord(in_order[i], other.in_order[i])) {
      return false;
    }
  }
  return true;
}

bool TitleSignature::IsLike(const TitleSignature& other) const {
  if (key == other.key || IsNear(other)) return true;
  std::vector<std::string> both;
  std::set_intersection(words.begin(), words.end(), other.words.begin(), other.words.end(),
                        std::back_inserter(both));
  return !both.empty() && 2 * both.size() >= std::min(words.size(), other.words.size());
}

std::string ContentsSortKey(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = DecodeUtf8(text, i);
    if (IsLetter(c.value) || IsNumber(c.value)) {
      text.remove_prefix(i);
      break;
    }
    i += c.length;
  }
  text = Trim(text);
  if (IsApart(text)) return {};
  for (const std::string_view article : {"the ", "an ", "a "}) {
    if (!StartsWithIgnoreAsciiCase(text, article)) continue;
    text.remove_prefix(article.size());
    break;
  }
  return CollationKey(text);
}

ContentsAlignment::ContentsAlignment(const Facts& facts) {
  const List& list = facts.list();
  if (list.contents() == nullptr) return;
  CollectHeadings(facts);
  ReadItems(facts);
  Match(list);
  Order();
  FindAlphabetical(list);
  FindLevels(list.document(), *list.contents());
  is_alone_ = list.contents()->heading != kNoNode && FindStrayBlocks(list).empty();
}

void ContentsAlignment::CollectHeadings(const Facts& facts) {
  const List& list = facts.list();
  const Document& doc = list.document();
  const Offset contents_end = doc[list.contents()->lists.back()].full.end;
  headings_.reserve(list.sections().size());
  heading_keys_.reserve(list.sections().size());
  Offset left_out_end = 0;  // of the section that is left out, its subsections with it
  auto comment = doc.html_comments().begin();
  for (SectionId id = 1; id < list.sections().size(); ++id) {
    const Section& section = list.section(id);
    const Node& node = doc[section.heading];
    ContentsHeading& heading = headings_.emplace_back();
    heading.node = section.heading;
    heading.section = id;
    heading.is_after = node.full.begin >= contents_end;
    heading.title = FindHeadingTitle(facts, node);
    const std::string_view title = heading.title.text;
    heading_keys_.push_back(TitleKey(title));
    // The comment stands in the heading, or on the line before it.
    bool omitted = false;
    while (comment != doc.html_comments().end() && comment->full.begin < node.full.end) {
      const bool inside = comment->full.begin >= node.full.begin;
      const bool before = !inside && comment->full.end <= node.full.begin &&
                          Trim(doc.Slice({comment->full.end, node.full.begin})).empty();
      if (inside || before) omitted |= IsOmitComment(doc.Slice(comment->content));
      ++comment;
    }
    if (omitted || section.is_contents || IsAboutHeading(title) || IsContentsHeading(title)) {
      left_out_end = std::max(left_out_end, section.range.end);
    }
    heading.is_left_out = node.full.begin < left_out_end;
  }
}

std::uint32_t ContentsAlignment::HeadingOf(NodeId node) const {
  const auto found =
      std::lower_bound(headings_.begin(), headings_.end(), node,
                       [](const ContentsHeading& heading, NodeId id) { return heading.node < id; });
  return found != headings_.end() && found->node == node
             ? static_cast<std::uint32_t>(found - headings_.begin())
             : kNoId;
}

// The heading that an HTML anchor stands for: the one that it is in, that follows its block, or
// that it follows.
std::uint32_t ContentsAlignment::HeadingBeside(const Document& doc, const Node& node) const {
  const Node* block = &node;
  while (block->parent != kNoNode && block->parent != doc.root()) block = doc.Parent(*block);
  const NodeId id = doc.IdOf(*block);
  if (block->kind == NodeKind::kHeading) return HeadingOf(id);
  // In a list or between words it is for them, but not at the end of a paragraph above a heading.
  if (block->kind == NodeKind::kParagraph && IsAtEnd(doc, node, *block) &&
      block->next_sibling != kNoNode) {
    if (const std::uint32_t next = HeadingOf(block->next_sibling); next != kNoId) return next;
  }
  if (block->kind != NodeKind::kHtmlBlock && block->kind != NodeKind::kParagraph) return kNoId;
  for (const Node& child : doc.Children(*block)) {
    if (child.kind != NodeKind::kHtmlInline && child.kind != NodeKind::kText) return kNoId;
    if (child.kind == NodeKind::kText && !Trim(doc.Slice(child.full)).empty()) return kNoId;
  }
  if (block->next_sibling != kNoNode) {
    const std::uint32_t next = HeadingOf(block->next_sibling);
    if (next != kNoId) return next;
  }
  const auto after =
      std::lower_bound(headings_.begin(), headings_.end(), id,
                       [](const ContentsHeading& heading, NodeId at) { return heading.node < at; });
  if (after == headings_.begin()) return kNoId;
  const ContentsHeading& before = *(after - 1);
  return doc[before.node].next_sibling == id
             ? static_cast<std::uint32_t>(after - 1 - headings_.begin())
             : kNoId;
}

void ContentsAlignment::ReadItems(const Facts& facts) {
  const List& list = facts.list();
  const Document& doc = list.document();
  lines_.reserve(list.contents()->items.size());
  for (const ContentsItem& item : list.contents()->items) {
    ContentsLine& line = lines_.emplace_back();
    if (item.link == kNoNode) {
      const Node* head = doc.FirstChild(doc[item.item]);
      if (head != nullptr && head->kind == NodeKind::kParagraph) line.text = doc.Text(*head);
      continue;
    }
    line.text = doc.Text(doc[item.link]);
    ReadFurtherLinks(facts, item);
    const std::string_view url = doc.link(doc[item.link]).url;
    if (!url.starts_with('#')) {
      line.target = url.empty() ? ContentsLine::Target::kNone : ContentsLine::Target::kElsewhere;
      continue;
    }
    const std::string id = PercentDecode(url.substr(1));
    const AnchorTarget* target = FindTarget(facts.anchors(), id);
    if (target != nullptr) line.leads_to = HeadingAt(doc, *target);
    line.target = line.leads_to != kNoId                           ? ContentsLine::Target::kHeading
                  : target != nullptr || Anchors::IsPageAnchor(id) ? ContentsLine::Target::kPlace
                                                                   : ContentsLine::Target::kNowhere;
  }
}

std::uint32_t ContentsAlignment::HeadingAt(const Document& doc, const AnchorTarget& target) const {
  return target.kind == AnchorTarget::Kind::kHeading ? HeadingOf(target.node)
                                                     : HeadingBeside(doc, doc[target.node]);
}

// "- [Notes](#notes) | [Books](#books)" lists both.
void ContentsAlignment::ReadFurtherLinks(const Facts& facts, const ContentsItem& item) {
  const Document& doc = facts.list().document();
  const Node& first = doc[item.link];
  const Node* block = &first;
  while (!IsBlock(block->kind)) block = doc.Parent(*block);
  const NodeId end = doc.SubtreeEnd(*block);
  for (NodeId id = doc.SubtreeEnd(first); id < end; ++id) {
    if (doc[id].kind != NodeKind::kLink) continue;
    const std::string_view url = doc.link(doc[id]).url;
    if (!url.starts_with('#')) continue;
    const AnchorTarget* target = FindTarget(facts.anchors(), PercentDecode(url.substr(1)));
    const std::uint32_t heading = target == nullptr ? kNoId : HeadingAt(doc, *target);
    if (heading != kNoId) headings_[heading].is_linked = true;
  }
}

ContentsAlignment::HeadingsByParent ContentsAlignment::ByParent(const List& list) const {
  HeadingsByParent below;
  for (std::uint32_t i = 0; i < headings_.size(); ++i) {
    const SectionId parent = list.section(headings_[i].section).parent;
    below.emplace(HeadingsByParent::key_type(parent, heading_keys_[i]), i);
  }
  return below;
}

// An item below another one is for the section of its name below that one's section, even if its
// link leads to a section of that name elsewhere; and so is one of the outermost level, whose
// section may have another slug for its emoji.
void ContentsAlignment::MatchBelowParents(const List& list, const std::vector<std::string>& keys) {
  HeadingsByParent below;  // made when asked for
  const Contents& contents = *list.contents();
  const SectionId outermost =
      contents.heading == kNoNode ? contents.section : list.section(contents.section).parent;
  for (std::uint32_t i = 0; i < lines_.size(); ++i) {
    ContentsLine& line = lines_[i];
    const std::uint32_t above = list.contents()->items[i].parent;
    if (line.target == ContentsLine::Target::kElsewhere ||
        line.target == ContentsLine::Target::kPlace) {
      continue;
    }
    std::uint32_t own = line.leads_to;
    SectionId section = outermost;
    if (above != kNoId) {
      const std::uint32_t parent =
          lines_[above].heading != kNoId ? lines_[above].heading : lines_[above].leads_to;
      if (parent == kNoId) continue;
      section = headings_[parent].section;
    } else if (own == kNoId || keys[i] != heading_keys_[own]) {
      continue;
    }
    if (own == kNoId || keys[i] != heading_keys_[own] ||
        list.section(headings_[own].section).parent != section) {
      if (below.empty()) below = ByParent(list);
      const auto found = below.find({section, keys[i]});
      if (found == below.end() || keys[i].empty()) continue;
      own = found->second;
    }
    if (headings_[own].line != kNoId) continue;
    line.heading = own;
    headings_[own].line = i;
  }
}

void ContentsAlignment::Match(const List& list) {
  const auto take = [&](std::uint32_t line, std::uint32_t heading) {
    lines_[line].heading = heading;
    headings_[heading].line = line;
  };
  std::vector<std::string> keys;
  keys.reserve(lines_.size());
  for (const ContentsLine& line : lines_) keys.push_back(TitleKey(line.text));
  MatchBelowParents(list, keys);
  for (std::uint32_t i = 0; i < lines_.size(); ++i) {
    const std::uint32_t heading = lines_[i].leads_to;
    if (lines_[i].heading == kNoId && heading != kNoId && headings_[heading].line == kNoId &&
        keys[i] == heading_keys_[heading]) {
      take(i, heading);
    }
  }
  // "[Anvils](#anvils-and-more)": the link and the beginning of the name agree.
  for (std::uint32_t i = 0; i < lines_.size(); ++i) {
    const std::uint32_t heading = lines_[i].leads_to;
    if (lines_[i].heading == kNoId && heading != kNoId && headings_[heading].line == kNoId &&
        !keys[i].empty() && heading_keys_[heading].starts_with(keys[i])) {
      take(i, heading);
    }
  }
  // Of headings with the same text the next one that is free, as `next` tells.
  std::unordered_map<std::string_view, std::uint32_t> first;
  std::vector<std::uint32_t> next(headings_.size(), kNoId);
  // The title may have the name of a section: what stands before the contents comes last.
  for (const bool is_after : {false, true}) {
    for (std::uint32_t i = static_cast<std::uint32_t>(headings_.size()); i-- > 0;) {
      if (headings_[i].is_after != is_after || headings_[i].line != kNoId ||
          heading_keys_[i].empty()) {
        continue;
      }
      std::uint32_t& head = first.emplace(heading_keys_[i], kNoId).first->second;
      next[i] = head;
      head = i;
    }
  }
  const auto next_of_name = [&](std::string_view key) {
    const auto same = first.find(key);
    if (same == first.end()) return kNoId;
    while (same->second != kNoId && headings_[same->second].line != kNoId) {
      same->second = next[same->second];
    }
    return same->second;
  };
  const auto leaves_headings = [](const ContentsLine& line) {
    return line.target == ContentsLine::Target::kElsewhere ||
           line.target == ContentsLine::Target::kPlace;
  };
  for (std::uint32_t i = 0; i < lines_.size(); ++i) {
    ContentsLine& line = lines_[i];
    if (line.heading != kNoId || leaves_headings(line)) continue;
    if (const std::uint32_t same = next_of_name(keys[i]); same != kNoId) {
      take(i, same);
    } else if (line.leads_to != kNoId && headings_[line.leads_to].line == kNoId) {
      take(i, line.leads_to);
    } else if (line.leads_to != kNoId) {
      line.heading = line.leads_to;
      line.is_duplicate = true;
    }
  }
  // "[Books](https://github.com/o/list#books)", "[Books](books)": what has a section's name and no
  // other item is that section's, wherever it leads.
  for (std::uint32_t i = 0; i < lines_.size(); ++i) {
    if (lines_[i].heading != kNoId || !leaves_headings(lines_[i])) continue;
    if (const std::uint32_t same = next_of_name(keys[i]); same != kNoId) take(i, same);
  }
}

// Marks what is not in a longest increasing sequence of headings.
void ContentsAlignment::Order() {
  std::vector<std::uint32_t> ends;  // by length: the line that ends the best sequence
  std::vector<std::uint32_t> before(lines_.size(), kNoId);
  for (std::uint32_t i = 0; i < lines_.size(); ++i) {
    if (lines_[i].heading == kNoId || lines_[i].is_duplicate) continue;
    lines_[i].is_ordered = false;
    const auto at = std::lower_bound(
        ends.begin(), ends.end(), lines_[i].heading,
        [&](std::uint32_t line, std::uint32_t heading) { return lines_[line].heading < heading; });
    if (at != ends.begin()) before[i] = *(at - 1);
    if (at == ends.end()) {
      ends.push_back(i);
    } else {
      *at = i;
    }
  }
  if (ends.empty()) return;
  for (std::uint32_t i = ends.back(); i != kNoId; i = before[i]) lines_[i].is_ordered = true;
}

// Three items may be in alphabetical order by chance, and five of six with one out of place hardly
// ever. Where the sections are in that order as well, they are what counts.
void ContentsAlignment::FindAlphabetical(const List& list) {
  constexpr std::size_t kFewest = 4;
  constexpr std::size_t kFewestWithSlip = 6;
  std::vector<std::string> keys;
  std::size_t out_of_section_order = 0;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    if (list.contents()->items[i].parent != kNoId || lines_[i].heading == kNoId) continue;
    out_of_section_order += lines_[i].is_ordered ? 0 : 1;
    std::string key = ContentsSortKey(lines_[i].text);
    if (!key.empty()) keys.push_back(std::move(key));
  }
  const std::size_t slips = keys.size() - LongestInOrder(keys);
  // A long list has more slips; but then it must be far from the order of the sections.
  const bool few = slips <= 1 ? slips < out_of_section_order
                              : 5 * slips <= keys.size() && 3 * slips <= out_of_section_order;
  is_alphabetical_ = keys.size() >= (slips == 0 ? kFewest : kFewestWithSlip) && few;
}

void ContentsAlignment::FindLevels(const Document& doc, const Contents& contents) {
  std::array<std::size_t, kLevels> total = {};
  std::array<std::size_t, kLevels> listed = {};
  // Items that lead nowhere are for headings of the level that their neighbours are for.
  std::vector<std::size_t> broken;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    if (lines_[i].target != ContentsLine::Target::kNowhere || lines_[i].heading != kNoId) continue;
    const std::uint32_t depth = contents.items[i].depth;
    if (depth >= broken.size()) broken.resize(depth + 1);
    ++broken[depth];
  }
  for (const ContentsHeading& heading : headings_) {
    if (!heading.is_after || (heading.is_left_out && heading.line == kNoId)) continue;
    const int level = doc.heading(doc[heading.node]).level;
    ++total[level];
    if (heading.line == kNoId) continue;
    ++listed[level];
    const std::uint32_t depth = contents.items[heading.line].depth;
    if (depth < broken.size()) listed[level] += std::exchange(broken[depth], 0);
  }
  for (int level = kLevels - 1; level > 0; --level) {
    if (listed[level] == 0 || 2 * listed[level] < total[level]) continue;
    listed_levels_ |= 1u << level;
    top_level_ = level;
  }
}

std::vector<NodeId> FindStrayBlocks(const List& list) {
  std::vector<NodeId> stray;
  const Contents* contents = list.contents();
  if (contents == nullptr || contents->heading == kNoNode) return stray;
  const Document& doc = list.document();
  const Offset end = list.section(contents->section).own.end;
  const Offset lists_end = doc[contents->lists.back()].full.end;
  auto comment = doc.html_comments().begin();
  for (NodeId id = doc[contents->heading].next_sibling; id != kNoNode; id = doc[id].next_sibling) {
    const Node& node = doc[id];
    if (node.full.begin >= end) break;
    if (node.kind == NodeKind::kThematicBreak || node.kind == NodeKind::kDefinition ||
        node.kind == NodeKind::kFootnoteDefinition) {
      continue;
    }
    if (std::any_of(contents->lists.begin(), contents->lists.end(),
                    [&](NodeId own) { return node.full.Contains(doc[own].full); })) {
      continue;
    }
    if (node.kind == NodeKind::kHtmlBlock || node.kind == NodeKind::kParagraph) {
      // Comments, and tags around the list or without anything to see: <details>, <br>, <a name>.
      bool has_text = false;
      Offset at = node.full.begin;
      for (const std::string_view text = doc.source().text(); at < node.full.end && !has_text;) {
        if (IsAsciiSpace(text[at])) {
          ++at;
        } else if (text[at] == '<') {
          while (comment != doc.html_comments().end() && comment->full.begin < at) ++comment;
          std::size_t close = comment != doc.html_comments().end() && comment->full.begin == at
                                  ? comment->full.end
                                  : text.find('>', at);
          // What a folded list is called.
          if (StartsWithIgnoreAsciiCase(doc.Slice({at, node.full.end}), "<summary")) {
            close = text.find("</summary>", at);
            if (close != std::string_view::npos) close = text.find('>', close);
          }
          at = close >= node.full.end ? node.full.end : static_cast<Offset>(close);
          if (at < node.full.end && text[at] == '>') ++at;
        } else {
          has_text = true;
        }
      }
      if (!has_text || (node.full.begin >= lists_end && IsWayBack(doc, node))) continue;
    }
    stray.push_back(id);
  }
  return stray;
}

}  // namespace awl
