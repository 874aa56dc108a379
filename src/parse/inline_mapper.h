#ifndef AWL_PARSE_INLINE_MAPPER_H_
#define AWL_PARSE_INLINE_MAPPER_H_

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "document/document_builder.h"
#include "parse/html_attributes.h"
#include "parse/inline_events.h"
#include "parse/leaf_text.h"

namespace awl {

// The definitions of a file by normalised label.
struct References {
  std::unordered_map<std::string_view, std::uint32_t> links;      // to Blocks::definitions
  std::unordered_map<std::string_view, std::uint32_t> footnotes;  // to Blocks::definitions
  std::vector<std::string_view> keys;                             // by number
  std::vector<std::string_view> labels;                           // as they are written
  bool beyond_ascii = false;                                      // one of the labels is
};

// Turns the events of a leaf into nodes below the builder's open node. They tell where text is, and
// in which order what begins and ends; the markers between are read off the text. What cannot be
// explained makes the leaf inexact: one text, which no fix touches.
class InlineMapper {
 public:
  // All must outlive it.
  InlineMapper(const Source& source, const LeafText& leaves, const References& references,
               DocumentBuilder& builder)
      : source_(source), leaves_(leaves), references_(references), builder_(builder) {}

  // The node of the definition is not known yet when a reference is mapped: its number is in
  // LinkInfo::definition and FootnoteReferenceInfo::definition then.
  void Map(const Leaf& leaf);

 private:
  struct Span {
    InlineSpan kind;
    NodeId node;  // kNoNode inside an image
    Offset begin;
    Offset destination;
  };

  void MapEvents(std::span<const InlineEvent> events);
  void MapAgain();
  void MakeInexact();
  void Enter(InlineSpan span, Offset destination);
  void Leave(InlineSpan span);
  void Text(const InlineEvent& event);
  bool IsLabelOf(std::string_view label, std::uint32_t number) const;
  // True if the leaf has a reference that md4c may not take for one.
  bool MayMissReference() const;
  // Has md4c read the leaf again, with what it must not see as markup made letters.
  void Retry();
  void Mask(Range range);
  void GiveUp();

  bool IsStrikethrough(Offset open, Offset close) const;
  Offset RunLength(Offset begin) const;
  bool IsFlanking(Offset begin, Offset end, bool left) const;
  void OpenDelimiter(InlineSpan kind);
  void CloseDelimiter(InlineSpan kind);
  void OpenCode();
  void OpenLink(InlineSpan kind, Offset destination);
  NodeId AddLink(NodeKind kind, Offset begin, Offset text_begin);
  void CloseLink(const Span& span);
  void FinishLink(NodeId id, Range full, const LinkInfo& info);
  void AddHtml(Offset begin);
  void SoftBreak();
  void HardBreak();
  void FlushText();
  void EmitText(Offset begin, Offset end);
  void EmitPlain(Offset begin, Offset end, bool bracket);
  void EmitBareLink(Range range);
  Offset FootnoteEnd(Offset begin, Offset end) const;
  void EmitFootnote(Range range);

  Offset ToSource(Offset offset);
  Range ToSource(Range range);
  std::string_view Url(Range destination);
  std::string_view leaf_view() const { return {text_, leaf_->end}; }
  char Byte(Offset offset) const { return text_[offset]; }

  const Source& source_;
  const LeafText& leaves_;
  const References& references_;
  DocumentBuilder& builder_;

  const Leaf* leaf_ = nullptr;
  const char* text_ = nullptr;  // what the offsets of the leaf are in
  DocumentBuilder::Checkpoint start_ = {};
  std::size_t depth_ = 0;  // of the builder at the start of the leaf
  Offset cursor_ = 0;
  Offset text_begin_ = kNoOffset;
  Offset text_end_ = 0;
  Offset html_end_ = 0;
  std::uint32_t piece_ = 0;
  bool one_piece_ = false;  // then a source offset is ours and `delta_`, modulo 2^32
  Offset delta_ = 0;
  bool guard_ = false;  // the soft break after the guard is still to come
  bool in_code_ = false;
  bool broken_ = false;            // something could not be explained
  bool hopeless_ = false;          // the rest of the leaf is not looked at
  bool unclosed_comment_ = false;  // no comment ends after the text so far
  int image_depth_ = 0;
  int link_depth_ = 0;
  int brackets_ = 0;  // open in the text so far
  std::vector<Span> spans_;
  std::array<std::uint32_t, 6> open_ = {};  // how many of each kind are in spans_

  // Of a second run.
  int round_ = 0;
  bool false_reference_ = false;  // md4c took a label for another
  std::vector<Range> masks_;
  std::vector<Range> suspects_;    // where delimiters are no markup
  std::vector<Range> delimiters_;  // those of them that md4c must not see
  std::vector<Range> urls_;        // bare URLs that hold markup
  Offset base_ = 0;                // to be added to the offsets of events
  Offset definitions_begin_ = 0;   // in the text that md4c reads
  std::string_view md4c_text_;
  InlineEvents events_;

  HtmlParts html_;
};

}  // namespace awl

#endif  // AWL_PARSE_INLINE_MAPPER_H_
