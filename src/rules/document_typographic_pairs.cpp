#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "awesome_lint/rules.h"
#include "base/utf8.h"
#include "rule/paired_marks.h"
#include "rules/builtin.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"pairs", OptionType::kStrings, "\"\", “”, ‘’, 『』, （）, 《》, 「」, 【】",
     "The pairs that are looked at; of them also those of other languages, as „“ with “”."},
};

constexpr std::string_view kAliases[] = {"awesome-lint:balanced-punctuation"};

class DocumentTypographicPairsRule final : public Rule {
 public:
  explicit DocumentTypographicPairsRule(const Options& options) {
    for (const std::string& pair : options.Strings("pairs")) {
      if (pair.empty()) continue;
      const char32_t open = DecodeUtf8(pair, 0).value;
      const int index = open == kStraight ? kStraightPair : OpenedBy(open);
      if (index != kNoPair) enabled_[static_cast<std::size_t>(index)] = true;
      // Parentheses matter for those of the other width.
      if (open == U'（') enabled_[kAsciiParenthesis] = true;
    }
  }

  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const NodeKind kind : {NodeKind::kHeading, NodeKind::kParagraph, NodeKind::kTableCell}) {
      for (const Node& block : doc.All(kind)) {
        if (MayHoldPairs(doc.Slice(block.full))) CheckBlock(doc, ctx, block);
      }
    }
  }

 private:
  struct Mark {
    char32_t value = 0;
    Range range = {};
    char32_t before = 0;
    char32_t after = 0;
  };

  // The marks of one block, in source order. Character references and escapes are left out.
  static std::vector<Mark> Marks(const Document& doc, const Node& block) {
    std::vector<Mark> marks;
    const NodeId end = doc.SubtreeEnd(block);
    for (NodeId id = doc.IdOf(block); id < end; ++id) {
      const Node& node = doc[id];
      if (node.kind != NodeKind::kText) continue;
      const std::string_view text = doc.Slice(node.full);
      for (std::size_t i = 0; i < text.size();) {
        const CodePoint c = DecodeUtf8(text, i);
        const bool matters = c.value == kStraight || c.value == '(' || c.value == ')' ||
                             c.value == U'„' || OpenedBy(c.value) != kNoPair ||
                             ClosedBy(c.value) != kNoPair;
        if (matters) {
          const Offset at = node.full.begin + static_cast<Offset>(i);
          const std::string_view all = doc.source().text();
          marks.push_back(
              {c.value,
               {at, at + c.length},
               at == block.content.begin ? 0 : DecodeUtf8Before(all, at).value,
               at + c.length >= block.content.end ? 0 : DecodeUtf8(all, at + c.length).value});
        }
        i += c.length;
      }
    }
    return marks;
  }

  bool IsEnabled(char32_t c) const {
    int pair = OpenedBy(c);
    if (pair == kNoPair) pair = ClosedBy(c);
    if (c == kStraight) pair = kStraightPair;
    if (c == U'„') pair = kDouble;
    if (c == '(' || c == ')') pair = kAsciiParenthesis;
    return pair != kNoPair && enabled_[static_cast<std::size_t>(pair)];
  }

  static bool IsWordLike(char32_t c) { return c != 0 && (IsLetter(c) || IsNumber(c)); }

  void CheckBlock(const Document& doc, RuleContext& ctx, const Node& block) const {
    OpenMarks<Mark> open;
    std::vector<Mark> stray;
    for (const Mark& mark : Marks(doc, block)) {
      const char32_t c = mark.value;
      if (!IsEnabled(c)) continue;
      if (c == kStraight || c == U'„' || c == U'“' || c == kApostrophe || c == U'‘') {
        TakeQuote(mark, &open);
      } else if (c == '(') {
        open.Open(kAsciiParenthesis, mark);
      } else if (c == ')' || c == U'）') {
        const bool closes = CloseParenthesis(doc, ctx, mark, &open);
        if (!closes && c == U'）' && !IsWordLike(mark.before)) stray.push_back(mark);
      } else if (const int opened = OpenedBy(c); opened != kNoPair) {
        open.Open(opened, mark);
      } else if (const int closed = ClosedBy(c); closed != kNoPair && !open.Close(closed)) {
        stray.push_back(mark);
      }
    }
    Report(doc, ctx, block, open, stray);
  }

  // The quotation marks that open in one place and close in another, or are none.
  static void TakeQuote(const Mark& mark, OpenMarks<Mark>* open) {
    switch (mark.value) {
      case kStraight:
        // 5" is five inches.
        if (!open->Has(kStraightPair) && IsNumber(mark.before) && !IsWordLike(mark.after)) break;
        if (!open->Close(kStraightPair)) open->Open(kStraightPair, mark);
        break;
      case U'„':
        open->Open(kDouble, mark);
        break;
      case U'“': {
        // German and Polish quotations end in it or in its counterpart.
        const bool low = open->Innermost() != nullptr && open->Innermost()->what.value == U'„';
        if (!low || !open->Close(kDouble)) open->Open(kDouble, mark);
        break;
      }
      case U'‘':
        if (!IsWordLike(mark.before)) open->Open(kSingle, mark);
        break;
      case kApostrophe:
        if (!IsWordLike(mark.before) || !IsWordLike(mark.after)) open->Close(kSingle);
        break;
      default:
        break;
    }
  }

  // False if it closes none, of its own width or the other.
  static bool CloseParenthesis(const Document& doc, RuleContext& ctx, const Mark& mark,
                               OpenMarks<Mark>* open) {
    const bool narrow = mark.value == ')';
    const int own = narrow ? kAsciiParenthesis : kFullWidth;
    const int other = narrow ? kFullWidth : kAsciiParenthesis;
    const bool nearest = open->Innermost() != nullptr && open->Innermost()->pair == other;
    if (!open->Has(other) || (!nearest && open->Has(own))) return open->Close(own);
    ReportMixed(doc, ctx, open->Last(other), mark);
    return open->Close(other);
  }

  // （ closed by ), or ( by ）: one of them is of the wrong width. CJK text wants the wide one.
  static void ReportMixed(const Document& doc, RuleContext& ctx, const Mark& open,
                          const Mark& close) {
    const bool wide_open = open.value == U'（';
    Diagnostic& found = ctx.Report(close.range, Cat("\"", doc.Slice(open.range), "\" closed by \"",
                                                    doc.Slice(close.range), "\""));
    found.related.push_back({"opened here", open.range});
    const Mark& narrow = wide_open ? close : open;
    found.fix = Fix{.title = Cat("write \"", wide_open ? "）" : "（", "\""),
                    .applicability = Applicability::kUnsafe,
                    .effect = Effect::kText,
                    .edits = {{narrow.range, wide_open ? "）" : "（"}}};
  }

  static void Report(const Document& doc, RuleContext& ctx, const Node& block,
                     const OpenMarks<Mark>& open, const std::vector<Mark>& stray) {
    // Swedish and Finnish open with ”, too.
    std::size_t closing_doubles = 0;
    for (const Mark& mark : stray) closing_doubles += mark.value == U'”' ? 1 : 0;
    for (const Mark& mark : stray) {
      if (mark.value == U'”' && closing_doubles % 2 == 0) continue;
      ctx.Report(mark.range, Cat("\"", doc.Slice(mark.range), "\" closes nothing"));
    }
    // A quotation of several paragraphs opens each and closes the last.
    const Node* next = doc.Next(block);
    const bool goes_on = next != nullptr && next->kind == NodeKind::kParagraph;
    open.ForEach([&](const OpenMarks<Mark>::One& one) {
      if (one.pair == kAsciiParenthesis ||
          (goes_on && (one.pair == kDouble || one.pair == kSingle)))
        return;
      ctx.Report(one.what.range, Cat("\"", doc.Slice(one.what.range), "\" is never closed"));
    });
  }

  std::array<bool, kPairCount> enabled_ = {};  // by pair
};

}  // namespace

RuleInfo DocumentTypographicPairsInfo() {
  return {.name = "document-typographic-pairs",
          .group = "document",
          .summary = "Quotation mark or bracket without its counterpart",
          .rationale = "Readers look for the end of what was opened.",
          .severity = Severity::kWarning,
          .fix = FixKind::kUnsafe,
          .profiles = kStrict | kAwesomeLint,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<DocumentTypographicPairsRule>,
          .awesome_lint = awesome_lint::TypographicPairs};
}

}  // namespace awl
