#ifndef AWL_LIST_ENTRY_PARTS_H_
#define AWL_LIST_ENTRY_PARTS_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "awl/document.h"
#include "awl/list.h"
#include "base/ascii.h"

namespace awl {

// A link that readers see as text: no image alone.
bool IsTextLink(const Document& doc, const Node& node);
// How sure the form of a text makes it that it is an entry.
enum class EntryEvidence : std::uint8_t {
  kNone,     // no text
  kPlain,    // no link
  kAnchor,   // its link leads to a place in the same file
  kProse,    // a link somewhere in a sentence
  kLikely,   // text, then a link where entries have theirs
  kCertain,  // begins with a link, and what follows is a separator, notes or nothing
  kUrlOnly,  // nothing but bare URLs
};

// What an entry's own text consists of; see Entry for the ranges.
struct EntryParts {
  EntryForm form = EntryForm::kNoLink;
  EntryEvidence evidence = EntryEvidence::kNone;
  NodeId link = kNoNode;
  Range name = {};
  Range notes = {};
  Range separator = {};
  Range description = {};
  std::uint32_t trailing_begin = 0;  // into the vector that the parser was given
  std::uint32_t trailing_count = 0;
};

// Takes apart the text of list items, table cells and paragraphs. Keeps its buffers from one text
// to the next; the time is linear in the text's length.
class EntryPartsParser {
 public:
  // Both must outlive the parser. The trailing parts are appended to `trailing`.
  EntryPartsParser(const Document& doc, std::vector<Range>* trailing)
      : doc_(doc), trailing_(*trailing) {}

  // `block` is a node with inline children, of which only those in `within` are looked at.
  // `ordered` is true for items of numbered lists, where text before a link is taken for a
  // citation.
  EntryParts Parse(const Node& block, Range within, bool ordered);

  // What readers see of a link, emphasis or block, without markers and blanks around it.
  Range InnerText(const Node& node) const;

  // What stands between two brackets, and other units that a part can be made of.
  enum class SpanKind : std::uint8_t {
    kLink,   // a link with a text, perhaps inside emphasis
    kBadge,  // an image, or a link around nothing but images
    kCode,
    kStyled,  // emphasis, strong or deleted text without a link of its own
    kProse,   // the same around more than a link
    kFootnote,
    kHtml,   // tags and comments, which readers do not see
    kBreak,  // a hard line break or <br>
  };
  struct Span {
    Range range = {};
    NodeId node = kNoNode;
    NodeId link = kNoNode;  // of kLink, and of kBadge if it is a link
    SpanKind kind = SpanKind::kHtml;
  };

 private:
  // A place in the text, and the first span that does not begin before it.
  struct Cursor {
    Offset at = 0;
    std::size_t span = 0;
  };
  struct Separator {
    Offset begin = 0;  // before its blanks
    Offset end = 0;    // after its blanks
    bool found = false;
  };

  void CollectSpans(const Node& block);
  Span MakeSpan(const Node& node) const;
  NodeId SoleLink(const Node& styled) const;

  const Span* SpanAt(const Cursor& cursor) const {
    const bool found = cursor.span < spans_.size() && spans_[cursor.span].range.begin <= cursor.at;
    return found ? &spans_[cursor.span] : nullptr;
  }
  Cursor After(const Span& span) const {
    return {.at = span.range.end, .span = static_cast<std::size_t>(&span - spans_.data()) + 1};
  }
  Cursor At(Offset at) const;  // binary search
  bool AtEnd(const Cursor& cursor) const { return cursor.at >= within_.end; }
  Offset TextEnd(const Cursor& cursor) const {  // where the text at the cursor ends
    return cursor.span == spans_.size() ? within_.end
                                        : std::min(within_.end, spans_[cursor.span].range.begin);
  }
  // Skips blanks and what readers do not see.
  Cursor SkipBlanks(Cursor cursor) const {
    const std::string_view text = doc_.source().text();
    const Offset end = TextEnd(cursor);
    while (cursor.at < end && text[cursor.at] == ' ') ++cursor.at;
    const bool seen = cursor.at < end ? IsSolid(text[cursor.at])
                                      : AtEnd(cursor) || SpanAt(cursor)->kind != SpanKind::kHtml;
    return seen ? cursor : SkipOtherBlanks(cursor);
  }
  // `end` without the blanks before it, but not before `begin`.
  Offset TrimBack(Offset begin, Offset end) const {
    const std::string_view text = doc_.source().text();
    while (end > begin && text[end - 1] == ' ') --end;
    return end > begin && IsSolid(text[end - 1]) ? end : TrimOtherBlanksBack(begin, end);
  }
  // Neither a blank nor a part of one: "&nbsp;".
  static bool IsSolid(char c) { return c > ' ' && IsAscii(c) && c != '&' && c != ';'; }
  Cursor SkipOtherBlanks(Cursor cursor) const;
  Offset TrimOtherBlanksBack(Offset begin, Offset end) const;

