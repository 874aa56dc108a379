#include "rules/builtin.h"

namespace awl {
namespace {

class HtmlUnquotedAttributeRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const HtmlTag& tag : doc.html_tags()) {
      for (const HtmlAttribute& attribute : tag.attributes) {
        // A number or a plain word is common and harmless.
        if (attribute.quote != 0 || attribute.value.empty() || IsWord(doc.Slice(attribute.value)))
          continue;
        Diagnostic& found = ctx.Report(
            attribute.value, Cat("value of ", doc.Slice(attribute.name), " without quotes"));
        // `size=5"` has the quote in its value: somebody forgot the first one, or typed one too
        // many.
        const bool has_quote = doc.Slice(attribute.value).find('"') != std::string_view::npos;
        if (has_quote) continue;
        found.fix = Fix{.title = "put it into quotes",
                        .applicability = Applicability::kSafe,
                        .effect = Effect::kText,
                        .edits = {{{attribute.value.begin, attribute.value.begin}, "\""},
                                  {{attribute.value.end, attribute.value.end}, "\""}}};
      }
    }
  }

 private:
  static bool IsWord(std::string_view value) {
    for (const char c : value) {
      if (!IsAsciiAlnum(c) && c != '%' && c != '-') return false;
    }
    return true;
  }
};

}  // namespace

RuleInfo HtmlUnquotedAttributeInfo() {
  return {.name = "html-unquoted-attribute",
          .group = "html",
          .summary = "HTML attribute without quotes",
          .rationale = "A blank or a slash in the value ends it early, and no browser says so.",
          .severity = Severity::kInfo,
          .fix = FixKind::kSafe,
          .profiles = kStrict,
          .create = MakeRule<HtmlUnquotedAttributeRule>};
}

}  // namespace awl
