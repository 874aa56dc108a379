#include "document/label_edits.h"

#include <string>

#include "base/strings.h"
#include "text/label.h"

namespace awl {
namespace {

bool StaysTheSame(const Document& document, Range label, const Edit& edit) {
  if (edit.range.begin < label.begin || edit.range.end > label.end) return true;
  const std::string_view text = document.source().text();
  const std::string after = Cat(text.substr(label.begin, edit.range.begin - label.begin), edit.text,
                                text.substr(edit.range.end, label.end - edit.range.end));
  // Without a label of its own a reference has its text's.
  return after.empty() || NormalizeLabel(document.Slice(label)) == NormalizeLabel(after);
}

}  // namespace

bool KeepsLabels(const Document& document, std::span<const Edit> edits) {
  if (document.Ids(NodeKind::kDefinition).empty() &&
      document.Ids(NodeKind::kFootnoteDefinition).empty()) {
    return true;
  }
  for (const Edit& edit : edits) {
    for (const Node* node = &document.NodeAt(edit.range.begin); node != nullptr;
         node = document.Parent(*node)) {
      Range label;
      switch (node->kind) {
        case NodeKind::kLinkReference:
        case NodeKind::kImageReference:
          label = document.link(*node).label;
          break;
        case NodeKind::kFootnoteReference:
          label = document.footnote_reference(*node).label;
          break;
        case NodeKind::kDefinition:
        case NodeKind::kFootnoteDefinition:
          label = document.definition(*node).label;
          break;
        default:
          continue;
      }
      if (!StaysTheSame(document, label, edit)) return false;
    }
  }
  return true;
}

}  // namespace awl
