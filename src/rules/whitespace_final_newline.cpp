#include "rules/builtin.h"

namespace awl {
namespace {

constexpr std::string_view kAliases[] = {"remark-lint:final-newline", "MD047"};
constexpr std::string_view kPeer = kAliases[0];

class WhitespaceFinalNewlineRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    const Source& source = doc.source();
    if (source.size() == 0) return;
    const std::string eol(EolText(source.eol()));
    // Where the last line that says something ends.
    Offset end = source.size();
    while (end > 0 && (IsBlank(source[end - 1]) || IsEol(source[end - 1]))) --end;
    if (end == 0) return;
    end = source.Line(source.LineAt(end - 1)).end;
    const bool missing = !IsEol(source[source.size() - 1]);
    const Range after = {end, source.size()};
    const std::vector<Range>& verbatim = ctx.facts().verbatim_lines();
    if (!verbatim.empty() && verbatim.back().end > end && !missing) return;  // blank lines of code
    if (missing) {
      Diagnostic& found = ctx.Report({source.size(), source.size()},
                                     "the last line does not end with a line break");
      found.peer = kPeer;
      found.fix = Fix{.title = "add it",
                      .applicability = Applicability::kSafe,
                      .effect = Effect::kLayout,
                      .edits = {{{source.size(), source.size()}, eol}}};
      return;
    }
    if (ctx.awesome_lint() || source.LineAt(after.end) - source.LineAt(end) < 2) return;
    const Offset surplus = source.LineWithEol(source.LineAt(end)).end;
    Diagnostic& found = ctx.Report({surplus, source.size()}, "blank lines at the end of the file");
    found.fix = Fix{.title = "remove them",
                    .applicability = Applicability::kSafe,
                    .effect = Effect::kLayout,
                    .edits = {{{surplus, source.size()}, ""}}};
  }
};

}  // namespace

RuleInfo WhitespaceFinalNewlineInfo() {
  return {.name = "whitespace-final-newline",
          .group = "whitespace",
          .summary = "File that does not end with exactly one line break",
          .rationale =
              "Without it the next contributor's diff touches a line that they did not "
              "write, and tools that join files glue two lines together.",
          .severity = Severity::kWarning,
          .layout = true,
          .fix = FixKind::kSafe,
          .profiles = kRecommended | kStrict | kAwesomeLint,
          .aliases = kAliases,
          .create = MakeRule<WhitespaceFinalNewlineRule>};
}

}  // namespace awl
