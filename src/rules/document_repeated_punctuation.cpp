#include <string>
#include <string_view>

#include "awesome_lint/rules.h"
#include "base/utf8.h"
#include "rule/repeated_mark.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"chars", OptionType::kString, "！!~～,，·?？", "Marks that may not come twice in a row."},
};

constexpr std::string_view kAliases[] = {"remark-lint:no-repeat-punctuation"};

class DocumentRepeatedPunctuationRule final : public Rule {
 public:
  explicit DocumentRepeatedPunctuationRule(const Options& options)
      : chars_(options.String("chars")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const NodeKind kind : {NodeKind::kHeading, NodeKind::kParagraph}) {
      for (const Node& block : doc.All(kind)) {
        const std::string_view text = doc.Slice(block.full);
        if (MayRepeat(chars_, text)) CheckBlock(doc, ctx, block);
      }
    }
  }

 private:
  // Each run once, within one text.
  void CheckBlock(const Document& doc, RuleContext& ctx, const Node& block) const {
    const NodeId end = doc.SubtreeEnd(block);
    for (NodeId id = doc.IdOf(block); id < end; ++id) {
      const Node& node = doc[id];
      if (node.kind != NodeKind::kText) continue;
      const std::string_view text = doc.Slice(node.full);
      for (std::size_t i = 0; i < text.size();) {
        const CodePoint c = DecodeUtf8(text, i);
        std::size_t after = i + c.length;
        while (after < text.size() && DecodeUtf8(text, after).value == c.value) after += c.length;
        if (after > i + c.length && chars_.Has(c.value)) {
          const Offset at = node.full.begin + static_cast<Offset>(i);
          const Range run = {at, node.full.begin + static_cast<Offset>(after)};
          Diagnostic& found =
              ctx.Report(run, Cat("\"", doc.Slice(run), "\" where one mark is enough"));
          if (MayDropRepeated(c.value)) found.fix = DropRepeated({at + c.length, run.end});
        }
        i = after;
      }
    }
  }

  const CodePointSet chars_;
};

}  // namespace

RuleInfo DocumentRepeatedPunctuationInfo() {
  return {.name = "document-repeated-punctuation",
          .group = "document",
          .summary = "The same punctuation mark twice in a row",
          .rationale = "One mark says it; more of them shout.",
          .severity = Severity::kWarning,
          .fix = FixKind::kUnsafe,
          .profiles = kStrict | kAwesomeLint,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<DocumentRepeatedPunctuationRule>,
          .awesome_lint = awesome_lint::RepeatedPunctuation};
}

}  // namespace awl
