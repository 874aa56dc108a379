#include <optional>

#include "rule/list_edits.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr std::string_view kAliases[] = {"MD069"};

class StyleListMarkerDoubledRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    const Source& source = doc.source();
    std::optional<ListShifter> shifter;
    for (const Node& list : doc.All(NodeKind::kList)) {
      const Node* outer = doc.Parent(list);
      if (outer == nullptr || outer->kind != NodeKind::kListItem) continue;
      if (doc.list(list).ordered || doc.list(doc.node(outer->parent)).ordered) continue;
      if (source.LineAt(outer->full.begin) != source.LineAt(list.full.begin)) continue;
      const Node* inner = doc.FirstChild(list);
      if (inner == nullptr || doc.FirstChild(*inner) == nullptr) continue;
      const Range markers = {doc.list_item(*outer).marker.begin, doc.list_item(*inner).marker.end};
      Diagnostic& found = ctx.Report(markers, "two markers for one item");
      // With more than one item inside, this may be a nested list whose title is missing.
      if (doc.list(list).item_count != 1 || doc.Next(list) != nullptr) continue;
      const Node& first = *doc.FirstChild(*inner);
      if (first.kind != NodeKind::kParagraph) continue;
      if (!shifter) shifter.emplace(doc);
      const std::uint32_t to = ColumnOf(source, doc.list_item(*inner).marker.begin);
      const int delta = static_cast<int>(to) - doc.list_item(*inner).content_column;
      const std::optional<std::vector<Edit>> below = shifter->Continue(*inner, delta, to);
      if (!below || !shifter->StaysApart(*inner, to)) continue;
      Offset text = doc.list_item(*inner).marker.end;
      while (IsBlank(source[text])) ++text;
      if (IsEol(source[text])) continue;
      found.fix = Fix{.title = "remove one",
                      .applicability = Applicability::kSafe,
                      .effect = Effect::kStructure,
                      .edits = {{{doc.list_item(*inner).marker.begin, text}, ""}}};
      Edit& edit = found.fix->edits.front();
      if (below->empty()) {
        // The paragraph moves into another item, so all of it is part of the edit.
        edit.text = doc.Slice({text, first.full.end});
        edit.range.end = first.full.end;
      }
      found.fix->edits.insert(found.fix->edits.end(), below->begin(), below->end());
    }
  }
};

}  // namespace

RuleInfo StyleListMarkerDoubledInfo() {
  return {.name = "style-list-marker-doubled",
          .group = "style",
          .summary = "List item with two markers",
          .rationale =
              "\"- - text\" is a list of one item within an item without text: readers see "
              "an empty bullet before it.",
          .severity = Severity::kWarning,
          .fix = FixKind::kSafe,
          .profiles = kRecommended | kStrict,
          .aliases = kAliases,
          .create = MakeRule<StyleListMarkerDoubledRule>};
}

}  // namespace awl
