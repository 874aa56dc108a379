#include "awesome_lint/rules.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"depth", OptionType::kCount, "2", "How many levels the contents list may have."},
};

constexpr std::string_view kAliases[] = {"awesome-lint:awesome-toc"};

class TocDepthRule final : public Rule {
 public:
  explicit TocDepthRule(const Options& options) : depth_(options.Count("depth")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    const Contents* contents = ctx.list().contents();
    if (contents == nullptr) return;
    for (const ContentsItem& item : contents->items) {
      // One finding for each list that is too deep, not for what is in it.
      const Node& list = *doc.Parent(doc[item.item]);
      if (item.depth != depth_ || list.first_child != item.item) continue;
      ctx.Report(list.full,
                 Cat("the contents list is nested deeper than ", Counted(depth_, "level")));
    }
  }

 private:
  const std::size_t depth_;
};

}  // namespace

RuleInfo TocDepthInfo() {
  return {.name = "toc-depth",
          .group = "toc",
          .summary = "Contents list of more than two levels",
          .rationale = "A contents list of many levels is no overview.",
          .severity = Severity::kInfo,
          .profiles = kStrict | kAwesomeLint,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<TocDepthRule>,
          .awesome_lint = awesome_lint::TocDepth};
}

}  // namespace awl
