#include <algorithm>
#include <string>
#include <vector>

#include "document/contents_alignment.h"
#include "rule/awesome_toc.h"
#include "rule/contents_edits.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr std::string_view kAliases[] = {"awesome-lint:awesome-toc"};

// So many items that are worded otherwise than their headings may be meant so.
constexpr std::size_t kFewestMeant = 4;

class TocTextMismatchRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    if (ctx.awesome_lint()) return ReportAwesomeTocAndRewrite({AwesomeTocFault::kTextDiffers}, ctx);
    const ContentsAlignment& alignment = ctx.list().contents_alignment();
    const Contents* contents = ctx.list().contents();
    std::vector<const ContentsLine*> worded;  // otherwise than their headings
    std::size_t judged = 0;
    for (std::size_t i = 0; i < alignment.lines().size(); ++i) {
      const ContentsLine& line = alignment.lines()[i];
      const NodeId link = contents->items[i].link;
      if (line.heading == kNoId || line.is_duplicate || link == kNoNode || line.text.empty()) {
        continue;
      }
      ++judged;
      if (line.leads_to != kNoId && line.leads_to != line.heading) {
        CheckTarget(doc, ctx, doc[link], line, IsUnderItsParent(ctx.list(), alignment, i));
      } else if (!TitleOf(line, alignment).empty() && !IsNamedAlike(doc, line, alignment)) {
        worded.push_back(&line);
      }
    }
    const auto has_own_words = [&](const ContentsLine* line) {
      return TitleKey(line->text) != TitleKey(TitleOf(*line, alignment));
    };
    // Where most items have words of their own, a translation or a summary, that is meant.
    const auto own =
        static_cast<std::size_t>(std::count_if(worded.begin(), worded.end(), has_own_words));
    const bool meant = own >= kFewestMeant && 2 * own > judged;
    for (const ContentsLine* line : worded) {
      if (meant && has_own_words(line)) continue;
      const auto i = static_cast<std::size_t>(line - alignment.lines().data());
      ReportText(doc, ctx, doc[contents->items[i].link], *line, alignment);
    }
  }

 private:
  static std::string WithSpaces(std::string_view title) {
    std::string out(title);
    std::replace_if(
        out.begin(), out.end(), [](char c) { return c == '-' || c == '_'; }, ' ');
    return out;
  }

  static std::string_view TitleOf(const ContentsLine& line, const ContentsAlignment& alignment) {
    return alignment.headings()[line.heading].title.text;
  }

  // An item may have the arrow of its heading's way back.
  static bool IsNamedAlike(const Document& doc, const ContentsLine& line,
                           const ContentsAlignment& alignment) {
    const Node& heading = doc[alignment.headings()[line.heading].node];
    return IsSameTitle(line.text, TitleOf(line, alignment)) ||
           IsSameTitle(line.text, doc.heading(heading).text);
  }

  // True if the item stands below the item of the section that its own section is part of.
  static bool IsUnderItsParent(const List& list, const ContentsAlignment& alignment,
                               std::size_t line) {
    const ContentsHeading& heading = alignment.headings()[alignment.lines()[line].heading];
    const std::uint32_t above = list.contents()->items[line].parent;
    const SectionId around = list.section(heading.section).parent;
    if (above == kNoId) {
      return list.document().heading(list.document()[heading.node]).level == alignment.top_level();
    }
    const std::uint32_t parent = alignment.lines()[above].heading;
    return parent != kNoId && alignment.headings()[parent].section == around;
  }

  // Its text is that of one heading, its link leads to another.
  static void CheckTarget(const Document& doc, RuleContext& ctx, const Node& link,
                          const ContentsLine& line, bool is_under_parent) {
    const ContentsAlignment& alignment = ctx.list().contents_alignment();
    const Node& wanted = doc[alignment.headings()[line.heading].node];
    const Node& actual = doc[alignment.headings()[line.leads_to].node];
    const bool twins = doc.heading(wanted).text == doc.heading(actual).text;
    if (!twins && IsSameTitle(line.text, doc.heading(actual).text)) return;
    Diagnostic& found = ctx.Report(
        link.full,
        twins ? Cat("contents item \"", line.text, "\" leads to another section of that name")
              : Cat("contents item \"", line.text, "\" leads to the section \"",
                    doc.heading(actual).text, "\""));
    found.related.push_back({.message = "the section of that name", .range = wanted.full});
    const LinkInfo& info = doc.link(link);
    if (info.destination.empty()) return;
    found.fix =
        Fix{.title = Cat("point it to #", doc.heading(wanted).slug),
            .applicability = twins && is_under_parent && line.is_ordered ? Applicability::kSafe
                                                                         : Applicability::kUnsafe,
            .effect = Effect::kDestination,
            .edits = {{info.destination, Cat("#", doc.heading(wanted).slug)}},
            .reads = {wanted.full}};
  }

  static void ReportText(const Document& doc, RuleContext& ctx, const Node& link,
                         const ContentsLine& line, const ContentsAlignment& alignment) {
    const Node& heading = doc[alignment.headings()[line.heading].node];
    const HeadingTitle& whole_title = alignment.headings()[line.heading].title;
    const std::string_view title = whole_title.text;
    Diagnostic& found = ctx.Report(
        link.content, Cat("contents item \"", line.text, "\" for the section \"", title, "\""));
    found.is_hint = true;  // it leads to the right place
    found.related.push_back({.message = "the heading", .range = heading.full});
    const LinkForm form = doc.link(link).form;
    const std::string text = TitleAsLinkText(doc, heading, whole_title);
    if (form != LinkForm::kInline || text.empty()) return;
    // Another wording may be meant, and which of the two is right is not known; another case, space
    // or punctuation is a slip. A heading that is written as an anchor is the slip itself.
    const bool alike = TitleKey(line.text) == TitleKey(title);
    if (alike && WithSpaces(title) == line.text) return;
    found.fix = Fix{.title = "write it as in the heading",
                    .applicability = alike ? Applicability::kSafe : Applicability::kUnsafe,
                    .effect = Effect::kStructure,
                    .edits = {{link.content, text}},
                    .reads = {heading.full}};
  }
};

}  // namespace

RuleInfo TocTextMismatchInfo() {
  return {.name = "toc-text-mismatch",
          .group = "toc",
          .summary = "Contents item with another text than its section",
          .rationale = "Who follows it asks whether this is the right place.",
          .severity = Severity::kError,
          .fix = FixKind::kBoth,
          .profiles = kRecommended | kStrict | kAwesomeLint,
          .aliases = kAliases,
          .create = MakeRule<TocTextMismatchRule>};
}

}  // namespace awl
