#include "awesome_lint/rules.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"allow-strikethrough", OptionType::kBool, "true",
     "Struck-out words are allowed in a description."},
};

constexpr std::string_view kAliases[] = {"awesome-lint:awesome-list-item"};

class EntryDescriptionMarkupRule final : public Rule {
 public:
  explicit EntryDescriptionMarkupRule(const Options& options)
      : allow_strikethrough_(options.Bool("allow-strikethrough")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    if (allow_strikethrough_) return;
    for (const Node& deleted : doc.All(NodeKind::kDelete)) {
      if (doc.Ancestor(deleted, NodeKind::kListItem) != nullptr)
        ctx.Report(deleted.full, "struck-out words in an entry");
    }
  }

 private:
  const bool allow_strikethrough_;
};

}  // namespace

RuleInfo EntryDescriptionMarkupInfo() {
  return {.name = "entry-description-markup",
          .group = "entry",
          .summary = "Markup that has no place in a description",
          .rationale = "What is struck out should be taken out.",
          .severity = Severity::kWarning,
          .fix = FixKind::kNone,
          .profiles = kStrict | kAwesomeLint,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<EntryDescriptionMarkupRule>,
          .awesome_lint = awesome_lint::EntryDescriptionMarkup};
}

}  // namespace awl
