#include <string>
#include <string_view>

#include "rules/builtin.h"

namespace awl {
namespace {

bool IsHeading(std::string_view name) {
  return name.size() == 2 && AsciiLower(name[0]) == 'h' && name[1] >= '1' && name[1] <= '6';
}

class HtmlUnclosedHeadingRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    const HtmlTag* open = nullptr;
    for (const HtmlTag& tag : doc.html_tags()) {
      const std::string_view name = doc.Slice(tag.name);
      if (!IsHeading(name)) continue;
      if (open != nullptr && !tag.closing && IsSelfClosing(doc, tag)) {
        ReportSlash(doc, ctx, tag);
        open = nullptr;
        continue;
      }
      if (!tag.closing) {
        if (open != nullptr) Report(doc, ctx, *open);
        open = &tag;
        continue;
      }
      if (open != nullptr && !EqualsIgnoreAsciiCase(doc.Slice(open->name), name)) {
        ctx.Report(tag.full, Cat("</", name, "> closes <", doc.Slice(open->name), ">"))
            .related.push_back({"opened here", open->full});
      }
      open = nullptr;
    }
    if (open != nullptr) Report(doc, ctx, *open);
  }

 private:
  static bool IsSelfClosing(const Document& doc, const HtmlTag& tag) {
    return doc.Slice(tag.full).ends_with("/>") && tag.attributes.empty();
  }

  // "<h3/>" for "</h3>"
  static void ReportSlash(const Document& doc, RuleContext& ctx, const HtmlTag& tag) {
    const std::string closing = Cat("</", doc.Slice(tag.name), ">");
    Diagnostic& found =
        ctx.Report(tag.full, Cat(doc.Slice(tag.full), " opens another heading; write ", closing));
    if (!doc.IsExact(tag.full)) return;
    found.fix = Fix{.title = Cat("write ", closing),
                    .applicability = Applicability::kUnsafe,
                    .effect = Effect::kStructure,
                    .edits = {{tag.full, closing}}};
  }

  static void Report(const Document& doc, RuleContext& ctx, const HtmlTag& open) {
    ctx.Report(open.full, Cat("<", doc.Slice(open.name), "> that nothing closes"));
  }
};

}  // namespace

RuleInfo HtmlUnclosedHeadingInfo() {
  return {.name = "html-unclosed-heading",
          .group = "html",
          .summary = "Heading in HTML that is not closed",
          .rationale = "Browsers make a heading of all that follows.",
          .severity = Severity::kError,
          .fix = FixKind::kUnsafe,
          .profiles = kRecommended | kStrict,
          .create = MakeRule<HtmlUnclosedHeadingRule>};
}

}  // namespace awl
