#include <algorithm>
#include <string>
#include <vector>

#include "awesome_lint/rules.h"
#include "facts/contents_alignment.h"
#include "rule/contents_edits.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"exclude", OptionType::kStrings, "Contributing, Footnotes, Related Lists, License",
     "Sections that the contents list is not to have."},
};

constexpr std::string_view kAliases[] = {"awesome-lint:awesome-toc"};

class TocExcludedSectionRule final : public Rule {
 public:
  explicit TocExcludedSectionRule(const Options& options) {
    for (const std::string& name : options.Strings("exclude")) keys_.push_back(TitleKey(name));
  }

  void Check(const Document& doc, RuleContext& ctx) const override {
    const std::vector<ContentsLine>& lines = ctx.facts().contents_alignment().lines();
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const ContentsItem& item = ctx.list().contents()->items[i];
      if (item.link == kNoNode || lines[i].target == ContentsLine::Target::kElsewhere ||
          std::find(keys_.begin(), keys_.end(), TitleKey(lines[i].text)) == keys_.end()) {
        continue;
      }
      Diagnostic& found =
          ctx.Report(doc[item.link].full,
                     Cat("section \"", lines[i].text, "\" is not to be in the contents list"));
      found.fix = RemoveItem(doc, doc[item.item]);
    }
  }

 private:
  std::vector<std::string> keys_;
};

}  // namespace

RuleInfo TocExcludedSectionInfo() {
  return {.name = "toc-excluded-section",
          .group = "toc",
          .summary = "Contents item for a section about the list itself",
          .rationale =
              "The contents are for what the list recommends; awesome lists leave "
              "Contributing, Footnotes and the like out.",
          .severity = Severity::kInfo,
          .fix = FixKind::kUnsafe,
          .profiles = kStrict | kAwesomeLint,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<TocExcludedSectionRule>,
          .awesome_lint = awesome_lint::TocExcludedSection};
}

}  // namespace awl
