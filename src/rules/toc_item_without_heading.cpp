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
    std::optional<TitleLines> lines;
    for (std::size_t i = 0; i < alignment.lines().size(); ++i) {
      const ContentsLine& line = alignment.lines()[i];
      // A heading of that text takes the item; its anchor is anchor-missing-target's then.
      if (line.target != ContentsLine::Target::kNowhere || line.heading != kNoId) continue;
      const ContentsItem& item = ctx.list().contents()->items[i];
      Diagnostic& found =
          ctx.Report(doc[item.link].full, Cat("no heading for contents item \"", line.text, "\""));
      if (!free) free.emplace(doc, alignment);
      if (const Node* near = free->Named(line.text)) {
        LeadTo(doc, *near, item, &found);
        continue;
      }
      if (!lines) lines.emplace(doc, *ctx.list().contents());
      if (lines->Have(line.text)) continue;
      if (const Node* near = free->Near(line.text)) {
        LeadTo(doc, *near, item, &found);
      } else if (!many_broken && !SaysMore(doc, item) && !free->HasLike(line.text)) {
        found.fix = RemoveItem(doc, doc[item.item]);
      }
    }
  }

 private:
  // The lines of a document that say nothing but one title, outside the contents list: "#Books",
  // "**Books**", "<h2>Books</h2>", a heading that a line of HTML swallows. One of them may be the
  // section of an item, and become its heading by a fix of another rule.
  class TitleLines {
   public:
    TitleLines(const Document& doc, const Contents& contents) {
      const Source& source = doc.source();
      auto list = contents.lists.begin();  // in source order
      for (std::uint32_t i = 0; i < source.line_count(); ++i) {
        const Range line = source.Line(i);
        while (list != contents.lists.end() && doc[*list].full.end <= line.begin) ++list;
        const bool in_contents = list != contents.lists.end() && doc[*list].full.begin < line.end;
        if (line.size() > kLongest || in_contents) continue;
        std::string_view text = source.Slice(line);
        const std::size_t hashes = text.rfind("## ");
        if (hashes != std::string_view::npos) {  // "- An entry.### Books"
          text.remove_prefix(hashes);
        } else if (IsItemOrRow(text)) {
          continue;
        }
        std::string key = TitleKey(TextOf(text));
        if (!key.empty()) keys_.insert(std::move(key));
      }
    }

    bool Have(std::string_view title) const { return keys_.count(TitleKey(title)) != 0; }

   private:
    static constexpr Offset kLongest = 300;  // bytes

    // Most lines of a list are.
    static bool IsItemOrRow(std::string_view line) {
      line = Trim(line);
      return line.starts_with("- ") || line.starts_with("* ") || line.starts_with("+ ") ||
             line.starts_with("|");
    }

    // Without tags, and without where its links lead.
    static std::string TextOf(std::string_view line) {
      std::string text;
      while (!line.empty()) {
        const std::size_t open = std::min(line.find('<'), line.find("]("));
        text += line.substr(0, open);
        if (open == std::string_view::npos) break;
        const std::size_t close = line.find(line[open] == '<' ? '>' : ')', open);
        if (close == std::string_view::npos) break;
        line.remove_prefix(close + 1);
      }
      return text;
    }

    std::unordered_set<std::string> keys_;
  };

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
    }

    // The one whose title is `text`, or null.
    const Node* Named(std::string_view text) const {
      const std::string key = TitleKey(text);
      return Find([&](const TitleSignature& one) { return one.key == key; });
    }

    // One whose title is `text` but for a slip, or null.
    const Node* Near(std::string_view text) const {
      const TitleSignature own(text);
      return Find([&](const TitleSignature& one) { return own.IsNear(one); });
    }

    // True if one may have `text` as its former name.
    bool HasLike(std::string_view text) const {
      const TitleSignature own(text);
      return std::any_of(free_.begin(), free_.end(),
                         [&](const auto& one) { return own.IsLike(one.second); });
    }

   private:
    static constexpr std::size_t kMostCompared = 200;  // so that the work stays linear

    template <typename Condition>
    const Node* Find(const Condition& holds) const {
      const auto found = std::find_if(free_.begin(), free_.end(),
                                      [&](const auto& one) { return holds(one.second); });
      return found == free_.end() ? nullptr : found->first;
    }

    void Add(const Node& heading, std::string_view title) {
      if (title.empty() || free_.size() == kMostCompared) return;
      free_.emplace_back(&heading, TitleSignature(title));
    }

    std::vector<std::pair<const Node*, TitleSignature>> free_;
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
