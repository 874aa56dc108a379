#include <string>
#include <string_view>

#include "base/utf8.h"
#include "rule/code_point_set.h"
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
        if (!MayRepeat(text)) continue;
        if (ctx.awesome_lint()) {
          CheckAsAwesomeLint(doc, ctx, block);
        } else {
          CheckBlock(doc, ctx, block);
        }
      }
    }
  }

 private:
  // Cheap and true for few texts: two marks may also meet across markup or in an HTML tag.
  bool MayRepeat(std::string_view text) const {
    std::size_t marks = 0;
    for (std::size_t i = 0; i < text.size();) {
      if (IsAscii(text[i])) {
        marks += chars_.Has(static_cast<unsigned char>(text[i])) || text[i] == '&' ? 1 : 0;
        ++i;
        continue;
      }
      const CodePoint c = DecodeUtf8(text, i);
      marks += chars_.Has(c.value) ? 1 : 0;
      i += c.length;
    }
    return marks > 1;
  }

  // All that has a value counts, raw HTML too, but code stands for one character.
  void CheckAsAwesomeLint(const Document& doc, RuleContext& ctx, const Node& block) const {
    char32_t previous = 0;
    const NodeId end = doc.SubtreeEnd(block);
    for (NodeId id = doc.IdOf(block); id < end; ++id) {
      const Node& node = doc[id];
      if (node.kind == NodeKind::kInlineCode) {
        previous = 0;
        continue;
      }
      if (node.kind != NodeKind::kText && node.kind != NodeKind::kHtmlInline) continue;
      const bool is_text = node.kind == NodeKind::kText;
      const std::string_view raw = doc.Slice(node.full);
      std::string_view plain;
      std::string decoded;
      bool as_written = true;
      if (!is_text) {
        plain = raw;
      } else if (!doc.PlainText(node, &plain)) {
        decoded = doc.Text(node);
        plain = decoded;
        as_written = false;
      }
      for (std::size_t i = 0; i < plain.size();) {
        const CodePoint c = DecodeUtf8(plain, i);
        if (c.value == previous && chars_.Has(c.value)) {
          // Without a map from what is read to what is written only the node is known.
          const Offset at = node.full.begin + static_cast<Offset>(i);
          const Range range = as_written ? Range{at, at + c.length} : Find(doc, node, c.value);
          Diagnostic& found =
              ctx.Report(range, Cat("\"", plain.substr(i, c.length), "\" twice in a row"));
          // Where markup stands between the two, it may need the mark.
          const bool together = is_text && as_written && i >= c.length;
          if (together && MayFix(c.value)) found.fix = Without(range);
        }
        previous = c.value;
        i += c.length;
      }
    }
  }

  // The first place in the node where `c` follows itself, else the node.
  static Range Find(const Document& doc, const Node& node, char32_t c) {
    const std::string_view text = doc.Slice(node.full);
    char32_t previous = 0;
    for (std::size_t i = 0; i < text.size();) {
      const CodePoint now = DecodeUtf8(text, i);
      if (now.value == c && previous == c) {
        const Offset at = node.full.begin + static_cast<Offset>(i);
        return {at, at + now.length};
      }
      previous = now.value;
      i += now.length;
    }
    return node.full;
  }

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
          if (MayFix(c.value)) found.fix = Without({at + c.length, run.end});
        }
        i = after;
      }
    }
  }

  // One tilde more or less can begin or end what is struck out.
  static bool MayFix(char32_t mark) { return mark != '~'; }

  static Fix Without(Range range) {
    return {.title = "write it once",
            .applicability = Applicability::kUnsafe,
            .effect = Effect::kText,
            .edits = {{range, ""}}};
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
          .create = MakeRule<DocumentRepeatedPunctuationRule>};
}

}  // namespace awl
