#include "facts/destinations.h"
#include "rules/builtin.h"

namespace awl {
namespace {

class LinkTrailingSlashRule final : public Rule {
 public:
  void Check(const Document&, RuleContext& ctx) const override {
    for (const Destination& destination : ctx.facts().destinations()) {
      const Url& url = destination.parts;
      if (!url.is_http() || url.path != "/" || url.has_query || url.has_fragment) continue;
      Diagnostic& found = ctx.Report(destination.range, "slash after the host name");
      if (!destination.is_plain) continue;
      found.fix = Fix{.title = "remove the slash",
                      .applicability = Applicability::kUnsafe,
                      .effect = Effect::kDestination,
                      .edits = {{{destination.range.end - 1, destination.range.end}, ""}}};
    }
  }
};

}  // namespace

RuleInfo LinkTrailingSlashInfo() {
  return {.name = "link-trailing-slash",
          .group = "link",
          .summary = "Slash after a bare host name",
          .rationale = "One way to write a root address makes duplicates easy to see.",
          .severity = Severity::kInfo,
          .fix = FixKind::kUnsafe,
          .profiles = kStrict,
          .create = MakeRule<LinkTrailingSlashRule>};
}

}  // namespace awl
