#include <string>
#include <vector>

#include "base/char_set.h"
#include "facts/destinations.h"
#include "rules/builtin.h"
#include "text/outer_space.h"

namespace awl {
namespace {

constexpr std::string_view kAliases[] = {"MD062"};

class LinkDestinationWhitespaceRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const NodeKind kind : {NodeKind::kLink, NodeKind::kImage}) {
      for (const Node& node : doc.All(kind)) {
        const LinkInfo& link = doc.link(node);
        if (link.form == LinkForm::kInline && !link.destination.empty())
          CheckLink(doc, ctx, node, link);
      }
    }
    for (const Destination& destination : ctx.facts().destinations()) {
      if (destination.kind == Destination::Kind::kHtmlLink ||
          destination.kind == Destination::Kind::kHtmlImage)
        Report(doc, ctx, destination.range, destination.range);
    }
  }

 private:
  static void CheckLink(const Document& doc, RuleContext& ctx, const Node& node,
                        const LinkInfo& link) {
    // From "(" to ")"; with a title only the part before it, where one blank at the end is due.
    const Range inside = {link.text.end + 2, node.full.end - 1};
    const bool in_angles = link.destination != link.destination_raw;
    if (in_angles) return Report(doc, ctx, link.destination, link.destination);
    const Range outer = link.title_raw.empty() ? inside : Range{inside.begin, link.destination.end};
    Report(doc, ctx, outer, link.destination);
  }

  // Blanks between `outer` and `inner`, and at the ends of `inner`.
  static void Report(const Document& doc, RuleContext& ctx, Range outer, Range inner) {
    const std::string_view text = doc.Slice(inner);
    static constexpr CharSet kEnds(" \t\r\n\f\v\xC2\xA0\xE3\x80");  // of what is looked for
    if (inner == outer && !text.empty() && !kEnds.Has(text.front()) && !kEnds.Has(text.back())) {
      return;
    }
    const auto begin = inner.begin + static_cast<Offset>(SpaceAtBegin(text));
    const auto end = inner.end - static_cast<Offset>(SpaceAtEnd(text));
    if (begin >= end || (begin == outer.begin && end == outer.end)) return;
    Diagnostic& found = ctx.Report(outer, "white space around the URL");
    Fix fix{.title = "remove it",
            .applicability = Applicability::kSafe,
            .effect =
                begin == inner.begin && end == inner.end ? Effect::kLayout : Effect::kDestination};
    if (outer.begin < begin) fix.edits.push_back({{outer.begin, begin}, ""});
    if (end < outer.end) fix.edits.push_back({{end, outer.end}, ""});
    found.fix = std::move(fix);
  }
};

}  // namespace

RuleInfo LinkDestinationWhitespaceInfo() {
  return {.name = "link-destination-whitespace",
          .group = "link",
          .summary = "White space around a URL",
          .rationale =
              "Some renderers take it for a part of the URL, and an invisible one breaks the link "
              "everywhere.",
          .severity = Severity::kWarning,
          .fix = FixKind::kSafe,
          .profiles = kRecommended | kStrict,
          .aliases = kAliases,
          .create = MakeRule<LinkDestinationWhitespaceRule>};
}

}  // namespace awl
