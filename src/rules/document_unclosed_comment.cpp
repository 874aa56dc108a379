#include "rules/builtin.h"

namespace awl {
namespace {

constexpr std::string_view kAliases[] = {"MD086"};

class DocumentUnclosedCommentRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const HtmlComment& comment : doc.html_comments()) {
      if (!comment.closed)
        ctx.Report({comment.full.begin, comment.full.begin + 4},
                   "comment without an end: no \"-->\" follows, so the rest of the file is hidden");
    }
  }
};

}  // namespace

RuleInfo DocumentUnclosedCommentInfo() {
  return {.name = "document-unclosed-comment",
          .group = "document",
          .summary = "Comment without an end",
          .rationale = "Everything below it is invisible.",
          .severity = Severity::kError,
          .fix = FixKind::kNone,
          .profiles = kRecommended | kStrict,
          .aliases = kAliases,
          .create = MakeRule<DocumentUnclosedCommentRule>};
}

}  // namespace awl
