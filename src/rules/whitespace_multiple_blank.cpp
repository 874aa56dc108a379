#include "document/verbatim.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"max", OptionType::kCount, "1", "How many blank lines may follow each other."},
};
constexpr std::string_view kAliases[] = {"MD012"};

class WhitespaceMultipleBlankRule final : public Rule {
 public:
  explicit WhitespaceMultipleBlankRule(const Options& options) : max_(options.Count("max")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    const Source& source = doc.source();
    const std::vector<Range> verbatim = VerbatimLines(doc);
    RangeCursor in_verbatim(verbatim);
    std::uint32_t run = 0;  // blank lines just before line i
    for (std::uint32_t i = 0; i < source.line_count(); ++i) {
      const Range line = source.Line(i);
      if (Trim(source.Slice(line)).empty() && !in_verbatim.Contains(line.begin)) {
        ++run;
        continue;
      }
      if (run > max_) Report(source, i - run, i, ctx);
      run = 0;
    }
    // Blank lines at the end of the file are whitespace-final-newline's.
  }

 private:
  void Report(const Source& source, std::uint32_t first, std::uint32_t end,
              RuleContext& ctx) const {
    const Range lines = {source.LineBegin(first), source.Line(end - 1).end};
    Diagnostic& found =
        ctx.Report(lines, Cat(end - first, " blank lines in a row, at most ", max_, " expected"));
    const Offset surplus = source.LineBegin(first + static_cast<std::uint32_t>(max_));
    found.fix = Fix{.title = max_ == 1 ? "leave one" : Cat("leave ", max_),
                    .applicability = Applicability::kSafe,
                    .effect = Effect::kLayout,
                    .edits = {{{surplus, source.LineBegin(end)}, ""}}};
  }

  const std::size_t max_;
};

}  // namespace

RuleInfo rules::WhitespaceMultipleBlank() {
  return {
      .name = "whitespace-multiple-blank",
      .group = "whitespace",
      .summary = "More blank lines in a row than needed",
      .rationale = "Markdown sees one; the others only make the file longer and unevenly spaced.",
      .severity = Severity::kWarning,
      .layout = true,
      .fix = FixKind::kSafe,
      .profiles = kRecommended | kStrict,
      .options = kOptions,
      .aliases = kAliases,
      .create = MakeRule<WhitespaceMultipleBlankRule>};
}

}  // namespace awl
