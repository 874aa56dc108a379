#include <vector>

#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"ratio", OptionType::kCount, "0",
     "Report only if at least this percent of the entries have a description."},
};

class EntryDescriptionRequiredRule final : public Rule {
 public:
  explicit EntryDescriptionRequiredRule(const Options& options) : ratio_(options.Count("ratio")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    std::vector<const Entry*> without;
    std::size_t total = 0;
    for (const Entry& entry : ctx.list().entries()) {
      // Fields and citations describe themselves.
      if (entry.form == EntryForm::kFieldBlock || entry.form == EntryForm::kCitation) continue;
      ++total;
      if (Trim(doc.Slice(entry.description)).empty()) without.push_back(&entry);
    }
    if ((total - without.size()) * 100 < ratio_ * total) return;
    for (const Entry* entry : without) ctx.Report(entry->name, "the entry has no description");
  }

 private:
  const std::size_t ratio_;
};

}  // namespace

RuleInfo EntryDescriptionRequiredInfo() {
  return {.name = "entry-description-required",
          .group = "entry",
          .summary = "Entry without a description",
          .rationale = "A bare name asks the reader to visit every link to learn what it is.",
          .severity = Severity::kWarning,
          .fix = FixKind::kNone,
          .profiles = 0,
          .options = kOptions,
          .create = MakeRule<EntryDescriptionRequiredRule>};
}

}  // namespace awl
