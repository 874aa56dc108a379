#include "facts/heading_title.h"

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "base/utf8.h"
#include "document/text_within.h"
#include "facts/anchors.h"
#include "text/unicode.h"
#include "text/url.h"

namespace awl {
namespace {

// What sets a way back apart from the title: "Anvils | [top](#top)", "Anvils ([top](#top))".
constexpr std::string_view kJointSigns[] = {" ", "-", "–", "—", "|", "·", "•", "(", ")", "[", "]"};

bool HasLetterOrDigit(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = DecodeUtf8(text, i);
    if (IsLetter(c.value) || IsNumber(c.value)) return true;
    i += c.length;
  }
  return false;
}

bool IsArrowUp(char32_t c) {
  constexpr char32_t kArrows[] = {0x2191, 0x219F, 0x21A5, 0x21D1, 0x21E7, 0x23EB,  0x23F6, 0x25B2,
                                  0x25B3, 0x25B4, 0x2934, 0x2B06, 0x2B9D, 0x1F51D, 0x1F53C};
  return std::find(std::begin(kArrows), std::end(kArrows), c) != std::end(kArrows);
}

bool IsVariation(char32_t c) { return c == 0xFE0E || c == 0xFE0F; }

// A child of a heading, or an <a> with all up to its end.
struct Piece {
  enum class Kind { kText, kBack, kTag, kOther };
  Kind kind = Kind::kOther;
  Range range = {};
};

// Finds the title of one heading.
class TitleFinder {
 public:
  TitleFinder(const Facts& facts, const Node& heading)
      : facts_(facts), doc_(facts.document()), heading_(heading), title_(heading.content) {}

  HeadingTitle Find() {
    ReadPieces();
    TrimFront();
    TrimBack();
    while (title_.begin < title_.end && IsBlank(doc_.source()[title_.begin])) ++title_.begin;
    while (title_.begin < title_.end && IsBlank(doc_.source()[title_.end - 1])) --title_.end;
    HeadingTitle whole = WholeHeading(doc_, heading_);
    if (title_ == heading_.content || title_.begin >= title_.end) return whole;
    std::string text(Trim(TextWithin(doc_, heading_, title_)));
    if (!HasLetterOrDigit(text)) return whole;
    return {.content = title_, .text = std::move(text)};
  }

 private:
  void ReadPieces() {
    for (const Node* node = doc_.FirstChild(heading_); node != nullptr; node = doc_.Next(*node)) {
      if (node->kind == NodeKind::kText) {
        pieces_.push_back({Piece::Kind::kText, node->full});
      } else if (node->kind == NodeKind::kHtmlInline) {
        node = ReadTag(*node);
      } else {
        pieces_.push_back(
            {IsWayBack(*node) ? Piece::Kind::kBack : Piece::Kind::kOther, node->full});
      }
    }
  }

  // Takes an <a> with all up to </a>, or a single tag. Gives the last node that it took.
  const Node* ReadTag(const Node& open) {
    const HtmlTag* tag = TagOf(open);
    if (tag != nullptr && !tag->closing && EqualsIgnoreAsciiCase(doc_.Slice(tag->name), "a")) {
      for (const Node* node = doc_.Next(open); node != nullptr; node = doc_.Next(*node)) {
        const HtmlTag* close = node->kind == NodeKind::kHtmlInline ? TagOf(*node) : nullptr;
        if (close == nullptr || !close->closing) continue;
        if (!EqualsIgnoreAsciiCase(doc_.Slice(close->name), "a")) continue;
        const Range range = {open.full.begin, node->full.end};
        const std::string text = TextWithin(doc_, heading_, range);
        const Piece::Kind kind = Trim(text).empty()              ? Piece::Kind::kTag
                                 : LeadsBack(text, HrefOf(*tag)) ? Piece::Kind::kBack
                                                                 : Piece::Kind::kOther;
        pieces_.push_back({kind, range});
        return node;
      }
    }
    pieces_.push_back({Piece::Kind::kTag, open.full});
    return &open;
  }

  const HtmlTag* TagOf(const Node& node) const {
    const std::span<const HtmlTag> tags = doc_.html_tags();
    const auto tag =
        std::lower_bound(tags.begin(), tags.end(), node.full.begin,
                         [](const HtmlTag& t, Offset begin) { return t.full.begin < begin; });
    return tag != tags.end() && tag->node == doc_.IdOf(node) ? &*tag : nullptr;
  }

  std::string_view HrefOf(const HtmlTag& tag) const {
    for (const HtmlAttribute& attribute : tag.attributes) {
      if (EqualsIgnoreAsciiCase(doc_.Slice(attribute.name), "href")) {
        return doc_.Slice(attribute.value);
      }
    }
    return {};
  }

  // A link, or emphasis around one.
  bool IsWayBack(const Node& node) const {
    if (node.kind == NodeKind::kLink || node.kind == NodeKind::kLinkReference) {
      return LeadsBack(doc_.Text(node), doc_.link(node).url);
    }
    if (node.kind != NodeKind::kEmphasis && node.kind != NodeKind::kStrong) return false;
    const Node* child = doc_.FirstChild(node);
    return child != nullptr && child->next_sibling == kNoNode && IsWayBack(*child);
  }

