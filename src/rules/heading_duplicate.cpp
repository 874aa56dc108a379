#include <array>
#include <cstddef>
#include <numeric>
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

// Headings written as HTML end sections, too.
class HtmlHeadings {
 public:
  explicit HtmlHeadings(const Document& doc) : doc_(doc) {}

  // How many <h1> to <h6> of a level above `level` begin before `at`, which never decreases.
  std::size_t LastAbove(int level, Offset at) {
    const std::span<const HtmlTag> tags = doc_.html_tags();
    for (; next_ < tags.size() && tags[next_].full.begin < at; ++next_) {
      const std::string_view name = doc_.Slice(tags[next_].name);
      const bool heading = name.size() == 2 && AsciiLower(name[0]) == 'h' && name[1] >= '1' &&
                           name[1] <= '6' && !tags[next_].closing;
      if (heading) ++count_[static_cast<std::size_t>(name[1] - '0')];
    }
    return std::accumulate(count_.begin(), count_.begin() + level, std::size_t{0});
  }

 private:
  const Document& doc_;
  std::size_t next_ = 0;
  std::array<std::size_t, 7> count_ = {};
};

class HeadingDuplicateRule final : public Rule {
 public:
  explicit HeadingDuplicateRule(const Options& options)
      : whole_file_(options.String("scope") == "file") {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    const std::span<const Section> sections = ctx.list().sections();
    StringIndex seen(sections.size());
    HtmlHeadings html(doc);
    std::string key;
    for (const Section& section : sections) {
      if (section.heading == kNoNode) continue;
      const Node& heading = doc[section.heading];
      const std::string_view text = doc.heading(heading).text;
      if (text.empty()) continue;
      key = FoldCase(text);
      if (!whole_file_) {
        key += Cat("\n", section.parent, " ", html.LastAbove(section.level, heading.full.begin));
      }
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

RuleInfo HeadingDuplicateInfo() {
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
