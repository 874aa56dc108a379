#include <string_view>
#include <vector>

#include "base/find_any_of.h"
#include "base/utf8.h"
#include "rules/builtin.h"
#include "text/unicode.h"

namespace awl {
namespace {

// Who has the space in more than one place of so many, and more than a few times, means it.
constexpr std::size_t kCustom = 10;
constexpr std::size_t kFew = 2;

class DocumentSpaceBeforeMarkRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    std::vector<Offset> stray;
    std::size_t marks = 0;
    for (const Node& node : doc.All(NodeKind::kText)) {
      const std::string_view text = doc.Slice(node.full);
      for (std::size_t at = FindAnyOf<',', '.'>(text, 0); at != std::string_view::npos;
           at = FindAnyOf<',', '.'>(text, at + 1)) {
        ++marks;
        if (!IsStray(text, at) || !IsProse(doc, node)) continue;
        if (text[at] == '.' && !EndsBlock(doc, node, at)) continue;
        stray.push_back(node.full.begin + static_cast<Offset>(at));
      }
    }
    if (stray.size() > kFew && kCustom * stray.size() > marks) return;
    for (const Offset at : stray) {
      Diagnostic& found =
          ctx.Report({at - 1, at + 1},
                     Cat("space before a ", doc.source()[at] == ',' ? "comma" : "full stop"));
      found.fix = Fix{.title = "remove it",
                      .applicability = Applicability::kUnsafe,
                      .effect = Effect::kText,
                      .edits = {{{at - 1, at}, ""}}};
    }
  }

 private:
  // A heading's anchor and a reference's label would change with the text.
  static bool IsProse(const Document& doc, const Node& node) {
    for (const Node* at = doc.Parent(node); at != nullptr; at = doc.Parent(*at)) {
      if (at->kind == NodeKind::kHeading || at->kind == NodeKind::kLink ||
          at->kind == NodeKind::kLinkReference || at->kind == NodeKind::kImageReference) {
        return false;
      }
    }
    return doc.IsExact(node.full);
  }

  // One space between a word and the mark, which nothing but a space follows: not " .NET", " ...".
  static bool IsStray(std::string_view text, std::size_t at) {
    if (at < 2 || text[at - 1] != ' ') return false;
    const CodePoint before = DecodeUtf8Before(text, at - 1);
    const bool word = IsLetter(before.value) || IsNumber(before.value) || before.value == ')';
    if (!word || IsCjk(before.value)) return false;
    if (at + 1 == text.size()) return true;
    return text[at + 1] == ' ' && (at + 2 == text.size() || !IsCjk(DecodeUtf8(text, at + 2).value));
  }

  // Within a sentence the stop may be the name of a thing.
  static bool EndsBlock(const Document& doc, const Node& node, std::size_t at) {
    return at + 1 == node.full.size() && node.next_sibling == kNoNode &&
           doc.Parent(node)->kind == NodeKind::kParagraph;
  }
};

}  // namespace

RuleInfo DocumentSpaceBeforeMarkInfo() {
  return {.name = "document-space-before-mark",
          .group = "document",
          .summary = "Space before a comma or full stop",
          .rationale = "The mark may come to stand at the beginning of a line.",
          .severity = Severity::kWarning,
          .fix = FixKind::kUnsafe,
          .profiles = kRecommended | kStrict,
          .create = MakeRule<DocumentSpaceBeforeMarkRule>};
}

}  // namespace awl
