#include "rule/generated_rule.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {kFixGeneratedOption, OptionType::kBool, "false",
     "Whether fixes and `awl format` change such files all the same."},
};

class DocumentGeneratedRule final : public Rule {
 public:
  explicit DocumentGeneratedRule(const Options& options)
      : fixes_(options.Bool(kFixGeneratedOption)) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    const Range notice = doc.generated_notice();
    if (notice.empty()) return;
    ctx.Report(notice, Cat("this file says that a program writes it",
                           fixes_ ? "" : ", so no fix changes it"));
  }

 private:
  const bool fixes_;
};

}  // namespace

RuleInfo DocumentGeneratedInfo() {
  return {.name = kGeneratedRule,
          .group = "document",
          .summary = "File that a program writes",
          .rationale =
              "What is changed here is lost when the program runs next; its sources are "
              "the place for changes.",
          .severity = Severity::kInfo,
          .fix = FixKind::kNone,
          .profiles = kRecommended | kStrict,
          .any_markdown = true,
          .options = kOptions,
          .create = MakeRule<DocumentGeneratedRule>};
}

}  // namespace awl
