#include "base/strings.h"
#include "document/accidental_heading.h"
#include "rules/builtin.h"

namespace awl {
namespace {

class HeadingAccidentalRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const Node& heading : doc.All(NodeKind::kHeading)) {
      if (!IsAccidentalHeading(doc, heading)) continue;
      const Range underline = doc.heading(heading).underline;
      Diagnostic& found =
          ctx.Report(heading.full, "the dashes below make a heading of this text by accident");
      if (!doc.IsExact(heading.full) || !IsInListsOnly(doc, heading)) continue;
      const Range line{doc.source().LineBegin(doc.source().LineAt(underline.begin)), underline.end};
      // Unsafe: it may be meant after all.
      found.fix = Fix{.title = "put a blank line before the dashes",
                      .applicability = Applicability::kUnsafe,
                      .effect = Effect::kStructure,
                      .edits = {{{heading.content.begin, line.end},
                                 Cat(doc.Slice({heading.content.begin, line.begin}),
                                     EolText(doc.source().eol()), doc.Slice(line))}}};
    }
  }

 private:
  static bool IsInListsOnly(const Document& doc, const Node& heading) {
    for (const Node* at = doc.Parent(heading); at != nullptr; at = doc.Parent(*at)) {
      if (at->kind != NodeKind::kRoot && at->kind != NodeKind::kList &&
          at->kind != NodeKind::kListItem) {
        return false;
      }
    }
    return true;
  }
};

}  // namespace

RuleInfo HeadingAccidentalInfo() {
  return {.name = "heading-accidental",
          .group = "heading",
          .summary = "Text that a line of dashes below it makes a heading",
          .rationale =
              "Markdown reads dashes directly below text as an underline, so the text is shown as "
              "a heading and ends the section.",
          .severity = Severity::kWarning,
          .fix = FixKind::kUnsafe,
          .profiles = kRecommended | kStrict,
          .create = MakeRule<HeadingAccidentalRule>};
}

}  // namespace awl
