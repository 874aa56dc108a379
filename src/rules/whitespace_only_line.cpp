#include "facts/verbatim.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr std::string_view kAliases[] = {"MD009"};

class WhitespaceOnlyLineRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    const Source& source = doc.source();
    const std::vector<Range>& verbatim = ctx.facts().verbatim_lines();
    RangeCursor in_verbatim(verbatim);
    for (std::uint32_t i = 0; i < source.line_count(); ++i) {
      if (!IsBlank(source[source.LineBegin(i)])) continue;
      const Range line = source.Line(i);
      if (!Trim(source.Slice(line)).empty()) continue;
      if (in_verbatim.Contains(line.begin) || !MayBeEmptied(doc, i)) continue;
      Diagnostic& found = ctx.Report(line, "blank line with white space in it");
      found.fix = Fix{.title = "empty the line",
                      .applicability = Applicability::kSafe,
                      .effect = Effect::kLayout,
                      .edits = {{line, ""}}};
    }
  }
};

}  // namespace

RuleInfo WhitespaceOnlyLineInfo() {
  return {.name = "whitespace-only-line",
          .group = "whitespace",
          .summary = "Blank line that is not empty",
          .rationale = "It looks empty, but searches, scripts and diffs see a line with text.",
          .severity = Severity::kWarning,
          .layout = true,
          .fix = FixKind::kSafe,
          .profiles = kRecommended | kStrict,
          .aliases = kAliases,
          .create = MakeRule<WhitespaceOnlyLineRule>};
}

}  // namespace awl
