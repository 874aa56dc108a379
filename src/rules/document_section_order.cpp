#include <string>
#include <unordered_set>
#include <vector>

#include "facts/contents_alignment.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"last", OptionType::kStrings,
     "Contributing, Contribute, Related Lists, Related, Footnotes, License, Acknowledgements, "
     "Acknowledgments, Contributors, Credits",
     "Sections that belong at the end (Contributing also at the top)."},
};

class DocumentSectionOrderRule final : public Rule {
 public:
  explicit DocumentSectionOrderRule(const Options& options) {
    for (const std::string& name : options.Strings("last")) last_.insert(TitleKey(name));
  }

  void Check(const Document& doc, RuleContext& ctx) const override {
    // The sections of the highest level below the title.
    std::vector<const Section*> sections;
    const auto all = ctx.list().sections();
    for (const Section& section : all) {
      if (section.heading != kNoNode && section.level == 2) sections.push_back(&section);
    }
    std::size_t end = sections.size();
    while (end > 0 && IsLast(doc, *sections[end - 1])) --end;
    for (std::size_t i = 0; i < end; ++i) {
      const HeadingInfo& heading = doc.heading(doc[sections[i]->heading]);
      if (!IsLast(doc, *sections[i])) continue;
      const bool at_top = i <= 1 && StartsWithIgnoreAsciiCase(heading.text, "contribut");
      if (!at_top)
        ctx.Report(doc[sections[i]->heading].full,
                   Cat("section \"", heading.text,
                       "\" comes before sections of entries; it is expected after them"));
    }
  }

 private:
  bool IsLast(const Document& doc, const Section& section) const {
    return last_.count(TitleKey(doc.heading(doc[section.heading]).text)) != 0;
  }

  std::unordered_set<std::string> last_;
};

}  // namespace

RuleInfo DocumentSectionOrderInfo() {
  return {.name = "document-section-order",
          .group = "document",
          .summary = "Section about the list among sections of entries",
          .rationale =
              "Readers look for what the list is about first; how to contribute comes at the top "
              "or the end.",
          .severity = Severity::kInfo,
          .fix = FixKind::kNone,
          .profiles = kStrict,
          .options = kOptions,
          .create = MakeRule<DocumentSectionOrderRule>};
}

}  // namespace awl
