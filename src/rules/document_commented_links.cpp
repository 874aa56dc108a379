#include "rules/builtin.h"

namespace awl {
namespace {

class DocumentCommentedLinksRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const HtmlComment& comment : doc.html_comments()) {
      const std::string_view text = doc.Slice(comment.content);
      const std::size_t link = text.find("](http");
      if (link == std::string_view::npos) continue;
      ctx.Report(comment.full, "links kept in a comment");
    }
  }
};

}  // namespace

RuleInfo DocumentCommentedLinksInfo() {
  return {.name = "document-commented-links",
          .group = "document",
          .summary = "Links kept in a comment",
          .rationale = "Nobody sees or checks them; git keeps what was there.",
          .severity = Severity::kInfo,
          .fix = FixKind::kNone,
          .profiles = kStrict,
          .create = MakeRule<DocumentCommentedLinksRule>};
}

}  // namespace awl
