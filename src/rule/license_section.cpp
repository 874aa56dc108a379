#include "rule/license_section.h"

#include <algorithm>

namespace awl {

void ReportLicenseSection(RuleContext& ctx, const Node& heading) {
  const Document& doc = ctx.document();
  Diagnostic& found = ctx.Report(heading.full, "section about the licence");
  if (heading.parent != doc.root()) return;
  // The section goes, with what lies under it.
  const SectionId id = ctx.list().SectionAt(heading.full.begin);
  const Range range = ctx.list().section(id).range;
  const Source& source = doc.source();
  Range gone = {source.LineBegin(source.LineAt(range.begin)), range.end};
  // Definitions at its end are those of the whole file.
  for (const Node* node = doc.Next(heading); node != nullptr && node->full.begin < range.end;
       node = doc.Next(*node)) {
    const bool defines =
        node->kind == NodeKind::kDefinition || node->kind == NodeKind::kFootnoteDefinition;
    if (gone.end < range.end && !defines) return;
    if (gone.end == range.end && defines) {
      gone.end = source.LineBegin(source.LineAt(node->full.begin));
    }
  }
  // A comment may be for a program, and entries are no licence.
  const auto& comments = doc.html_comments();
  const bool has_comment =
      std::any_of(comments.begin(), comments.end(),
                  [&](const HtmlComment& comment) { return gone.Contains(comment.full); });
  if (has_comment || !ctx.list().section(id).entries.empty()) return;
  // The blank lines before it go along at the end of the file.
  if (gone.end >= source.size()) {
    while (gone.begin >= 2 && source[gone.begin - 1] == '\n' && source[gone.begin - 2] == '\n')
      --gone.begin;
  }
  found.fix = Fix{.title = "remove the section; the licence file says it",
                  .applicability = Applicability::kUnsafe,
                  .effect = Effect::kStructure,
                  .edits = {{gone, ""}}};
}

}  // namespace awl
