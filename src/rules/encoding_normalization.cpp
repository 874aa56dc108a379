#include <string>
#include <utility>

#include "base/utf8.h"
#include "rules/builtin.h"
#include "text/unicode.h"

namespace awl {
namespace {

class EncodingNormalizationRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    for (std::uint32_t line = 0; line < doc.source().line_count(); ++line) {
      const Range range = doc.source().Line(line);
      const std::string_view text = doc.source().Slice(range);
      if (IsAscii(text)) continue;
      CheckLine(doc, ctx, range, text);
    }
  }

 private:
  // A mark after a letter, where one character exists for both.
  static void CheckLine(const Document& doc, RuleContext& ctx, Range line, std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
      const CodePoint c = DecodeUtf8(text, i);
      if (!c.valid || !IsMark(c.value) || i == 0) {
        i += c.length;
        continue;
      }
      std::size_t begin = i - DecodeUtf8Before(text, i).length;
      while (i < text.size() && IsMark(DecodeUtf8(text, i).value)) i += DecodeUtf8(text, i).length;
      const std::string_view cluster = text.substr(begin, i - begin);
      std::string composed = Nfc(cluster);
      if (composed == cluster) continue;
      const Range range = {line.begin + static_cast<Offset>(begin),
                           line.begin + static_cast<Offset>(i)};
      Diagnostic& found = ctx.Report(range, "letter and mark written apart (not in normal form C)");
      const Node& node = doc.NodeAt(range.begin);
      if (node.kind != NodeKind::kText || doc.Ancestor(node, NodeKind::kHeading) != nullptr)
        continue;
      found.fix = Fix{.title = "write them as one character",
                      .applicability = Applicability::kSafe,
                      .effect = Effect::kText,
                      .edits = {{range, std::move(composed)}}};
    }
  }
};

}  // namespace

RuleInfo EncodingNormalizationInfo() {
  return {.name = "encoding-normalization",
          .group = "encoding",
          .summary = "Text not in normal form C",
          .rationale =
              "Two spellings of one letter look alike and do not match in searches, anchors and "
              "duplicates.",
          .severity = Severity::kInfo,
          .fix = FixKind::kSafe,
          .profiles = kStrict,
          .create = MakeRule<EncodingNormalizationRule>};
}

}  // namespace awl
