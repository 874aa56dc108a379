#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.h"
#include "rules/builtin.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"pairs", OptionType::kStrings, "\"\", “”, ‘’, 『』, （）, 《》, 「」, 【】",
     "The pairs that are looked at; of them also those of other languages, as „“ with “”."},
};

constexpr std::string_view kAliases[] = {"awesome-lint:balanced-punctuation"};

struct Pair {
  char32_t open;
  char32_t close;
};

constexpr Pair kPairs[] = {{U'“', U'”'},   {U'‘', U'’'},   {U'『', U'』'}, {U'（', U'）'},
                           {U'《', U'》'}, {U'「', U'」'}, {U'【', U'】'}};
constexpr char32_t kStraight = U'"';
constexpr char32_t kApostrophe = U'’';
constexpr int kNone = -1;
// Places in kPairs.
constexpr int kDouble = 0;
constexpr int kSingle = 1;
constexpr int kFullWidth = 3;
// Pairs beyond kPairs.
constexpr int kStraightPair = 7;
constexpr int kAsciiParenthesis = 8;
constexpr std::size_t kPairCount = 9;

int OpenedBy(char32_t c) {
  for (int i = 0; i < 7; ++i) {
    if (kPairs[i].open == c) return i;
  }
  return kNone;
}

int ClosedBy(char32_t c) {
  for (int i = 0; i < 7; ++i) {
    if (kPairs[i].close == c) return i;
  }
  return kNone;
}

std::string Quoted(char32_t c) {
  std::string out;
  AppendUtf8(out, c);
  return out;
}

// False for most texts: none of their bytes begins a character that matters here, or hides one.
bool MayHoldPairs(std::string_view text) {
  for (const char c : text) {
    if (c == '"' || c == '&' || c == '\xE2' || c == '\xE3' || c == '\xEF') return true;
  }
  return false;
}

// What was opened and is not yet closed, in order. A mark closes the last one of its pair, however
// deep that is: all marks together take linear time.
template <typename What>
class OpenMarks {
 public:
  struct One {
    int pair = kNone;
    What what = {};
    bool is_open = true;
  };

  void Open(int pair, const What& what) {
    Of(pair).push_back(all_.size());
    all_.push_back({pair, what});
  }
  // False if none of that pair is open.
  bool Close(int pair) {
    if (!Has(pair)) return false;
    all_[Of(pair).back()].is_open = false;
    Of(pair).pop_back();
    while (!all_.empty() && !all_.back().is_open) all_.pop_back();
    return true;
  }
  bool Has(int pair) const { return !Of(pair).empty(); }
  // The last one of a pair that is open.
  const What& Last(int pair) const { return all_[Of(pair).back()].what; }
  // The last one of all; null if none is open.
  const One* Innermost() const { return all_.empty() ? nullptr : &all_.back(); }

  template <typename Use>
  void ForEach(Use use) const {
    for (const One& one : all_) {
      if (one.is_open) use(one);
    }
  }

 private:
  std::vector<std::size_t>& Of(int pair) { return by_pair_[static_cast<std::size_t>(pair)]; }
  const std::vector<std::size_t>& Of(int pair) const {
    return by_pair_[static_cast<std::size_t>(pair)];
  }

  std::vector<One> all_;                                           // the last one is open
  std::array<std::vector<std::size_t>, kPairCount> by_pair_ = {};  // indices of open ones
};

bool IsPeersWordCharacter(char32_t c) {
  return c == '_' || (c <= 0xFFFF && (IsLetter(c) || IsNumber(c)));
}

class DocumentTypographicPairsRule final : public Rule {
 public:
  explicit DocumentTypographicPairsRule(const Options& options) {
    for (const std::string& pair : options.Strings("pairs")) {
      if (pair.empty()) continue;
      const char32_t open = DecodeUtf8(pair, 0).value;
      const int index = open == kStraight ? kStraightPair : OpenedBy(open);
      if (index != kNone) enabled_[static_cast<std::size_t>(index)] = true;
      // Parentheses matter for those of the other width.
      if (open == U'（') enabled_[kAsciiParenthesis] = true;
    }
  }

