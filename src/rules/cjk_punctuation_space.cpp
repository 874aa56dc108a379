#include "base/ascii.h"
#include "base/utf8.h"
#include "rules/builtin.h"
#include "text/full_width.h"
#include "text/unicode.h"

namespace awl {
namespace {

bool IsKana(char32_t c) { return c >= 0x3041 && c <= 0x30FF; }

// Japanese has a space after ！ and ？ within a line.
bool IsJapanese(std::string_view text, std::size_t mark_begin, const CodePoint& mark,
                char32_t after) {
  if (mark.value != U'！' && mark.value != U'？') return false;
  return IsKana(DecodeUtf8Before(text, mark_begin).value) || IsKana(after);
}

class CjkPunctuationSpaceRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    const Source& source = doc.source();
    for (const std::uint32_t line : source.lines_beyond_ascii()) {
      CheckLine(doc, source.Line(line), ctx);
    }
  }

 private:
  static void CheckLine(const Document& doc, Range line, RuleContext& ctx) {
    const std::string_view text = doc.Slice(line);
    constexpr std::string_view kBlanks = " \t";
    // All of these marks are beyond ASCII, so only the byte after such a run may be a blank.
    for (std::size_t at = SkipAscii(text, 0); at < text.size(); at = SkipAscii(text, at)) {
      while (at < text.size() && !IsAscii(text[at])) ++at;
      if (at < 3 || at == text.size() || !IsBlank(text[at])) continue;
      const CodePoint before = DecodeUtf8Before(text, at);
      if (!HasOwnSpace(before.value)) continue;
      const std::size_t end = text.find_first_not_of(kBlanks, at);
      if (end == std::string_view::npos) return;
      const Range blanks = {line.begin + static_cast<Offset>(at),
                            line.begin + static_cast<Offset>(end)};
      const CodePoint after = DecodeUtf8(text, end);
      const bool word = IsLetter(after.value) || IsNumber(after.value);
      if (!word || doc.NodeAt(blanks.begin).kind != NodeKind::kText || !doc.IsExact(blanks))
        continue;
      if (IsJapanese(text, at - before.length, before, after.value)) continue;
      std::string mark;
      AppendUtf8(mark, before.value);
      Diagnostic& found = ctx.Report(blanks, Cat("space after full-width '", mark, "'"));
      found.fix = Fix{.title = "remove the space",
                      .applicability = Applicability::kUnsafe,
                      .effect = Effect::kText,
                      .edits = {{blanks, ""}}};
      at = end;
    }
  }
};

}  // namespace

RuleInfo CjkPunctuationSpaceInfo() {
  return {.name = "cjk-punctuation-space",
          .group = "cjk",
          .summary = "Space after full-width punctuation",
          .rationale =
              "Full-width marks bring their own white space; another space makes a hole in "
              "the line.",
          .severity = Severity::kWarning,
          .fix = FixKind::kUnsafe,
          .profiles = kRecommended | kStrict,
          .create = MakeRule<CjkPunctuationSpaceRule>};
}

}  // namespace awl
