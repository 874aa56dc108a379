#include <string_view>

#include "awesome_lint/item.h"
#include "awesome_lint/rules.h"
#include "rule/small_first_word.h"

namespace awl {
namespace {

class EntryDescriptionCase final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const AwesomeLintItemFault& fault : AwesomeLintItemFaults(ctx)) {
      const Node& at = doc[fault.at];
      if (fault.fault == AwesomeLintFault::kEmpty) ctx.Report(at.full, "nothing after the dash");
      if (fault.fault != AwesomeLintFault::kCase) continue;
      const std::string_view text = doc.Slice(at.full);
      const Offset begin = at.full.begin + static_cast<Offset>(text.starts_with(" - ") ? 3 : 0);
      const std::string_view word = SmallFirstWord(doc.Slice({begin, at.full.end}));
      if (word.empty()) {
        ctx.Report(at.full, "the description's first word is not in an accepted case");
      } else {
        ReportSmallFirstWord(ctx, {begin, begin + static_cast<Offset>(word.size())});
      }
    }
  }
};

}  // namespace

std::unique_ptr<const Rule> awesome_lint::EntryDescriptionCase(const Options& options) {
  return MakeRule<awl::EntryDescriptionCase>(options);
}

}  // namespace awl
