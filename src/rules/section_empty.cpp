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
    for (const Section& section : ctx.list().sections()) {
      // The title's section is the whole list; a heading inside a quote or item has no section of
      // its own.
      if (section.heading == kNoNode || section.level == 1) continue;
      const Node& heading = doc[section.heading];
      if (heading.parent != doc.root() || HasContent(doc, heading, section)) continue;
      if (LeadsElsewhere(doc, heading)) continue;
      if (allow_parents_ && section.first_subsection != kNoId) continue;
      ctx.Report(heading.full, Cat("section \"", doc.heading(heading).text, "\" is empty"));
    }
  }

 private:
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
