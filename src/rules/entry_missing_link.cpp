#include "rules/builtin.h"

namespace awl {
namespace {

class EntryMissingLinkRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const Entry& entry : ctx.list().entries()) {
      if (entry.link != kNoNode || !entry.links.empty() || !Trim(doc.Slice(entry.url)).empty())
        continue;
      const Range place = entry.name.empty() ? doc[entry.paragraph].full : entry.name;
      ctx.Report(place, Cat("entry \"", Shorten(doc.Slice(place)), "\" has no link"));
    }
  }

 private:
  static std::string_view Shorten(std::string_view name) {
    return name.substr(0, name.find_first_of("\r\n"));
  }
};

}  // namespace

RuleInfo rules::EntryMissingLink() {
  return {.name = "entry-missing-link",
          .group = "entry",
          .summary = "Entry without a link among entries with one",
          .rationale = "A recommendation that leads nowhere sends the reader to a search engine.",
          .severity = Severity::kError,
          .fix = FixKind::kNone,
          .profiles = kRecommended | kStrict,
          .create = MakeRule<EntryMissingLinkRule>};
}

}  // namespace awl
