#include <algorithm>
#include <cstddef>

#include "awesome_lint/rules.h"
#include "facts/contents_alignment.h"
#include "rule/contents_edits.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr std::string_view kAliases[] = {"awesome-lint:awesome-toc"};

class TocDuplicateItemRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    const ContentsAlignment& alignment = ctx.facts().contents_alignment();
    for (std::size_t i = 0; i < alignment.lines().size(); ++i) {
      const ContentsLine& line = alignment.lines()[i];
      if (!line.is_duplicate) continue;
      const std::uint32_t other = alignment.headings()[line.heading].line;
      const ContentsItem& item = ctx.list().contents()->items[i];
      // One list by the alphabet, another one by kind.
      if (AreInTwoLists(doc, *ctx.list().contents(), i, other)) continue;
      const NodeId link = ctx.list().contents()->items[other].link;
      if (link == kNoNode) continue;  // a label, with the link in an item below it
      const Node& other_link = doc[link];
      Diagnostic& found = ctx.Report(
          doc[item.link].full,
          Cat("another contents item leads to the section \"",
              doc.heading(doc[alignment.headings()[line.heading].node]).text, "\" as well"));
      found.related.push_back({.message = "the other item", .range = other_link.full});
      if (alignment.lines()[other].text != line.text) continue;
      // Below another item it may be meant: "Elective" in each term.
      if (ctx.list().contents()->items[other].parent != item.parent && !ctx.awesome_lint())
        continue;
      found.fix = RemoveItem(doc, doc[item.item]);
    }
  }

 private:
  static bool AreInTwoLists(const Document& doc, const Contents& contents, std::size_t a,
                            std::size_t b) {
    const auto list_of = [&](std::size_t item) {
      const Offset at = doc[contents.items[item].item].full.begin;
      return std::find_if(contents.lists.begin(), contents.lists.end(), [&](NodeId list) {
        return doc[list].full.begin <= at && at < doc[list].full.end;
      });
    };
    return contents.lists.size() > 1 && list_of(a) != list_of(b);
  }
};

}  // namespace

RuleInfo TocDuplicateItemInfo() {
  return {.name = "toc-duplicate-item",
          .group = "toc",
          .summary = "Two contents items for one section",
          .rationale = "One of them was meant to lead elsewhere, or is left over.",
          .severity = Severity::kWarning,
          .fix = FixKind::kBoth,
          .profiles = kRecommended | kStrict | kAwesomeLint,
          .aliases = kAliases,
          .create = MakeRule<TocDuplicateItemRule>,
          .awesome_lint = awesome_lint::TocDuplicateItem};
}

}  // namespace awl
