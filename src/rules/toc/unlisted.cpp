#include "rules/toc/unlisted.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <string>
#include <utility>

#include "base/strings.h"
#include "facts/nearest_anchor.h"
#include "text/url.h"

namespace awl {
namespace {

// How many numbers begin the text: 2 of "5.2. Talks" and of "5.2 Talks".
std::size_t NumberDepth(std::string_view text) {
  std::size_t depth = 0;
  std::size_t at = 0;
  while (at < text.size() && IsAsciiDigit(text[at])) {
    ++depth;
    while (at < text.size() && IsAsciiDigit(text[at])) ++at;
    if (at == text.size() || text[at] != '.') break;
    ++at;
  }
  return depth;
}

// True if most words of both are the same: "Complex Bellows" and "Complex and Layered Bellows".
bool ShareMostWords(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::vector<std::string> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return 2 * both.size() > std::max(a.size(), b.size());
}

// True if a word of `a` is one of `b`, or begins with the same stem. Small words join others in
// many languages, and one ideograph is no word: these count where they are all of a title.
bool ShareWord(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  constexpr std::size_t kStem = 4;  // bytes
  std::size_t small = 0;
  for (const std::string& one : a) {
    for (const std::string& other : b) {
      const auto [end, ignored] = std::mismatch(one.begin(), one.end(), other.begin(), other.end());
      const auto same = static_cast<std::size_t>(end - one.begin());
      const std::size_t shorter = std::min(one.size(), other.size());
      if (same >= kStem && 3 * same >= 2 * shorter) return true;
      if (one == other) ++small;
    }
  }
  return small >= std::min<std::size_t>({2, a.size(), b.size()}) && small > 0;
}

bool BeginAlike(std::string_view a, std::string_view b) {
  return a.starts_with(b) || b.starts_with(a);
}

}  // namespace

int LevelOf(const Document& doc, const ContentsHeading& heading) {
  return doc.heading(doc[heading.node]).level;
}

Neighbours::Neighbours(const List& list, const ContentsAlignment& alignment)
    : before_(alignment.headings().size(), kNoId), after_(before_) {
  const Document& doc = list.document();
  const std::vector<ContentsHeading>& headings = alignment.headings();
  const auto level = [&](std::uint32_t i) { return doc.heading(doc[headings[i].node]).level; };
  const auto walk = [&](std::uint32_t i, std::vector<std::uint32_t>& found,
                        std::array<std::uint32_t, kHeadingLevels>& last,
                        std::array<SectionId, kHeadingLevels>& parent) {
    const SectionId own = list.section(headings[i].section).parent;
    if (last[level(i)] != kNoId && parent[level(i)] == own) found[i] = last[level(i)];
    if (headings[i].line == kNoId || !headings[i].is_after) return;
    last[level(i)] = i;
    parent[level(i)] = own;
  };
  std::array<std::uint32_t, kHeadingLevels> last;
  std::array<SectionId, kHeadingLevels> parent = {};
  last.fill(kNoId);
  const auto count = static_cast<std::uint32_t>(headings.size());
  for (std::uint32_t i = 0; i < count; ++i) walk(i, before_, last, parent);
  last.fill(kNoId);
  for (std::uint32_t i = count; i-- > 0;) walk(i, after_, last, parent);
}

Branches::Branches(const ContentsAlignment& alignment, const List& list)
    : list_(list), counts_(list.sections().size()) {
  for (const ContentsHeading& heading : alignment.headings()) {
    counts_[heading.section].is_listed = heading.line != kNoId;
    if (heading.is_left_out) continue;
    Count& count = counts_[list.section(heading.section).parent];
    ++count.all;
    if (heading.line == kNoId) continue;
    ++count.listed;
    count.has_nested |= IsNested(alignment, heading);
  }
}

bool Branches::IsNested(const ContentsAlignment& alignment, const ContentsHeading& heading) const {
  const std::uint32_t above = list_.contents()->items[heading.line].parent;
  if (above == kNoId || alignment.lines()[above].heading == kNoId) return false;
  const ContentsHeading& parent = alignment.headings()[alignment.lines()[above].heading];
  return parent.section == list_.section(heading.section).parent;
}

DeadItems::DeadItems(const Facts& facts) : list_(facts.list()) {
  const std::vector<ContentsLine>& lines = facts.contents_alignment().lines();
  for (std::uint32_t i = 0; i < lines.size(); ++i) {
    if (lines[i].target != ContentsLine::Target::kNowhere || lines[i].heading != kNoId) continue;
    items_.push_back({.line = i, .title = TitleSignature(lines[i].text)});
  }
  // So many are no former names, and each is compared with each heading.
  if (items_.size() > kMostCompared) items_.clear();
  if (items_.empty()) return;
  const Document& doc = list_.document();
  NearestAnchors anchors(facts.anchors());
  for (Item& item : items_) {
    const NodeId link = list_.contents()->items[item.line].link;
    const std::string_view url = doc.link(doc[link]).url;
    if (!url.starts_with('#')) continue;
    const std::string_view nearest = anchors.Nearest(PercentDecode(url.substr(1)));
    if (nearest.empty() || HasItemOfItsOwn(facts, link, nearest)) continue;
    item.is_taken = true;
    item.target = nearest;
  }
}

bool DeadItems::HasSlipOf(std::string_view title) const {
  if (items_.empty()) return false;
  const TitleSignature own(title);
  return std::any_of(items_.begin(), items_.end(), [&](const Item& item) {
    const std::size_t sizes[] = {own.key.size(), item.title.key.size()};
    const auto [shorter, longer] = std::minmax(sizes[0], sizes[1]);
    return item.title.IsNear(own) || (shorter >= kFewestAlike && longer - shorter <= kMostBeyond &&
                                      BeginAlike(own.key, item.title.key));
  });
}

bool DeadItems::MayLeadTo(std::string_view slug) const {
  return std::any_of(items_.begin(), items_.end(),
                     [slug](const Item& item) { return item.target == slug; });
}

std::uint32_t DeadItems::TakeSimilar(std::string_view title) {
  if (items_.empty()) return kNoId;
  const TitleSignature own(title);
  for (Item& item : items_) {
    if (item.is_taken) continue;
    const bool begins = std::min(own.key.size(), item.title.key.size()) >= kFewestAlike &&
                        BeginAlike(own.key, item.title.key);
    item.is_taken = begins || ShareMostWords(own.words, item.title.words);
    if (item.is_taken) return item.line;
  }
  return kNoId;
}

bool DeadItems::HasWordOf(std::uint32_t line, std::string_view title) const {
  const TitleSignature own(title);
  return std::any_of(items_.begin(), items_.end(), [&](const Item& item) {
    return item.line == line && ShareWord(item.title.words, own.words);
  });
}

std::vector<std::uint32_t> DeadItems::Around(const ItemPlace& place) const {
  std::vector<std::uint32_t> found;
  if (items_.empty()) return found;
  const Document& doc = list_.document();
  const NodeId list = doc[place.beside].parent;
  const auto add = [&](std::size_t i) {
    const auto line = static_cast<std::uint32_t>(i);
    const bool dead = IsDead(line);
    if (dead) found.push_back(line);
    return dead;
  };
  const std::vector<ContentsItem>& items = list_.contents()->items;
  const auto at = static_cast<std::size_t>(
      std::find_if(items.begin(), items.end(),
                   [&](const ContentsItem& item) { return item.item == place.beside; }) -
      items.begin());
  const auto is_sibling = [&](std::size_t i) { return doc[items[i].item].parent == list; };
  add(at);
  if (place.is_after) {
    for (std::size_t i = at + 1; i < items.size(); ++i) {
      if (items[i].depth < items[at].depth || (is_sibling(i) && !add(i))) break;
    }
  } else {
    for (std::size_t i = at; i-- > 0;) {
      if (items[i].depth < items[at].depth || (is_sibling(i) && !add(i))) break;
    }
  }
  return found;
}

bool DeadItems::IsTaken(std::uint32_t line) const {
  return std::any_of(items_.begin(), items_.end(),
                     [line](const Item& item) { return item.line == line && item.is_taken; });
}

bool DeadItems::IsDead(std::uint32_t line) const {
  return std::any_of(items_.begin(), items_.end(),
                     [line](const Item& item) { return item.line == line; });
}

QuietSections::QuietSections(const List& list, const ContentsAlignment& alignment) : list_(list) {
  for (const ContentsHeading& heading : alignment.headings()) {
    const Section& section = list.section(heading.section);
    if (heading.is_left_out && heading.line == kNoId) continue;
    if (!section.entries.empty()) closing_ = std::max(closing_, section.own.end);
  }
}

bool QuietSections::Have(SectionId id) const {
  const Section& section = list_.section(id);
  if (!section.entries.empty() || section.heading == kNoNode) return false;
  const bool is_closing = closing_ > 0 && section.range.begin >= closing_;
  return (is_closing && IsProse(section)) || IsPictures(section);
}

// What has many links, a table or code may be part of the list all the same, and what is empty yet
// become one.
bool QuietSections::IsProse(const Section& section) const {
  constexpr std::ptrdiff_t kMostLinks = 2;
  const Document& doc = list_.document();
  const Node* first = doc.Next(doc[section.heading]);
  if (first == nullptr || (first->kind != NodeKind::kParagraph && first->kind != NodeKind::kList &&
                           first->kind != NodeKind::kBlockquote)) {
    return false;
  }
  const auto count = [&](NodeKind kind) {
    const std::span<const NodeId> ids = doc.Ids(kind);
    const auto from = [&](Offset offset) {
      return std::partition_point(ids.begin(), ids.end(),
                                  [&](NodeId id) { return doc[id].full.begin < offset; });
    };
    return from(section.range.end) - from(section.range.begin);
  };
  return count(NodeKind::kLink) + count(NodeKind::kLinkReference) <= kMostLinks &&
         count(NodeKind::kTable) + count(NodeKind::kCode) + count(NodeKind::kHtmlBlock) == 0;
}

bool QuietSections::IsPictures(const Section& section) const {
  const Document& doc = list_.document();
  bool found = false;
  for (const Node* node = doc.Next(doc[section.heading]);
       node != nullptr && node->full.begin < section.range.end; node = doc.Next(*node)) {
    if (node->kind == NodeKind::kThematicBreak) continue;
    if (node->kind != NodeKind::kParagraph) return false;
    for (const Node& child : doc.Children(*node)) {
      const Node* picture = child.kind == NodeKind::kLink ? doc.FirstChild(child) : &child;
      const bool is_picture = picture != nullptr && (picture->kind == NodeKind::kImage ||
                                                     picture->kind == NodeKind::kImageReference);
      if (!is_picture && !Trim(doc.Slice(child.full)).empty()) return false;
      found = found || is_picture;
    }
  }
  return found;
}

FaultyHeadings::FaultyHeadings(const List& list, const ContentsAlignment& alignment)
    : faulty_(alignment.headings().size()) {
  std::size_t depth = 0;  // of the items' numbers
  for (const ContentsLine& line : alignment.lines()) {
    depth = std::max(depth, NumberDepth(line.text));
  }
  std::set<std::pair<SectionId, std::string>> titles;  // below each section
  for (std::size_t i = 0; i < faulty_.size(); ++i) {
    const ContentsHeading& heading = alignment.headings()[i];
    const SectionId parent = list.section(heading.section).parent;
    const bool is_new = titles.emplace(parent, TitleKey(heading.title.text)).second;
    faulty_[i] = !is_new || (depth > 0 && NumberDepth(heading.title.text) > depth);
  }
}

bool HaveTails(const List& list) {
  const Document& doc = list.document();
  const Source& source = doc.source();
  const std::vector<ContentsItem>& items = list.contents()->items;
  return std::all_of(items.begin(), items.end(), [&](const ContentsItem& item) {
    if (item.link == kNoNode) return true;
    const Offset end = doc[item.link].full.end;
    return !Trim(doc.Slice({end, source.Line(source.LineAt(end)).end})).empty();
  });
}

std::uint32_t GroupAround(const ContentsAlignment& alignment, const Contents& contents,
                          std::uint32_t item) {
  while (contents.items[item].parent != kNoId) item = contents.items[item].parent;
  const ContentsLine& line = alignment.lines()[item];
  return line.heading == kNoId && line.target == ContentsLine::Target::kNone ? item : kNoId;
}

ListedPages::ListedPages(const Document& document, const Contents& contents) : document_(document) {
  for (const ContentsItem& item : contents.items) {
    if (item.link == kNoNode || document[item.link].kind != NodeKind::kLink) continue;
    const std::string_view url = document.link(document[item.link]).url;
    if (!url.empty() && !url.starts_with('#')) urls_.insert(url);
  }
}

bool ListedPages::HaveThatOf(const Node& heading) const {
  const Node* first = urls_.empty() ? nullptr : document_.FirstChild(heading);
  return first != nullptr && first->kind == NodeKind::kLink &&
         urls_.count(document_.link(*first).url) != 0;
}

}  // namespace awl
