#include <optional>

#include "base/ascii.h"
#include "base/find_any_of.h"
#include "base/utf8.h"
#include "rules/builtin.h"
#include "text/unicode.h"

namespace awl {
namespace {

// What Chinese and Japanese text has in place of the ASCII mark. A full stop or a colon between two
// ideographs is too often part of a name, a number or a label.
std::string_view FullWidth(char c) {
  switch (c) {
    case ',':
      return "，";
    case ';':
      return "；";
    case '!':
      return "！";
    case '?':
      return "？";
    default:
      return {};
  }
}

// Han and kana. Korean is written with ASCII punctuation and spaces.
bool IsIdeographic(char32_t c) {
  const bool hangul = (c >= 0x1100 && c <= 0x11FF) || (c >= 0x3130 && c <= 0x318F) ||
                      (c >= 0xA960 && c <= 0xA97F) || (c >= 0xAC00 && c <= 0xD7FF);
  return IsCjkLetter(c) && !hangul;
}

// Japanese has "、" for a comma, and sets lists of names with ASCII ones.
bool IsJapanese(std::string_view text) {
  std::size_t kana = 0;
  std::size_t han = 0;
  for (std::size_t i = SkipAscii(text, 0); i + 2 < text.size(); i = SkipAscii(text, i)) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const auto next = static_cast<unsigned char>(text[i + 1]);
    if (lead == 0xE3 && next >= 0x81 && next <= 0x83) ++kana;  // U+3040 to U+30FF
    if (lead >= 0xE4 && lead <= 0xE9) ++han;                   // U+4000 to U+9FFF
    i += lead >= 0xE3 && lead <= 0xE9 ? 3 : 1;
  }
  return kana * 10 > han;
}

class CjkAsciiPunctuationRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    std::optional<bool> japanese;
    const Source& source = doc.source();
    for (const std::uint32_t line : source.lines_beyond_ascii()) {
      CheckLine(doc, source.Line(line), &japanese, ctx);
    }
  }

 private:
  static void CheckLine(const Document& doc, Range line, std::optional<bool>* japanese,
                        RuleContext& ctx) {
    const std::string_view text = doc.Slice(line);
    for (std::size_t at = FindAnyOf<',', ';', '!', '?'>(text); at != std::string_view::npos;
         at = FindAnyOf<',', ';', '!', '?'>(text, at + 1)) {
      if (at < 3 || IsAscii(text[at - 1]) || !IsIdeographic(DecodeUtf8Before(text, at).value))
        continue;
      const std::size_t end = text.find_first_not_of(' ', at + 1);
      // A mark at the end of the line has nothing on its other side to judge by.
      if (end == std::string_view::npos || !IsIdeographic(DecodeUtf8(text, end).value)) continue;
      const Range mark = {line.begin + static_cast<Offset>(at),
                          line.begin + static_cast<Offset>(end)};
      const Node& node = doc.NodeAt(mark.begin);
      if (node.kind != NodeKind::kText || !doc.IsExact(mark)) continue;
      if (text[at] == ',') {
        if (!*japanese) *japanese = IsJapanese(doc.source().text());
        if (**japanese) continue;
      }
      // In a heading it would change the anchor.
      const bool in_heading = doc.Ancestor(node, NodeKind::kHeading) != nullptr;
      Diagnostic& found = ctx.Report({mark.begin, mark.begin + 1},
                                     Cat("ASCII '", text[at], "' between ideographs"));
      if (in_heading) continue;
      found.fix = Fix{.title = Cat("write '", FullWidth(text[at]), "'"),
                      .applicability = Applicability::kUnsafe,
                      .effect = Effect::kText,
                      .edits = {{mark, std::string(FullWidth(text[at]))}}};
    }
  }
};

}  // namespace

RuleInfo rules::CjkAsciiPunctuation() {
  return {.name = "cjk-ascii-punctuation",
          .group = "cjk",
          .summary = "ASCII punctuation between Chinese or Japanese characters",
          .rationale =
              "Half-width marks are narrow and sit too high beside ideographs; text of these "
              "languages is set with full-width ones.",
          .severity = Severity::kWarning,
          .fix = FixKind::kUnsafe,
          .profiles = kRecommended | kStrict,
          .create = MakeRule<CjkAsciiPunctuationRule>};
}

}  // namespace awl
