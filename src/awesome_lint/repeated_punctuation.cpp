#include <string>
#include <string_view>

#include "awesome_lint/rules.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "rule/repeated_mark.h"

namespace awl {
namespace {

class RepeatedPunctuation final : public Rule {
 public:
  explicit RepeatedPunctuation(const Options& options) : chars_(options.String("chars")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const NodeKind kind : {NodeKind::kHeading, NodeKind::kParagraph}) {
      for (const Node& block : doc.All(kind)) {
        if (MayRepeat(chars_, doc.Slice(block.full))) CheckBlock(doc, ctx, block);
      }
    }
  }

 private:
  // All that has a value counts, raw HTML too, but code stands for one character.
  void CheckBlock(const Document& doc, RuleContext& ctx, const Node& block) const {
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
          if (together && MayDropRepeated(c.value)) found.fix = DropRepeated(range);
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

  const CodePointSet chars_;
};

}  // namespace

std::unique_ptr<const Rule> awesome_lint::RepeatedPunctuation(const Options& options) {
  return MakeRule<awl::RepeatedPunctuation>(options);
}

}  // namespace awl
