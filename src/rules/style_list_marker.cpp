#include <map>

#include "rule/marker_style.h"
#include "rule/wanted_sign.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"marker", OptionType::kEnum, "consistent",
     "The marker of bullet lists, or the one that most items of the file have.",
     "consistent|-|*|+"},
};
constexpr std::string_view kAliases[] = {"remark-lint:unordered-list-marker-style", "MD004"};

// True if the file has one marker for each level of nesting: that is a style, too.
bool MarkersFollowDepth(const Document& doc) {
  std::map<std::uint32_t, char> by_depth;
  std::map<NodeId, std::uint32_t> depth_of;
  for (const Node& list : doc.All(NodeKind::kList)) {
    std::uint32_t depth = 0;
    const Node* item = doc.Parent(list);
    if (item != nullptr && item->kind == NodeKind::kListItem) {
      const auto parent = depth_of.find(item->parent);
      if (parent != depth_of.end()) depth = parent->second + 1;
    }
    depth_of.emplace(doc.IdOf(list), depth);
    if (doc.list(list).ordered) continue;
    const auto [known, is_new] = by_depth.emplace(depth, doc.list(list).marker);
    if (!is_new && known->second != doc.list(list).marker) return false;
  }
  return true;
}

class StyleListMarkerRule final : public Rule {
 public:
  explicit StyleListMarkerRule(const Options& options) : marker_(WantedSign(options, "marker")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    if (marker_ == '\0' && !ctx.first_wins() && MarkersFollowDepth(doc)) return;
    ReportMarkers(doc, {.ordered = false, .wanted = marker_, .fallback = '-', .peer = kAliases[0]},
                  ctx);
  }

 private:
  const char marker_;
};

}  // namespace

RuleInfo StyleListMarkerInfo() {
  return {.name = "style-list-marker",
          .group = "style",
          .summary = "Bullet lists with different markers",
          .rationale =
              "Mixed markers make Markdown split one list into two, and leave the next "
              "contributor to guess.",
          .severity = Severity::kWarning,
          .layout = true,
          .fix = FixKind::kBoth,
          .profiles = kRecommended | kStrict | kAwesomeLint,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<StyleListMarkerRule>};
}

}  // namespace awl
