#include "rule/marker_space.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "base/strings.h"
#include "rule/list_edits.h"

namespace awl {
namespace {

// True if a line further down, which is text as long as it belongs to the paragraph, would begin
// an item of its own: "*", "2. Foo".
bool FreesItem(const Document& doc, Offset marker) {
  for (const Range line : doc.Lines(BlockAt(doc, marker))) {
    if (line.begin <= marker) continue;
    const std::string_view text = Trim(doc.Slice(line));
    if (text == "*" || text == "-" || text == "+") return true;
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    if (digits > 0 && digits < text.size() && (text[digits] == '.' || text[digits] == ')')) {
      return true;
    }
  }
  return false;
}

}  // namespace

const Node& BlockAt(const Document& doc, Offset offset) {
  const Node* node = &doc.NodeAt(offset);
  while (!IsBlock(node->kind)) node = doc.Parent(*node);
  return *node;
}

void ReportMissingMarkerSpace(RuleContext& ctx, Offset marker) {
  const Document& doc = ctx.document();
  Diagnostic& found =
      ctx.Report({marker, marker + 1}, "no space after the list marker, so this is no item");
  if (FreesItem(doc, marker)) return;
  // With the line end before it, which no longer joins two lines of one paragraph.
  const std::uint32_t number = doc.source().LineAt(marker);
  const Range line = {number == 0 ? 0 : doc.source().Line(number - 1).end, marker + 1};
  // With another marker it would begin a list of its own.
  const Node* neighbour = ItemToJoin(doc, marker);
  if (neighbour != nullptr && doc.list(*doc.Parent(*neighbour)).ordered) neighbour = nullptr;
  const char sign =
      neighbour == nullptr ? doc.source()[marker] : doc.list(*doc.Parent(*neighbour)).marker;
  found.fix = Fix{.title = "add a space",
                  .applicability = Applicability::kSafe,
                  .effect = Effect::kStructure,
                  .edits = {{line, Cat(doc.Slice({line.begin, marker}), sign, " ")}}};
  if (neighbour != nullptr) found.fix->reads = {doc.list_item(*neighbour).marker};
}

}  // namespace awl
