#include <algorithm>
#include <string>

#include "awesome_lint/rules.h"
#include "facts/contents_alignment.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr std::string_view kAliases[] = {"awesome-lint:awesome-toc"};

class TocItemWithoutLinkRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    const ContentsAlignment& alignment = ctx.facts().contents_alignment();
    for (std::size_t i = 0; i < alignment.lines().size(); ++i) {
      const ContentsLine& line = alignment.lines()[i];
      const Node& item = doc[ctx.list().contents()->items[i].item];
      const bool has_link = ctx.list().contents()->items[i].link != kNoNode;
      if (has_link && !line.text.empty()) continue;
      const Node* head = doc.FirstChild(item);
      // A name for the items below it need not lead anywhere, unless there is a section for it.
      const bool is_group = head != nullptr && head->next_sibling != kNoNode;
      if (!has_link && is_group && line.heading == kNoId) continue;
      if (!has_link && head != nullptr && HasHtmlLink(doc, head->full)) continue;
      // A link that shows a picture has no text, but is one.
      if (has_link && doc[ctx.list().contents()->items[i].link].first_child != kNoNode) continue;
      Diagnostic& found =
          ctx.Report(head != nullptr && head->kind == NodeKind::kParagraph ? head->full : item.full,
                     has_link ? "contents item whose link has no text"
                              : Cat("contents item \"", line.text, "\" has no link"));
      if (has_link || line.heading == kNoId || head == nullptr ||
          head->kind != NodeKind::kParagraph) {
        continue;
      }
      // Only an item of one plain text becomes the text of a link as it stands.
      const Node* text = doc.FirstChild(*head);
      if (text == nullptr || text->kind != NodeKind::kText || text->next_sibling != kNoNode ||
          doc.Slice(text->full).find_first_of("[]\r\n") != std::string_view::npos) {
        continue;
      }
      const Node& heading = doc[alignment.headings()[line.heading].node];
      found.fix = Fix{.title = "link it to its section",
                      .applicability = Applicability::kSafe,
                      .effect = Effect::kStructure,
                      .edits = {{text->full, Cat("[", doc.Slice(text->full), "](#",
                                                 doc.heading(heading).slug, ")")}},
                      .reads = {heading.full}};
    }
  }

 private:
  static bool HasHtmlLink(const Document& doc, Range within) {
    const auto& tags = doc.html_tags();
    auto tag = std::partition_point(tags.begin(), tags.end(), [&](const HtmlTag& one) {
      return one.full.begin < within.begin;
    });
    for (; tag != tags.end() && tag->full.begin < within.end; ++tag) {
      if (!tag->closing && EqualsIgnoreAsciiCase(doc.Slice(tag->name), "a")) return true;
    }
    return false;
  }
};

}  // namespace

RuleInfo TocItemWithoutLinkInfo() {
  return {.name = "toc-item-without-link",
          .group = "toc",
          .summary = "Contents item that leads nowhere",
          .rationale = "Readers click on the contents.",
          .severity = Severity::kWarning,
          .fix = FixKind::kSafe,
          .profiles = kStrict | kAwesomeLint,
          .aliases = kAliases,
          .create = MakeRule<TocItemWithoutLinkRule>,
          .awesome_lint = awesome_lint::TocItemWithoutLink};
}

}  // namespace awl
