#include <algorithm>
#include <string>
#include <unordered_set>

#include "facts/destinations.h"
#include "facts/mdast_text.h"
#include "rules/builtin.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"sections", OptionType::kStrings,
     "license, licence, licensing, license & copyright, copyright, lizenz, licencia, licença, "
     "licence et droits, licenza, лицензия, ліцензія, 许可证, 许可协议, 授權, 授权, ライセンス, "
     "라이선스, lisans, licencja",
     "Names of such sections."},
};

constexpr std::string_view kAliases[] = {"awesome-lint:awesome-license"};

class DocumentNoLicenseTextRule final : public Rule {
 public:
  explicit DocumentNoLicenseTextRule(const Options& options) {
    for (const std::string& name : options.Strings("sections")) names_.insert(FoldCase(name));
  }

  void Check(const Document& doc, RuleContext& ctx) const override {
    if (ctx.awesome_lint()) {
      for (const Node& heading : doc.All(NodeKind::kHeading)) {
        const std::string text = AsciiLower(MdastText(doc, heading));
        if (text != "license" && text != "licence") continue;
        Report(doc, ctx, heading);
        return;
      }
      return;
    }
    bool in_section = false;
    for (const Node& heading : doc.All(NodeKind::kHeading)) {
      if (names_.count(FoldCase(Trim(doc.heading(heading).text))) == 0) continue;
      Report(doc, ctx, heading);
      in_section = true;
    }
    if (in_section) return;
    for (const Destination& image : ctx.list().destinations()) {
      const bool is_image =
          image.kind == Destination::Kind::kImage || image.kind == Destination::Kind::kHtmlImage;
      if (is_image && image.url.find("creativecommons.org") != std::string_view::npos)
        ctx.Report(image.range, "badge of the licence");
    }
    for (const Node& paragraph : doc.All(NodeKind::kParagraph)) {
      if (paragraph.parent != doc.root()) continue;
      const std::string text = AsciiLower(doc.Slice(paragraph.full));
      for (const std::string_view phrase :
           {"licensed under", "is released under the", "to the extent possible under law"}) {
        const std::size_t at = text.find(phrase);
        if (at == std::string::npos) continue;
        const Offset begin = paragraph.full.begin + static_cast<Offset>(at);
        ctx.Report({begin, begin + static_cast<Offset>(phrase.size())}, "licence text in the list");
        break;
      }
    }
  }

 private:
  static void Report(const Document& doc, RuleContext& ctx, const Node& heading) {
    Diagnostic& found = ctx.Report(heading.full, "section about the licence");
    if (heading.parent != doc.root()) return;
    // The section goes, with what lies under it.
    const SectionId id = ctx.list().SectionAt(heading.full.begin);
    const Range range = ctx.list().section(id).range;
    const Source& source = doc.source();
    Range gone = {source.LineBegin(source.LineAt(range.begin)), range.end};
    // Definitions at its end are those of the whole file.
    for (const Node* node = doc.Next(heading); node != nullptr && node->full.begin < range.end;
         node = doc.Next(*node)) {
      const bool defines =
          node->kind == NodeKind::kDefinition || node->kind == NodeKind::kFootnoteDefinition;
      if (gone.end < range.end && !defines) return;
      if (gone.end == range.end && defines) {
        gone.end = source.LineBegin(source.LineAt(node->full.begin));
      }
    }
    // A comment may be for a program, and entries are no licence.
    const auto& comments = doc.html_comments();
    const bool has_comment =
        std::any_of(comments.begin(), comments.end(),
                    [&](const HtmlComment& comment) { return gone.Contains(comment.full); });
    if (has_comment || !ctx.list().section(id).entries.empty()) return;
    // The blank lines before it go along at the end of the file.
    if (gone.end >= source.size()) {
      while (gone.begin >= 2 && source[gone.begin - 1] == '\n' && source[gone.begin - 2] == '\n')
        --gone.begin;
    }
    found.fix = Fix{.title = "remove the section; the licence file says it",
                    .applicability = Applicability::kUnsafe,
                    .effect = Effect::kStructure,
                    .edits = {{gone, ""}}};
  }

  std::unordered_set<std::string> names_;
};

}  // namespace

RuleInfo DocumentNoLicenseTextInfo() {
  return {.name = "document-no-license-text",
          .group = "document",
          .summary = "Licence text in the list",
          .rationale =
              "GitHub shows the licence file beside the list; the text in the list goes stale and "
              "takes the last screen.",
          .severity = Severity::kInfo,
          .fix = FixKind::kUnsafe,
          .profiles = kStrict | kAwesomeLint,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<DocumentNoLicenseTextRule>};
}

}  // namespace awl
