#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

#include "base/find_any_of.h"
#include "base/utf8.h"
#include "rules/builtin.h"
#include "text/unicode.h"

namespace awl {
namespace {

// Who has the space in more than one place of so many, and more than a few times, means it.
constexpr std::size_t kCustomOfSpaces = 10;
constexpr std::size_t kFew = 2;

class DocumentSpaceBeforeMarkRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    std::vector<Range> stray;  // the blanks, without the marks
    const auto is_apart = [](auto c, auto next) {
      return ((c == ' ') | (c == '\t')) & ((next == ',') | (next == '.'));
    };
    for (const Node& node : doc.All(NodeKind::kText)) {
      if (IsName(doc.Parent(node)->kind)) continue;
      const std::string_view text = doc.Slice(node.full);
      for (std::size_t before = FindPairWhere(is_apart, text); before != std::string_view::npos;
           before = FindPairWhere(is_apart, text, before + 1)) {
        const std::size_t at = before + 1;
        const std::size_t blanks = StrayBlanks(text, at);
        if (blanks == 0 || !IsProse(doc, node)) continue;
        if (text[at] == '.' && !EndsBlock(doc, node, at)) continue;
        const Offset mark = node.full.begin + static_cast<Offset>(at);
        stray.push_back({mark - static_cast<Offset>(blanks), mark});
      }
    }
    if (stray.size() > kFew && kCustomOfSpaces * stray.size() > CountMarks(doc)) return;
    for (const Range blanks : stray) {
      Diagnostic& found = ctx.Report(
          {blanks.begin, blanks.end + 1},
          Cat("space before a ", doc.source()[blanks.end] == ',' ? "comma" : "full stop"));
      found.fix = Fix{.title = "remove it",
                      .applicability = Applicability::kUnsafe,
                      .effect = Effect::kText,
                      .edits = {{blanks, ""}}};
    }
  }

 private:
  static std::size_t CountMarks(const Document& doc) {
    std::size_t marks = 0;
    for (const Node& node : doc.All(NodeKind::kText)) {
      const std::string_view text = doc.Slice(node.full);
      marks += static_cast<std::size_t>(
          std::count_if(text.begin(), text.end(), [](char c) { return c == ',' || c == '.'; }));
    }
    return marks;
  }

  static bool IsName(NodeKind kind) {
    return kind == NodeKind::kHeading || kind == NodeKind::kLink ||
           kind == NodeKind::kLinkReference || kind == NodeKind::kImageReference;
  }

  // A heading's anchor and a reference's label would change with the text.
  static bool IsProse(const Document& doc, const Node& node) {
    for (const Node* at = doc.Parent(node); at != nullptr; at = doc.Parent(*at)) {
      if (IsName(at->kind)) return false;
    }
    return doc.IsExact(node.full);
  }

  // How many blanks there are between a word and the mark, which nothing but a blank follows: not
  // " .NET", " ...". 0: other text, or a mark that may be meant to be apart.
  static std::size_t StrayBlanks(std::string_view text, std::size_t at) {
    if (at == 0 || !IsBlank(text[at - 1])) return 0;
    const std::size_t last = text.find_last_not_of(" \t", at - 1);
    if (last == std::string_view::npos) return 0;
    const CodePoint before = DecodeUtf8Before(text, last + 1);
    const bool word = IsLetter(before.value) || IsNumber(before.value) || before.value == ')';
    if (!word || IsCjk(before.value)) return 0;
    const std::string_view rest = text.substr(at + 1);
    if (!rest.empty() && !IsBlank(rest.front())) return 0;
    const std::size_t next = rest.find_first_not_of(" \t");
    const bool before_cjk = next != std::string_view::npos && IsCjk(DecodeUtf8(rest, next).value);
    return before_cjk ? 0 : at - last - 1;
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
