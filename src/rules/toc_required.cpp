#include <string>

#include "rule/contents_edits.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"min-sections", OptionType::kCount, "6", "Sections of level 2 from which on it is needed."},
};

class TocRequiredRule final : public Rule {
 public:
  explicit TocRequiredRule(const Options& options) : min_sections_(options.Count("min-sections")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    if (ctx.list().contents() != nullptr) return;
    const Node* first = nullptr;
    std::size_t count = 0;
    std::string items;
    for (const Section& section : ctx.list().sections()) {
      if (section.level != 2) continue;
      const Node& heading = doc[section.heading];
      // A contents heading without a list is toc-heading's.
      if (List::IsContentsName(doc.heading(heading).text)) return;
      if (first == nullptr) first = &heading;
      ++count;
    }
    if (first == nullptr || count < min_sections_) return;
    Diagnostic& found = ctx.Report(first->full, Cat(count, " sections and no contents list"));
    const std::string_view eol = EolText(doc.source().eol());
    for (const Section& section : ctx.list().sections()) {
      if (section.level != 2) continue;
      const Node& heading = doc[section.heading];
      const std::string link = HeadingAsLink(doc, heading, FindHeadingTitle(ctx.facts(), heading));
      if (!link.empty()) items += Cat("- ", link, eol);
    }
    const Offset at = doc.source().LineBegin(doc.source().LineAt(first->full.begin));
    found.fix = Fix{.title = "add one",
                    .applicability = Applicability::kUnsafe,
                    .effect = Effect::kStructure,
                    .edits = {{{at, at}, Cat("## Contents", eol, eol, items, eol)}}};
  }

 private:
  const std::size_t min_sections_;
};

}  // namespace

RuleInfo TocRequiredInfo() {
  return {.name = "toc-required",
          .group = "toc",
          .summary = "Long list without a contents list",
          .rationale = "Nobody scrolls through forty sections to see what there is.",
          .severity = Severity::kInfo,
          .fix = FixKind::kUnsafe,
          .options = kOptions,
          .create = MakeRule<TocRequiredRule>};
}

}  // namespace awl
