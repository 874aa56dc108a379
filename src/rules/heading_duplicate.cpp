#include <span>
#include <string>

#include "base/string_index.h"
#include "rules/builtin.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"scope", OptionType::kEnum, "siblings",
     "Compare headings under the same parent, or of the whole file.", "siblings|file"},
};

constexpr std::string_view kAliases[] = {"MD024", "MD080"};

class HeadingDuplicateRule final : public Rule {
 public:
  explicit HeadingDuplicateRule(const Options& options)
      : whole_file_(options.String("scope") == "file") {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    const std::span<const Section> sections = ctx.list().sections();
    StringIndex seen(sections.size());
    std::string key;
    for (const Section& section : sections) {
      if (section.heading == kNoNode) continue;
      const Node& heading = doc[section.heading];
      const std::string_view text = doc.heading(heading).text;
      if (text.empty()) continue;
      key = FoldCase(text);
      if (!whole_file_) key += Cat("\n", section.parent);
      const NodeId first = seen.Add(key, section.heading);
      if (first == section.heading) continue;
      ctx.Report(heading.content,
                 Cat("second heading \"", text, "\"; its anchor is #", doc.heading(heading).slug))
          .related.push_back({"the first one", doc[first].full});
    }
  }

 private:
  const bool whole_file_;
};

}  // namespace

RuleInfo rules::HeadingDuplicate() {
  return {.name = "heading-duplicate",
          .group = "heading",
          .summary = "Two headings of the same name side by side",
          .rationale =
              "Only the first can be linked by its name, and contributors add to either of them.",
          .severity = Severity::kWarning,
          .fix = FixKind::kNone,
          .profiles = kRecommended | kStrict,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<HeadingDuplicateRule>};
}

}  // namespace awl
