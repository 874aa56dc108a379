#include "rule/badge_removal.h"

#include <cstdint>
#include <optional>

#include "base/strings.h"
#include "rule/inline_removal.h"

namespace awl {

void ReportBadge(RuleContext& ctx, const Destination& image, std::string_view provider) {
  const Document& doc = ctx.document();
  const Node& node = doc[image.node];
  if (image.kind != Destination::Kind::kImage) {
    ctx.Report(image.range, Cat("badge of ", provider));
    return;
  }
  // The link around it goes with it, if there is nothing else in that link.
  const Node* outer = &node;
  const Node* parent = doc.Parent(node);
  if (parent->kind == NodeKind::kLink && parent->first_child == parent->last_child) outer = parent;
  Diagnostic& found = ctx.Report(node.full, Cat("badge of ", provider));
  // "Build: ![…](…)"
  const std::uint32_t line = doc.source().LineAt(outer->full.begin);
  if (Trim(doc.Slice({doc.source().LineBegin(line), outer->full.begin})).ends_with(':')) return;
  const std::optional<Range> gone = WithItsSpace(doc, *outer);
  if (!gone) return;
  found.fix = Fix{.title = "remove it",
                  .applicability = Applicability::kUnsafe,
                  .effect = Effect::kStructure,
                  .edits = {{*gone, ""}}};
}

}  // namespace awl