  // Units of the text. Each gives the place after it, or the same place if there is none.
  Cursor SkipGroup(Cursor cursor) const;
  Cursor SkipEmoji(Cursor cursor) const;
  Cursor SkipSigns(const Cursor& first) const;
  Offset SeparatorToken(const Cursor& cursor, bool blank_before) const;
  Cursor SkipConnector(Cursor cursor) const;
  Separator SeparatorAfterWords(Cursor cursor) const;

  // Backwards: the place before the unit that ends at `end`, or `end`.
  Offset OpenerBefore(Offset begin, Offset end, std::size_t* span) const;
  Offset MarkBefore(Offset begin, Offset end) const;
  bool SentenceEndsAt(Offset begin, Offset end) const;
  bool LooksLikeTag(Range code) const;
  bool StandsApart(const Span& span) const;
  bool IsLong(const Span& styled) const;

  struct Name {
    Offset end = 0;
    Cursor tail = {};       // where the rest begins
    bool has_year = false;  // "Title (2015), Authors"
    bool has_dash = false;
  };
  Name FindName(const Cursor& first, const Span* link, bool ordered) const;
  Offset LabelBefore(Offset begin, const Span& link) const;
  bool LinkPartEnds(Cursor cursor) const;

  void ParseLinkFirst(const Cursor& first, EntryParts* parts);
  void ParseTextFirst(const Cursor& first, bool ordered, EntryParts* parts);

  // What was seen of the text behind the name, up to the description.
  struct Tail {
    Cursor at = {};
    Cursor link_end = {};        // of the last link before the description
    Separator separator = {};    // from the description
    std::size_t word_notes = 0;  // of the last notes, those that could be words of a sentence
    bool has_description = false;
    bool has_token = false;      // the separator is more than blanks
    bool is_sentence = false;    // what follows may go on from the name
    bool several_links = false;  // another than the entry's
  };
  void ParseTail(Cursor cursor, EntryParts* parts);
  Tail ScanTail(Cursor begin, NodeId link);
  bool TakeSpan(const Span& span, Cursor next, NodeId link, Tail* tail);
  void TakeLink(const Span& span, NodeId link, Tail* tail);
  bool TakeNote(Cursor next, Tail* tail);
  bool TakeLinked(Cursor next, NodeId link, Tail* tail);
  bool TakeSeparator(Cursor next, Tail* tail);
  void BeginSentence(Cursor next, Tail* tail);

  void ParseTrailing(EntryParts* parts);

  // A part that may stand after the description.
  struct Unit {
    Range range = {};
    bool evident = false;  // by its form, whatever stands before it
    SpanKind kind = SpanKind::kHtml;
  };
  bool CollectUnits(Range description);
  std::size_t FirstTrailing(Range description, bool enumerated) const;

  const Document& doc_;
  std::vector<Range>& trailing_;
  Range within_ = {};
  std::vector<Span> spans_;
  std::vector<Range> notes_;
  std::vector<Unit> units_;
};

}  // namespace awl

#endif  // AWL_LIST_ENTRY_PARTS_H_
