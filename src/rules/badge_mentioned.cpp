#include "facts/destinations.h"
#include "rules/builtin.h"

namespace awl {
namespace {

class BadgeMentionedRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    const auto headings = doc.Ids(NodeKind::kHeading);
    if (headings.empty() ||
        !StartsWithIgnoreAsciiCase(doc.heading(doc[headings[0]]).text, "awesome"))
      return;
    const Offset header_end =
        headings.size() > 1 ? doc[headings[1]].full.begin : doc.source().size();
    for (const Destination& image : ctx.facts().destinations()) {
      if (image.range.begin >= header_end || !EqualsIgnoreAsciiCase(image.parts.host, "awesome.re"))
        continue;
      if (image.parts.path.find("mentioned-badge") != std::string_view::npos) {
        ctx.Report(image.range, "the badge for projects that a list mentions, on a list");
      }
    }
  }
};

}  // namespace

RuleInfo BadgeMentionedInfo() {
  return {.name = "badge-mentioned",
          .group = "badge",
          .summary = "\"Mentioned in Awesome\" badge on a list",
          .rationale = "That badge is for the projects; a list has the Awesome badge.",
          .severity = Severity::kInfo,
          .fix = FixKind::kNone,
          .profiles = kStrict,
          .create = MakeRule<BadgeMentionedRule>};
}

}  // namespace awl
