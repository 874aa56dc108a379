#include <algorithm>
#include <optional>
#include <string>

#include "rules/builtin.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr std::string_view kAliases[] = {"remark-lint:definition-case",
                                         "remark-lint:definition-spacing"};

class LinkReferenceCaseRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const NodeKind kind : {NodeKind::kDefinition, NodeKind::kFootnoteDefinition}) {
      for (const Node& node : doc.All(kind)) CheckLabel(doc, ctx, node);
    }
  }

 private:
  static void CheckLabel(const Document& doc, RuleContext& ctx, const Node& node) {
    const std::string_view label = doc.Slice(doc.definition(node).label);
    if (HasUpper(label)) {
      Diagnostic& found =
          ctx.Report(node.full, Cat("label \"", label, "\" has letters in upper case"));
      found.peer = "definition-case";
      found.fix = FixFor(doc, node, "write it in lower case");
    }
    if (node.kind == NodeKind::kFootnoteDefinition) return;
    const bool streak = label.find("  ") != std::string_view::npos;
    if (streak) AddSpacing(doc, ctx, node, "more than one space in a row");
    if (label.find('\t') != std::string_view::npos) AddSpacing(doc, ctx, node, "a tab");
    if (label.find_first_of("\r\n") != std::string_view::npos) {
      AddSpacing(doc, ctx, node, "a line break");
    }
  }

  static bool HasUpper(std::string_view label) {
    const bool plain = std::all_of(label.begin(), label.end(), [](char c) {
      return static_cast<unsigned char>(c) < 0x80 && !IsAsciiUpper(c);
    });
    return !plain && LowerCase(label) != label;
  }

  static void AddSpacing(const Document& doc, RuleContext& ctx, const Node& node,
                         std::string_view what) {
    Diagnostic& found = ctx.Report(node.full, Cat("label with ", what));
    found.peer = "definition-spacing";
    found.fix = FixFor(doc, node, "write it with single spaces in lower case");
  }

  static std::optional<Fix> FixFor(const Document& doc, const Node& node, std::string title) {
    const Range range = doc.definition(node).label;
    const std::string_view label = doc.Slice(range);
    // Character references have a case of their own, and a label over two lines may have a prefix
    // between them.
    if (label.find_first_of("&\r\n") != std::string_view::npos) return std::nullopt;
    std::string text;
    for (const char c : LowerCase(label)) {
      if (!IsBlank(c)) {
        text += c;
      } else if (text.empty() || text.back() != ' ') {
        text += ' ';
      }
    }
    if (FoldCase(LowerCase(label)) != FoldCase(label)) return std::nullopt;
    return Fix{.title = std::move(title),
               .applicability = Applicability::kSafe,
               .effect = Effect::kText,
               .edits = {{range, std::move(text)}}};
  }
};

}  // namespace

RuleInfo LinkReferenceCaseInfo() {
  return {.name = "link-reference-case",
          .group = "link",
          .summary = "Label of a definition with upper case or several spaces",
          .rationale = "Labels are compared without them; written alike they are found by search.",
          .severity = Severity::kInfo,
          .fix = FixKind::kSafe,
          .profiles = kStrict | kAwesomeLint,
          .aliases = kAliases,
          .create = MakeRule<LinkReferenceCaseRule>};
}

}  // namespace awl
