#include <algorithm>
#include <cstring>

#include "base/utf8.h"
#include "facts/verbatim.h"
#include "list/entry_characters.h"
#include "rule/list_edits.h"
#include "rules/builtin.h"
#include "text/no_break_space.h"
#include "text/outer_space.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"allow-french", OptionType::kBool, "true",
     "A no-break space before : ; ! ? % » and after « is French typography."},
};

// The next no-break or ideographic space at or after `at`, and its length.
std::size_t FindSpace(std::string_view text, std::size_t at, std::size_t* length) {
  while (at < text.size()) {
    const void* lead = std::memchr(text.data() + at, 0xC2, text.size() - at);
    const std::size_t nbsp =
        lead == nullptr ? text.size()
                        : static_cast<std::size_t>(static_cast<const char*>(lead) - text.data());
    const std::size_t wide = std::min(text.find("\xE3\x80\x80", at), text.size());
    const std::size_t found = std::min(nbsp, wide);
    if (found == text.size()) return std::string_view::npos;
    *length = found == wide ? 3 : 2;
    if (found == wide || text.substr(found, 2) == "\xC2\xA0") return found;
    at = found + 2;
  }
  return std::string_view::npos;
}

constexpr std::string_view kWideSpace = "\xE3\x80\x80";

// "[甲](u)　·　[乙](u)": on both sides of a sign that parts links or CJK text it is chosen.
bool IsBesideWideSeparator(std::string_view text, Range space) {
  constexpr std::u32string_view kSeparators = U"·・•|/｜／‧∙⋅-–—";
  const auto joins = [](char32_t c) {
    constexpr std::u32string_view kEnds = U")]*_`>[!<";  // of links and emphasis
    return IsCjk(c) || kEnds.find(c) != std::u32string_view::npos;
  };
  const CodePoint after = DecodeUtf8(text, space.end);
  const CodePoint before = DecodeUtf8Before(text, space.begin);
  std::size_t begin = space.begin;
  std::size_t end = space.end;
  if (kSeparators.find(after.value) != std::u32string_view::npos) {
    end += after.length;
    if (!text.substr(end).starts_with(kWideSpace)) return false;
  } else if (kSeparators.find(before.value) != std::u32string_view::npos) {
    begin -= before.length;
    if (!text.substr(0, begin).ends_with(kWideSpace)) return false;
  } else {
    return false;
  }
  while (text.substr(end).starts_with(kWideSpace)) end += kWideSpace.size();
  while (text.substr(0, begin).ends_with(kWideSpace)) begin -= kWideSpace.size();
  return joins(DecodeUtf8Before(text, begin).value) && joins(DecodeUtf8(text, end).value);
}

class EncodingNbspRule final : public Rule {
 public:
  explicit EncodingNbspRule(const Options& options) : allow_french_(options.Bool("allow-french")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    const std::string_view text = doc.source().text();
    std::size_t length = 0;
    for (std::size_t at = FindSpace(text, 0, &length); at != std::string_view::npos;
         at = FindSpace(text, at + length, &length)) {
      // A run of them is one finding.
      std::size_t end = at + length;
      std::size_t more = 0;
      while (FindSpace(text.substr(0, std::min(end + 3, text.size())), end, &more) == end)
        end += more;
      const Range range = {static_cast<Offset>(at), static_cast<Offset>(end)};
      length = end - at;
      const bool wide = text[at] == '\xE3';
      if (IsMeant(doc, range, wide)) continue;
      const NoBreakSpace use = wide ? NoBreakSpace::kChance : UseOf(doc, range);
      if (use == NoBreakSpace::kMeant || IsAroundUrl(doc, range)) continue;
      Report(doc, ctx, range, wide, use);
    }
  }

 private:
  bool IsMeant(const Document& doc, Range range, bool wide) const {
    const std::string_view text = doc.source().text();
    const CodePoint before = DecodeUtf8Before(text, range.begin);
    const CodePoint after = DecodeUtf8(text, range.end);
    // Between CJK letters the ideographic space is typography; it also indents their paragraphs.
    if (wide && (IsCjk(before.value) || IsCjk(after.value))) return true;
    if (wide && IsBesideWideSeparator(text, range)) return true;
    if (allow_french_) {
      const bool mark_after = after.value == ':' || after.value == ';' || after.value == '!' ||
                              after.value == '?' || after.value == '%' || after.value == 0xBB ||
                              after.value == 0x20AC;
      if (mark_after || (before.value == 0xAB && OpensQuotation(text, range.begin))) return true;
      // "10 000 km", "61 ★", "latest 2025-01-31"
      if (before.value >= '0' && before.value <= '9' &&
          (IsNumber(after.value) || IsLetter(after.value) || IsPicture(after.value)))
        return true;
      if (BeginsDate(text.substr(range.end, kDateStart))) return true;
    }
    // In code it may be the subject.
    const Node& node = doc.NodeAt(range.begin);
    return node.kind == NodeKind::kCode || node.kind == NodeKind::kInlineCode;
  }

