#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"allow-parents", OptionType::kBool, "true", "A section may have nothing but subsections."},
};

constexpr std::string_view kAliases[] = {"MD082"};

class SectionEmptyRule final : public Rule {
 public:
  explicit SectionEmptyRule(const Options& options)
      : allow_parents_(options.Bool("allow-parents")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    std::vector<const Section*> row;  // empty ones that follow each other
    for (const Section& section : ctx.list().sections()) {
      if (!IsEmpty(doc, section)) {
        ReportRow(doc, ctx, row);
        row.clear();
        continue;
      }
      row.push_back(&section);
    }
    ReportRow(doc, ctx, row);
  }

 private:
  bool IsEmpty(const Document& doc, const Section& section) const {
    // The title's section is the whole list; a heading inside a quote or item has no section of
    // its own.
    if (section.heading == kNoNode || section.level == 1) return false;
    const Node& heading = doc[section.heading];
    if (heading.parent != doc.root() || HasContent(doc, heading, section)) return false;
    if (LeadsElsewhere(doc, heading) || IsSlogan(doc, heading)) return false;
    return !allow_parents_ || section.first_subsection == kNoId;
  }

  // Several in a row, the months of a year perhaps, are one finding: a frame to be filled.
  static void ReportRow(const Document& doc, RuleContext& ctx,
                        const std::vector<const Section*>& row) {
    constexpr std::size_t kFewestOfFrame = 3;
    const bool is_frame = row.size() >= kFewestOfFrame;
    for (std::size_t i = 0; i < (is_frame ? 1 : row.size()); ++i) {
      const Node& heading = doc[row[i]->heading];
      const std::string_view title = doc.heading(heading).text;
      Diagnostic& found =
          ctx.Report(heading.full, is_frame ? Cat("section \"", title, "\" and the ",
                                                  row.size() - 1, " sections after it are empty")
                                            : Cat("section \"", title, "\" is empty"));
      for (std::size_t other = 1; is_frame && other < row.size(); ++other) {
        found.related.push_back({"this one, too", doc[row[other]->heading].full});
      }
    }
  }

  // "##### This list lives on your stars.": text in large letters.
  static bool IsSlogan(const Document& doc, const Node& heading) {
    constexpr std::uint8_t kDeep = 4;
    const std::string_view text = doc.heading(heading).text;
    return doc.heading(heading).level >= kDeep && text.find(' ') != std::string_view::npos &&
           (text.ends_with('.') || text.ends_with('!') || text.ends_with("。"));
  }

  // A heading that is a link, in Markdown or HTML, has its content elsewhere.
  static bool LeadsElsewhere(const Document& doc, const Node& heading) {
    for (const Node& child : doc.Children(heading)) {
      if (child.kind == NodeKind::kLink) return !doc.link(child).url.starts_with('#');
      if (child.kind == NodeKind::kText) continue;
      if (child.kind != NodeKind::kHtmlInline) return false;
      const std::string_view tag = doc.Slice(child.full);
      if (!StartsWithIgnoreAsciiCase(tag, "<a ")) continue;
      if (tag.find("href") != std::string_view::npos) {
        return tag.find("\"#") == std::string_view::npos;
      }
    }
    return false;
  }

  // Comments and horizontal rules are no content; an anchor in HTML (<a name="x"></a>) is none
  // either.
  static bool HasContent(const Document& doc, const Node& heading, const Section& section) {
    for (const Node* node = doc.Next(heading); node != nullptr; node = doc.Next(*node)) {
      if (node->full.begin >= section.own.end || node->kind == NodeKind::kHeading) return false;
      if (node->kind == NodeKind::kThematicBreak || node->kind == NodeKind::kDefinition) continue;
      if (node->kind == NodeKind::kHtmlBlock && !ShowsSomething(doc, *node)) continue;
      return true;
    }
    return false;
  }

  static bool ShowsSomething(const Document& doc, const Node& html) {
    const std::string_view text = doc.Slice(html.full);
    std::size_t i = 0;
    while (i < text.size()) {
      if (text.substr(i).starts_with("<!--")) {
        const std::size_t end = text.find("-->", i);
        if (end == std::string_view::npos) return false;
        i = end + 3;
      } else if (text[i] == '<') {
        const std::string_view name = text.substr(i + 1, 3);
        if (StartsWithIgnoreAsciiCase(name, "img") || StartsWithIgnoreAsciiCase(name, "vid") ||
            StartsWithIgnoreAsciiCase(name, "ifr") || StartsWithIgnoreAsciiCase(name, "svg"))
          return true;
        const std::size_t end = text.find('>', i);
        if (end == std::string_view::npos) return true;
        i = end + 1;
      } else if (IsAsciiSpace(text[i])) {
        ++i;
      } else {
        return true;
      }
    }
    return false;
  }

  const bool allow_parents_;
};

}  // namespace

RuleInfo SectionEmptyInfo() {
  return {.name = "section-empty",
          .group = "section",
          .summary = "Section without content",
          .rationale = "The contents list promises something that is not there.",
          .severity = Severity::kWarning,
          .fix = FixKind::kNone,
          .profiles = kRecommended | kStrict,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<SectionEmptyRule>};
}

}  // namespace awl
