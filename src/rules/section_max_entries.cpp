#include <algorithm>

#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"max", OptionType::kCount, "50", "How many entries a section has at most."},
};

class SectionMaxEntriesRule final : public Rule {
 public:
  explicit SectionMaxEntriesRule(const Options& options) : max_(options.Count("max")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    const List& list = ctx.list();
    for (const Section& section : list.sections()) {
      if (section.heading == kNoNode || section.entries.empty() || section.is_contents) continue;
      // Sub-items belong to their entry.
      const auto count = static_cast<std::size_t>(
          std::count_if(section.entries.begin(), section.entries.end(),
                        [&list](EntryId id) { return list.entry(id).parent == kNoId; }));
      if (count > max_)
        ctx.Report(doc[section.heading].full,
                   Cat(count, count == 1 ? " entry" : " entries", " where at most ", max_,
                       max_ == 1 ? " is" : " are", " wanted"));
    }
  }

 private:
  const std::size_t max_;
};

}  // namespace

RuleInfo rules::SectionMaxEntries() {
  return {.name = "section-max-entries",
          .group = "section",
          .summary = "Section with many entries",
          .rationale = "Nobody reads a hundred entries in a row; subsections give an overview.",
          .severity = Severity::kWarning,
          .fix = FixKind::kNone,
          .profiles = 0,
          .options = kOptions,
          .create = MakeRule<SectionMaxEntriesRule>};
}

}  // namespace awl
