#include <optional>
#include <string>
#include <utility>

#include "rule/old_text.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"max", OptionType::kCount, "1", "How many entries one change may add."},
    {"revision", OptionType::kString, "HEAD",
     "What the file does not have at this commit, branch or tag was added."},
};

class DiffSingleEntryRule final : public Rule {
 public:
  explicit DiffSingleEntryRule(const Options& options)
      : max_(options.Count("max")), revision_(options.String("revision")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    if (ctx.repository() == nullptr) return;
    std::optional<std::string> text = ctx.repository()->ReadAt(revision_);
    // A file that is new has all its entries at once.
    if (!text) return;
    const OldText old(std::move(*text));
    const Entry* first = nullptr;
    std::size_t added = 0;
    for (const Entry& entry : ctx.list().entries()) {
      if (entry.parent != kNoId || old.Has(doc, entry)) continue;
      if (first == nullptr) first = &entry;
      if (++added <= max_) continue;
      ctx.Report(doc[entry.link].full, Cat("new entry number ", added, "; a change adds ",
                                           max_ == 1 ? "one" : Cat("at most ", max_)))
          .related.push_back({"the first new entry", doc[first->link].full});
    }
  }

 private:
  const std::size_t max_;
  const std::string revision_;
};

}  // namespace

RuleInfo DiffSingleEntryInfo() {
  return {.name = "diff-single-entry",
          .group = "diff",
          .summary = "Change that adds several entries",
          .rationale = "Each entry is discussed by itself, and taken or not.",
          .severity = Severity::kWarning,
          .fix = FixKind::kNone,
          .profiles = 0,
          .options = kOptions,
          .create = MakeRule<DiffSingleEntryRule>};
}

}  // namespace awl
