#include "grammar/awesome_lint_item.h"
#include "rule/list_edits.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr std::string_view kAliases[] = {"awesome-lint:awesome-list-item", "MD030"};

class EntryMarkerSpaceRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    if (ctx.awesome_lint()) {
      for (const AwesomeLintItemFault& fault : FindAwesomeLintItemFaults(doc)) {
        if (fault.fault == AwesomeLintFault::kMarkerSpace)
          Report(doc, ctx, doc[fault.at].full.begin);
      }
      return;
    }
    for (const NodeKind kind : {NodeKind::kLink, NodeKind::kLinkReference}) {
      for (const Node& link : doc.All(kind)) {
        const LinkForm form = doc.link(link).form;
        if (form == LinkForm::kBare || form == LinkForm::kAngle || link.full.begin == 0) continue;
        const Offset marker = link.full.begin - 1;
        const char c = doc.source()[marker];
        if ((c == '-' || c == '*' || c == '+') && BeginsLine(doc, marker)) Report(doc, ctx, marker);
      }
    }
  }

 private:
  static bool BeginsLine(const Document& doc, Offset at) {
    const Offset begin = doc.source().LineBegin(doc.source().LineAt(at));
    return at - begin < 32 && Trim(doc.Slice({begin, at})).empty();
  }

  static void Report(const Document& doc, RuleContext& ctx, Offset marker) {
    Diagnostic& found =
        ctx.Report({marker, marker + 1}, "no space after the list marker, so this is no item");
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
};

}  // namespace

RuleInfo EntryMarkerSpaceInfo() {
  return {.name = "entry-marker-space",
          .group = "entry",
          .summary = "No space after the list marker",
          .rationale =
              "Without the space it is no list item: the line is shown as text of the entry above.",
          .severity = Severity::kError,
          .fix = FixKind::kSafe,
          .profiles = kRecommended | kStrict | kAwesomeLint,
          .aliases = kAliases,
          .create = MakeRule<EntryMarkerSpaceRule>};
}

}  // namespace awl
