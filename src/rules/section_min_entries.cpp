#include <algorithm>

#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"min", OptionType::kCount, "3", "How many entries a section has at least."},
};

class SectionMinEntriesRule final : public Rule {
 public:
  explicit SectionMinEntriesRule(const Options& options) : min_(options.Count("min")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    const List& list = ctx.list();
    for (const Section& section : list.sections()) {
      if (section.heading == kNoNode || section.entries.empty() || section.is_contents) continue;
      // Sub-items belong to their entry.
      const auto count = static_cast<std::size_t>(
          std::count_if(section.entries.begin(), section.entries.end(),
                        [&list](EntryId id) { return list.entry(id).parent == kNoId; }));
      if (count < min_)
        ctx.Report(doc[section.heading].full,
                   Cat(count, count == 1 ? " entry" : " entries", " where at least ", min_,
                       min_ == 1 ? " is" : " are", " wanted"));
    }
  }

 private:
  const std::size_t min_;
};

}  // namespace

RuleInfo rules::SectionMinEntries() {
  return {.name = "section-min-entries",
          .group = "section",
          .summary = "Section with few entries",
          .rationale = "A section of one or two entries is better merged into its neighbour.",
          .severity = Severity::kWarning,
          .fix = FixKind::kNone,
          .profiles = 0,
          .options = kOptions,
          .create = MakeRule<SectionMinEntriesRule>};
}

}  // namespace awl