  bool LeadsBack(std::string_view text, std::string_view url) const {
    if (!HasLetterOrDigit(text)) return true;
    if (!url.starts_with('#')) return false;
    const std::string id = PercentDecode(url.substr(1));
    if (Anchors::IsPageAnchor(id) || id == doc_.heading(heading_).slug ||
        List::IsContentsName(id)) {
      return true;
    }
    const AnchorTarget* target = facts_.anchors().Find(id);
    return target != nullptr && (IsTop(target->range) || IsContents(target->node));
  }

  // The first heading, or an anchor before it.
  bool IsTop(Range target) const {
    const Node& first = doc_[doc_.Ids(NodeKind::kHeading).front()];
    return target.begin <= first.full.begin;
  }

  bool IsContents(NodeId target) const {
    const Contents* contents = facts_.list().contents();
    return contents != nullptr && target == contents->heading;
  }

  // The blanks and joints at the begin of `range`.
  Range SkipJoints(Range range) const {
    for (bool again = true; again && !range.empty();) {
      again = false;
      for (const std::string_view joint : kJointSigns) {
        if (!doc_.Slice(range).starts_with(joint)) continue;
        range.begin += static_cast<Offset>(joint.size());
        again = true;
      }
    }
    return range;
  }

  Range SkipJointsBefore(Range range) const {
    for (bool again = true; again && !range.empty();) {
      again = false;
      for (const std::string_view joint : kJointSigns) {
        if (!doc_.Slice(range).ends_with(joint)) continue;
        range.end -= static_cast<Offset>(joint.size());
        again = true;
      }
    }
    return range;
  }

  // Where the title begins, if arrows lead a text at `begin`.
  Offset AfterArrows(Range range) const {
    const std::string_view text = doc_.source().text().substr(0, range.end);
    Offset after = range.begin;
    for (std::size_t at = range.begin; at < text.size();) {
      const CodePoint c = DecodeUtf8(text, at);
      const std::size_t next = at + c.length;
      const bool caret = c.value == '^' && (next == text.size() || IsBlank(text[next]));
      if (!caret && !IsArrowUp(c.value) && !IsVariation(c.value) && c.value != ' ') break;
      at = next;
      if (c.value != ' ') after = static_cast<Offset>(at);
    }
    while (after > range.begin && after < range.end && IsBlank(text[after])) ++after;
    return after;
  }

  Offset BeforeArrows(Range range) const {
    const std::string_view text = doc_.source().text();
    Offset before = range.end;
    for (std::size_t at = range.end; at > range.begin;) {
      const CodePoint c = DecodeUtf8Before(text, at);
      const std::size_t begin = at - c.length;
      const bool caret = c.value == '^' && begin > range.begin && IsBlank(text[begin - 1]);
      if (!caret && !IsArrowUp(c.value) && !IsVariation(c.value) && c.value != ' ') break;
      at = begin;
      if (c.value != ' ' && !IsVariation(c.value)) before = static_cast<Offset>(at);
    }
    while (before < range.end && before > range.begin && IsBlank(text[before - 1])) --before;
    return before;
  }

  // A text of joints alone goes with the way back that follows it, else it stays.
  void TrimFront() {
    bool has_back = false;
    for (const Piece& piece : pieces_) {
      if (piece.kind == Piece::Kind::kOther) return;
      if (piece.kind == Piece::Kind::kText) {
        const Range rest = SkipJoints(piece.range);
        const Offset begin = AfterArrows(has_back ? rest : piece.range);
        if (begin < piece.range.end && !rest.empty()) {
          if (has_back || begin > piece.range.begin) title_.begin = begin;
          return;
        }
        continue;
      }
      has_back |= piece.kind == Piece::Kind::kBack;
      title_.begin = piece.range.end;
    }
  }

  void TrimBack() {
    bool has_back = false;
    for (auto piece = pieces_.rbegin(); piece != pieces_.rend(); ++piece) {
      if (piece->kind == Piece::Kind::kOther || piece->range.end <= title_.begin) return;
      if (piece->kind == Piece::Kind::kText) {
        Range range = piece->range;
        range.begin = std::max(range.begin, title_.begin);
        const Range rest = SkipJointsBefore(range);
        const Offset end = BeforeArrows(has_back ? rest : range);
        if (end > range.begin && !rest.empty()) {
          if (has_back || end < range.end) title_.end = end;
          return;
        }
        continue;
      }
      has_back |= piece->kind == Piece::Kind::kBack;
      title_.end = piece->range.begin;
    }
  }

  const Facts& facts_;
  const Document& doc_;
  const Node& heading_;
  std::vector<Piece> pieces_;
  Range title_;
};

// One plain text that begins and ends in ASCII other than '^': the headings of most lists.
bool IsPlain(const Document& doc, const Node& heading) {
  const Node* child = doc.FirstChild(heading);
  if (child == nullptr) return true;
  if (child->kind != NodeKind::kText || child->next_sibling != kNoNode) return false;
  const std::string_view text = doc.Slice(heading.content);
  return !text.empty() && IsAscii(text.front()) && IsAscii(text.back()) && text.front() != '^' &&
         text.back() != '^';
}

}  // namespace

HeadingTitle WholeHeading(const Document& document, const Node& heading) {
  return {.content = heading.content, .text = std::string(document.heading(heading).text)};
}

HeadingTitle FindHeadingTitle(const Facts& facts, const Node& heading) {
  const Document& doc = facts.document();
  if (IsPlain(doc, heading) || !doc.IsExact(heading.full)) return WholeHeading(doc, heading);
  return TitleFinder(facts, heading).Find();
}

}  // namespace awl
