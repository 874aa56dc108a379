#include <string>
#include <utility>

#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"eol", OptionType::kEnum, "majority", "How lines should end.", "majority|lf|crlf"},
};

// The line ends of the file that are not `wanted`.
class EncodingCrlfMixedRule final : public Rule {
 public:
  explicit EncodingCrlfMixedRule(const Options& options) : eol_(options.String("eol")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    const Source& source = doc.source();
    Eol wanted = source.eol();
    if (eol_ == "lf") wanted = Eol::kLf;
    if (eol_ == "crlf") wanted = Eol::kCrLf;
    if (!source.mixed_eol() && wanted == source.eol()) return;
    const std::string_view text = EolText(wanted);
    Consistency finding{.fix_title = "use one line end"};
    for (std::uint32_t line = 0; line < source.line_count(); ++line) {
      const Range end = {source.Line(line).end, source.LineWithEol(line).end};
      if (end.empty() || source.Slice(end) == text) continue;
      finding.places.push_back(
          {.range = end, .message = "another line end", .edits = {{end, std::string(text)}}});
    }
    if (finding.places.empty()) return;
    finding.message = Cat(finding.places.size(), " of ", source.line_count() - 1,
                          " lines do not end with ", NameOf(wanted), " as the others do");
    ctx.Report(std::move(finding));
  }

 private:
  static std::string_view NameOf(Eol eol) {
    return eol == Eol::kLf ? "LF" : eol == Eol::kCrLf ? "CRLF" : "CR";
  }

  const std::string eol_;
};

}  // namespace

RuleInfo EncodingCrlfMixedInfo() {
  return {
      .name = "encoding-crlf-mixed",
      .group = "encoding",
      .summary = "Lines end in different ways",
      .rationale = "Git and editors show whole files as changed when somebody saves such a file.",
      .severity = Severity::kWarning,
      .fix = FixKind::kSafe,
      .profiles = kRecommended | kStrict,
      .options = kOptions,
      .create = MakeRule<EncodingCrlfMixedRule>};
}

}  // namespace awl
