#include "rules/builtin.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"max", OptionType::kCount, "100", "Most characters (as people count them) of a description."},
};

class EntryDescriptionLengthRule final : public Rule {
 public:
  explicit EntryDescriptionLengthRule(const Options& options) : max_(options.Count("max")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const Entry& entry : ctx.list().entries()) {
      const std::string_view text = doc.Slice(entry.description);
      if (text.size() <= max_) continue;
      const std::size_t length = CountGraphemes(text);
      if (length > max_)
        ctx.Report(entry.description,
                   Cat("the description has ", length, " characters; ", max_, " are allowed"));
    }
  }

 private:
  const std::size_t max_;
};

}  // namespace

RuleInfo EntryDescriptionLengthInfo() {
  return {.name = "entry-description-length",
          .group = "entry",
          .summary = "Description too long",
          .rationale = "A list is skimmed; public-apis and others set a limit.",
          .severity = Severity::kWarning,
          .fix = FixKind::kNone,
          .profiles = 0,
          .options = kOptions,
          .create = MakeRule<EntryDescriptionLengthRule>};
}

}  // namespace awl
