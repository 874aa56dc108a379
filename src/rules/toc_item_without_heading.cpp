#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "awesome_lint/rules.h"
#include "facts/contents_alignment.h"
#include "rule/contents_edits.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr std::string_view kAliases[] = {"awesome-lint:awesome-toc"};

class TocItemWithoutHeadingRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    const ContentsAlignment& alignment = ctx.facts().contents_alignment();
    const bool many_broken = AreManyBroken(alignment);
    std::optional<FreeHeadings> free;
    for (std::size_t i = 0; i < alignment.lines().size(); ++i) {
      const ContentsLine& line = alignment.lines()[i];
      // A heading of that text takes the item; its anchor is anchor-missing-target's then.
      if (line.target != ContentsLine::Target::kNowhere || line.heading != kNoId) continue;
      const ContentsItem& item = ctx.list().contents()->items[i];
      Diagnostic& found =
          ctx.Report(doc[item.link].full, Cat("no heading for contents item \"", line.text, "\""));
      if (!free) free.emplace(doc, alignment);
      if (const Node* near = free->Near(line.text)) {
        LeadTo(doc, *near, item, &found);
      } else if (!many_broken && !SaysMore(doc, item) && !free->IsSwallowed(line.text)) {
        found.fix = RemoveItem(doc, doc[item.item]);
      }
    }
  }

 private:
  // The headings without an item, and those within items of lists, which are no sections.
  class FreeHeadings {
   public:
    FreeHeadings(const Document& doc, const ContentsAlignment& alignment) {
      for (const ContentsHeading& heading : alignment.headings()) {
        if (heading.line != kNoId || !heading.is_after) continue;
        Add(doc[heading.node], heading.title.text);
      }
      for (const Node& heading : doc.All(NodeKind::kHeading)) {
        if (heading.parent != doc.root()) Add(heading, doc.heading(heading).text);
      }
      for (const Node& html : doc.All(NodeKind::kHtmlBlock)) AddSwallowed(doc, html);
    }

    // One whose title is `text` but for a slip, or null.
    const Node* Near(std::string_view text) const {
      const TitleSignature own(text);
      const auto near = std::find_if(free_.begin(), free_.end(), [&](const auto& one) {
        return own.key == one.second.key || own.IsNear(one.second);
      });
      return near == free_.end() ? nullptr : near->first;
    }

    // True if there is a heading of that text right below a line of HTML, so that it is none.
    bool IsSwallowed(std::string_view text) const { return swallowed_.count(TitleKey(text)) != 0; }

   private:
    static constexpr std::size_t kMostCompared = 200;  // so that the work stays linear

    void Add(const Node& heading, std::string_view title) {
      if (title.empty() || free_.size() == kMostCompared) return;
      free_.emplace_back(&heading, TitleSignature(title));
    }

    void AddSwallowed(const Document& doc, const Node& html) {
      const Source& source = doc.source();
      for (std::uint32_t line = source.LineAt(html.full.begin);
           line < source.line_count() && source.LineBegin(line) < html.full.end; ++line) {
        std::string_view text = source.Slice(source.Line(line));
        if (!text.starts_with("#")) continue;
        text.remove_prefix(std::min(text.find_first_not_of('#'), text.size()));
        swallowed_.insert(TitleKey(text));
      }
    }

    std::vector<std::pair<const Node*, TitleSignature>> free_;
    std::unordered_set<std::string> swallowed_;
  };

  // "[Books](#books) (for beginners)": the words would go with the item.
  static bool SaysMore(const Document& doc, const ContentsItem& item) {
    const Source& source = doc.source();
    const Offset end = doc[item.link].full.end;
    return !Trim(doc.Slice({end, source.Line(source.LineAt(end)).end})).empty();
  }

  // Which of the two texts is right is for people to say.
  static void LeadTo(const Document& doc, const Node& heading, const ContentsItem& item,
                     Diagnostic* found) {
    found->related.push_back({.message = "this section may be meant", .range = heading.full});
    const LinkInfo& link = doc.link(doc[item.link]);
    if (link.form != LinkForm::kInline || link.destination.empty()) return;
    const std::string_view slug = doc.heading(heading).slug;
    found->fix = Fix{.title = Cat("point it to #", slug),
                     .applicability = Applicability::kUnsafe,
                     .effect = Effect::kDestination,
                     .edits = {{link.destination, Cat("#", slug)}},
                     .reads = {heading.full}};
  }

  // Where many items lead nowhere, it is the anchors that are written in another way.
  static bool AreManyBroken(const ContentsAlignment& alignment) {
    const auto& lines = alignment.lines();
    const auto broken = std::count_if(lines.begin(), lines.end(), [](const ContentsLine& line) {
      return line.target == ContentsLine::Target::kNowhere && line.heading == kNoId;
    });
    return broken > 1 && 4 * static_cast<std::size_t>(broken) > lines.size();
  }
};

}  // namespace

RuleInfo TocItemWithoutHeadingInfo() {
  return {.name = "toc-item-without-heading",
          .group = "toc",
          .summary = "Contents item for a section that does not exist",
          .rationale = "It promises a section that the list has not, or has under another name.",
          .severity = Severity::kError,
          .fix = FixKind::kBoth,
          .profiles = kRecommended | kStrict | kAwesomeLint,
          .aliases = kAliases,
          .create = MakeRule<TocItemWithoutHeadingRule>,
          .awesome_lint = awesome_lint::TocItemWithoutHeading};
}

}  // namespace awl