  // "[A](\u{A0}https://a.example)" is link-destination-whitespace's.
  static bool IsAroundUrl(const Document& doc, Range range) {
    const Node& node = doc.NodeAt(range.begin);
    if (node.kind != NodeKind::kLink && node.kind != NodeKind::kImage) return false;
    const LinkInfo& link = doc.link(node);
    if (link.form != LinkForm::kInline || !link.destination.Contains(range)) return false;
    const std::string_view url = doc.Slice(link.destination);
    const std::size_t begin = SpaceAtBegin(url);
    return begin < url.size() && (range.end <= link.destination.begin + begin ||
                                  range.begin >= link.destination.end - SpaceAtEnd(url));
  }

  // In an address it is not typography.
  static NoBreakSpace UseOf(const Document& doc, Range range) {
    const Node& node = doc.NodeAt(range.begin);
    if (node.kind != NodeKind::kText || IsInUrl(doc, node)) return NoBreakSpace::kChance;
    const Source& source = doc.source();
    const Range line = source.Line(source.LineAt(range.begin));
    return UseOfNoBreakSpace(source.Slice(line), range.begin - line.begin, range.end - line.begin);
  }

  static constexpr std::size_t kDateStart = 5;  // "2025-"
  static bool BeginsDate(std::string_view text) {
    return text.size() == kDateStart && text.back() == '-' &&
           std::all_of(text.begin(), text.end() - 1, IsAsciiDigit);
  }

  // "« ": a word before it shows that it is no opening quotation mark.
  static bool OpensQuotation(std::string_view text, Offset end) {
    const char32_t before = DecodeUtf8Before(text, end - 2).value;
    return !IsLetter(before) && !IsNumber(before);
  }

  static void Report(const Document& doc, RuleContext& ctx, Range range, bool wide,
                     NoBreakSpace use) {
    Diagnostic& found = ctx.Report(
        range, wide ? "ideographic space instead of a space" : "no-break space instead of a space");
    const Node& node = doc.NodeAt(range.begin);
    // Inside a destination or a tag a space would end it; in a heading it would change the anchor.
    const bool in_text =
        node.kind == NodeKind::kText && doc.Ancestor(node, NodeKind::kHeading) == nullptr;
    if (!in_text || IsInLabel(doc, node) || IsInUrl(doc, node)) return;
    if (IsAtBrokenTaskBox(doc, range)) return;
    const Source& source = doc.source();
    const Range line = source.Line(source.LineAt(range.begin));
    const bool at_border = Trim(source.Slice({line.begin, range.begin})).empty() ||
                           Trim(source.Slice({range.end, line.end})).empty();
    if (at_border) return;
    const std::string_view before = Trim(source.Slice({line.begin, range.begin}));
    if (before.find_first_not_of("-+*") == std::string_view::npos) {
      // After a list marker a space makes an item of the line, which no longer goes on the
      // paragraph before it: the line end is part of what changes. A dash before words may as well
      // be one.
      if (before.size() != 1 || source[range.end] != '[') return;
      const Offset begin =
          source.LineAt(range.begin) == 0 ? 0 : source.Line(source.LineAt(range.begin) - 1).end;
      found.fix =
          Fix{.title = "make it a space",
              .applicability = Applicability::kSafe,
              .effect = Effect::kStructure,
              .edits = {{{begin, range.end}, Cat(source.Slice({begin, range.begin}), " ")}}};
      if (const Node* neighbour = ItemToJoin(doc, range.begin - 1)) {
        found.fix->reads = {doc.list_item(*neighbour).marker};
      }
      return;
    }
    // Nor may a quote, a heading or a numbered item begin where none was.
    if (before.find_first_not_of(">#.)0123456789") == std::string_view::npos) return;
    const bool beside_blank = IsBlank(source[range.begin - 1]) || IsBlank(source[range.end]);
    found.fix = Fix{.title = beside_blank ? "remove it" : "make it a space",
                    .applicability = use == NoBreakSpace::kChance ? Applicability::kSafe
                                                                  : Applicability::kUnsafe,
                    .effect = Effect::kText,
                    .edits = {{range, beside_blank ? "" : " "}}};
  }

  // The text of a link without a text of its own is where it leads.
  static bool IsInUrl(const Document& doc, const Node& text) {
    const Node* link = doc.Ancestor(text, NodeKind::kLink);
    if (link == nullptr) return false;
    const LinkForm form = doc.link(*link).form;
    return form == LinkForm::kBare || form == LinkForm::kAngle;
  }

  // A reference and its definition have the space alike, or the link is lost.
  static bool IsInLabel(const Document& doc, const Node& node) {
    for (const Node* at = &node; at != nullptr && !IsBlock(at->kind); at = doc.Parent(*at)) {
      if (at->kind != NodeKind::kLinkReference && at->kind != NodeKind::kImageReference) continue;
      const LinkForm form = doc.link(*at).form;
      if (form == LinkForm::kCollapsed || form == LinkForm::kShortcut) return true;
    }
    return false;
  }

  const bool allow_french_;
};

}  // namespace

RuleInfo EncodingNbspInfo() {
  return {
      .name = "encoding-nbsp",
      .group = "encoding",
      .summary = "No-break space instead of a space",
      .rationale =
          "It looks like a space but is not one: searches miss the words, and Markdown does not "
          "see the blank it needs.",
      .severity = Severity::kWarning,
      .fix = FixKind::kBoth,
      .profiles = kRecommended | kStrict,
      .options = kOptions,
      .create = MakeRule<EncodingNbspRule>};
}

}  // namespace awl
