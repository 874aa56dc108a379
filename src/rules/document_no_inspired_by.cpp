#include "rules/builtin.h"

namespace awl {
namespace {

class DocumentNoInspiredByRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    bool seen_title = false;
    for (const Node& node : doc.Children(doc.root())) {
      if (node.kind == NodeKind::kHeading) {
        if (seen_title) return;
        seen_title = true;
      }
      if (node.kind != NodeKind::kParagraph && node.kind != NodeKind::kBlockquote) continue;
      const std::string text = AsciiLower(doc.Slice(node.full));
      const std::size_t at = text.find("inspired by");
      if (at == std::string::npos || text.find("awesome", at) == std::string::npos) continue;
      Diagnostic& found = ctx.Report(node.full, "\"inspired by\" at the top of the list");
      // Only if the paragraph says nothing else, and leads to nothing: "Inspired by awesome and:"
      const Node* next = doc.Next(node);
      const bool leads_on =
          Trim(text).ends_with(':') || (next != nullptr && next->kind == NodeKind::kList);
      const bool whole = Trim(text).find("inspired by") < 12 && text.size() < 160 &&
                         node.kind == NodeKind::kParagraph;
      if (!whole || leads_on) continue;
      const Source& source = doc.source();
      const std::uint32_t last = source.LineAt(node.full.end);
      Offset end = source.LineWithEol(last).end;
      if (last + 1 < source.line_count() && source.Line(last + 1).empty())
        end = source.LineWithEol(last + 1).end;
      found.fix = Fix{.title = "remove the paragraph",
                      .applicability = Applicability::kUnsafe,
                      .effect = Effect::kStructure,
                      .edits = {{{source.LineBegin(source.LineAt(node.full.begin)), end}, ""}}};
    }
  }
};

}  // namespace

RuleInfo DocumentNoInspiredByInfo() {
  return {.name = "document-no-inspired-by",
          .group = "document",
          .summary = "\"Inspired by\" at the top",
          .rationale = "The top of a list is for its theme; thanks go to the bottom.",
          .severity = Severity::kInfo,
          .fix = FixKind::kUnsafe,
          .profiles = kStrict,
          .create = MakeRule<DocumentNoInspiredByRule>};
}

}  // namespace awl
