#include "base/utf8.h"
#include "rules/builtin.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"style", OptionType::kEnum, "space",
     "What is between an ideograph and a Latin letter or digit.", "space|none"},
};

bool IsLatin(char32_t c) {
  return c < 0x250 &&
         ((c < 0x80 && IsAsciiAlnum(static_cast<char>(c))) || (c >= 0xC0 && IsLetter(c)));
}

class CjkLatinSpacingRule final : public Rule {
 public:
  explicit CjkLatinSpacingRule(const Options& options)
      : space_(options.String("style") == "space") {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const NodeKind kind : {NodeKind::kParagraph, NodeKind::kTableCell}) {
      for (const Node& leaf : doc.All(kind)) {
        // The contents list is written as the headings are.
        if (ctx.list().InContents(leaf)) continue;
        for (const Range line : doc.Lines(leaf)) CheckLine(doc, line, ctx);
      }
    }
  }

 private:
  void CheckLine(const Document& doc, Range line, RuleContext& ctx) const {
    const std::string_view text = doc.Slice(line);
    if (IsAscii(text)) return;
    CodePoint before = DecodeUtf8(text, 0);
    for (std::size_t at = before.length; at < text.size();) {
      std::size_t next = at;
      if (!space_) {
        while (next < text.size() && text[next] == ' ') ++next;
      }
      const CodePoint after = DecodeUtf8(text, next);
      const bool border = (IsCjkLetter(before.value) && IsLatin(after.value)) ||
                          (IsLatin(before.value) && IsCjkLetter(after.value));
      if (border && space_ == (next == at)) Report(doc, line, at, next, ctx);
      if (after.length == 0) return;
      before = after;
      at = next + after.length;
    }
  }

  void Report(const Document& doc, Range line, std::size_t at, std::size_t next,
              RuleContext& ctx) const {
    const Range gap = {line.begin + static_cast<Offset>(at),
                       line.begin + static_cast<Offset>(next)};
    // Both neighbours must be plain text: not code, not a destination.
    if (doc.NodeAt(gap.begin - 1).kind != NodeKind::kText ||
        doc.NodeAt(gap.end).kind != NodeKind::kText || !doc.IsExact({gap.begin - 1, gap.end + 1})) {
      return;
    }
    Diagnostic& found = ctx.Report({gap.begin - 1, gap.end + 1},
                                   space_ ? "no space between ideograph and Latin text"
                                          : "space between ideograph and Latin text");
    // Whole characters, not the last byte of one.
    const std::string_view text = doc.Slice(line);
    found.range = {gap.begin - DecodeUtf8Before(text, at).length,
                   gap.end + DecodeUtf8(text, next).length};
    found.fix = Fix{.title = space_ ? "insert a space" : "remove the space",
                    .applicability = Applicability::kUnsafe,
                    .effect = Effect::kText,
                    .edits = {{gap, space_ ? " " : ""}}};
  }

  const bool space_;
};

}  // namespace

RuleInfo CjkLatinSpacingInfo() {
  return {.name = "cjk-latin-spacing",
          .group = "cjk",
          .summary = "Missing or surplus space between ideographs and Latin text",
          .rationale =
              "Lists that have decided for one of the two ways can ask contributors to keep to it.",
          .severity = Severity::kInfo,
          .fix = FixKind::kUnsafe,
          .profiles = 0,
          .options = kOptions,
          .create = MakeRule<CjkLatinSpacingRule>};
}

}  // namespace awl
