#include <array>
#include <vector>

#include "rules/builtin.h"

namespace awl {
namespace {

// Forms that look alike to a reader.
int LookOf(EntryForm form) {
  switch (form) {
    case EntryForm::kLinkFirst:
    case EntryForm::kStrongLink:
    case EntryForm::kSeveralLinks:
    case EntryForm::kImageFirst:
      return 0;
    case EntryForm::kTextFirst:
    case EntryForm::kNoLink:
      return 1;
    case EntryForm::kBareUrl:
      return 2;
    case EntryForm::kFieldBlock:
      return 3;
    case EntryForm::kTableRow:
      return 4;
    case EntryForm::kCitation:
      return 5;
  }
  return 0;
}
constexpr std::array<std::string_view, 6> kLooks = {"a link first",    "text first",  "a bare URL",
                                                    "labelled fields", "a table row", "a citation"};

class EntryFormConsistencyRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const Section& section : ctx.list().sections()) {
      std::array<std::size_t, kLooks.size()> counts = {};
      for (const EntryId id : section.entries) ++counts[LookOf(ctx.list().entry(id).form)];
      std::size_t most = 0;
      for (std::size_t i = 1; i < counts.size(); ++i) {
        if (counts[i] > counts[most]) most = i;
      }
      // One or two among many are slips; half and half is a decision.
      if (counts[most] < 3 || counts[most] * 10 < section.entries.size() * 7) continue;
      for (const EntryId id : section.entries) {
        const Entry& entry = ctx.list().entry(id);
        const auto look = static_cast<std::size_t>(LookOf(entry.form));
        if (look == most || entry.form == EntryForm::kNoLink) continue;
        const Range place = entry.name.empty() ? doc[entry.paragraph].full : entry.name;
        ctx.Report(place, Cat("entry with ", kLooks[look], " where ", counts[most], " others have ",
                              kLooks[most]));
      }
    }
  }
};

}  // namespace

RuleInfo EntryFormConsistencyInfo() {
  return {.name = "entry-form-consistency",
          .group = "entry",
          .summary = "Entry in another form than its neighbours",
          .rationale = "A section reads as a table does; one row of another shape is overlooked.",
          .severity = Severity::kInfo,
          .fix = FixKind::kNone,
          .profiles = kStrict,
          .create = MakeRule<EntryFormConsistencyRule>};
}

}  // namespace awl