  void Check(const Document& doc, RuleContext& ctx) const override {
    if (ctx.awesome_lint()) {
      CheckAsAwesomeLint(doc, ctx);
      return;
    }
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

  // Every paragraph, heading, item and quotation that is in no other. What the peer indexes by
  // UTF-16 unit it has counted by code point, so characters outside of the basic plane push its
  // places on, in the end to no place at all.
  static void CheckAsAwesomeLint(const Document& doc, RuleContext& ctx) {
    const std::size_t count = doc.nodes().size();
    for (NodeId id = 0; id < count;) {
      const Node& node = doc[id];
      const bool holds = node.kind == NodeKind::kParagraph || node.kind == NodeKind::kHeading ||
                         node.kind == NodeKind::kListItem || node.kind == NodeKind::kBlockquote;
      if (!holds) {
        ++id;
        continue;
      }
      const NodeId end = doc.SubtreeEnd(node);
      if (MayHoldPairs(doc.Slice(node.full))) CheckContainer(doc, ctx, id, end);
      id = end;
    }
  }

  // The text of several nodes as the peer sees it.
  struct PeersText {
    std::vector<char32_t> units = {};    // UTF-16: both halves of a pair as 0x10000
    std::vector<NodeId> positions = {};  // by code point

    Range Place(const Document& doc, std::size_t unit) const {
      return unit < positions.size() ? doc[positions[unit]].full : Range{};
    }
  };

  static PeersText TextBetween(const Document& doc, NodeId first, NodeId end) {
    PeersText out;
    for (NodeId id = first; id < end; ++id) {
      const Node& node = doc[id];
      if (node.kind != NodeKind::kText) continue;
      const std::string text = doc.Text(node);
      for (std::size_t i = 0; i < text.size();) {
        const CodePoint c = DecodeUtf8(text, i);
        const bool is_pair = c.value > 0xFFFF;
        out.units.insert(out.units.end(), is_pair ? 2 : 1, is_pair ? char32_t{0x10000} : c.value);
        out.positions.push_back(id);
        i += c.length;
      }
    }
    return out;
  }

  static void CheckContainer(const Document& doc, RuleContext& ctx, NodeId first, NodeId end) {
    const PeersText text = TextBetween(doc, first, end);
    const std::vector<char32_t>& units = text.units;
    const auto place = [&](std::size_t unit) { return text.Place(doc, unit); };
    OpenMarks<Range> open;
    bool straight_open = false;
    for (std::size_t i = 0; i < units.size(); ++i) {
      const char32_t c = units[i];
      if (c == kApostrophe && IsPeersApostrophe(units, i)) continue;
      if (c == kStraight) {
        if (!straight_open) {
          open.Open(kStraightPair, place(i));
        } else if (open.Innermost() != nullptr && open.Innermost()->pair == kStraightPair) {
          open.Close(kStraightPair);
        } else {
          ctx.Report(place(i), "closing \" without an opening one");
        }
        straight_open = !straight_open;
      } else if (const int opened = OpenedBy(c); opened != kNone) {
        open.Open(opened, place(i));
      } else if (const int closed = ClosedBy(c); closed != kNone && !open.Close(closed)) {
        ctx.Report(place(i),
                   Cat("closing ", Quoted(c), " without an opening ", Quoted(kPairs[closed].open)));
      }
    }
    open.ForEach([&](const OpenMarks<Range>::One& one) {
      const bool straight = one.pair == kStraightPair;
      ctx.Report(one.what,
                 Cat("opening ", Quoted(straight ? kStraight : kPairs[one.pair].open),
                     " without a closing ", Quoted(straight ? kStraight : kPairs[one.pair].close)));
    });
  }

  static bool IsPeersApostrophe(const std::vector<char32_t>& units, std::size_t i) {
    if (i == 0 || !IsPeersWordCharacter(units[i - 1])) return false;
    if (i + 1 == units.size()) return true;
    const char32_t after = units[i + 1];
    return IsPeersWordCharacter(after) || (IsSpace(after) && after != 0x85) || after == 0xFEFF ||
           after == U'—' || after == U'–' ||
           (after < 0x80 && std::string_view(".,;:!?()[]{}\"'").find(static_cast<char>(after)) !=
                                std::string_view::npos);
  }

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
                             c.value == U'„' || OpenedBy(c.value) != kNone ||
                             ClosedBy(c.value) != kNone;
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
    if (pair == kNone) pair = ClosedBy(c);
    if (c == kStraight) pair = kStraightPair;
    if (c == U'„') pair = kDouble;
    if (c == '(' || c == ')') pair = kAsciiParenthesis;
    return pair != kNone && enabled_[static_cast<std::size_t>(pair)];
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
      } else if (const int opened = OpenedBy(c); opened != kNone) {
        open.Open(opened, mark);
      } else if (const int closed = ClosedBy(c); closed != kNone && !open.Close(closed)) {
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
          .create = MakeRule<DocumentTypographicPairsRule>};
}

}  // namespace awl
