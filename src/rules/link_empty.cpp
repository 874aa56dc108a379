#include "rules/builtin.h"

namespace awl {
namespace {

constexpr std::string_view kAliases[] = {"MD042"};

class LinkEmptyRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const NodeKind kind : {NodeKind::kLink, NodeKind::kImage}) {
      for (const Node& node : doc.All(kind)) {
        const LinkInfo& link = doc.link(node);
        if (!link.url.empty() && link.url != "#") continue;
        // "[![x]](# "Windows")": a way to have a tooltip.
        if (!link.url.empty() && !link.title.empty()) continue;
        // "#" is how a back-to-top link is written in HTML and, by some, in Markdown.
        const std::string text = link.url.empty() ? std::string() : AsciiLower(doc.Text(node));
        if (text.find("top") != std::string::npos) continue;
        ctx.Report(node.full, kind == NodeKind::kLink ? "the link has no address"
                                                      : "the image has no address");
      }
    }
  }
};

}  // namespace

RuleInfo LinkEmptyInfo() {
  return {.name = "link-empty",
          .group = "link",
          .summary = "Link or image without a destination",
          .rationale = "The reader clicks and stays in place.",
          .severity = Severity::kError,
          .fix = FixKind::kNone,
          .profiles = kRecommended | kStrict,
          .aliases = kAliases,
          .create = MakeRule<LinkEmptyRule>};
}

}  // namespace awl
