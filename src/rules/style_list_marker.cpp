#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <vector>

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

// How many bullet lists have each marker, by their depth.
using MarkersByDepth = std::map<std::uint32_t, std::map<char, std::size_t>>;

// True if `percent` of the lists at each depth agree.
bool AgreeAtEachDepth(const MarkersByDepth& markers, std::size_t percent) {
  return std::all_of(markers.begin(), markers.end(), [percent](const auto& level) {
    std::size_t most = 0;
    std::size_t all = 0;
    for (const auto& [marker, count] : level.second) {
      most = std::max(most, count);
      all += count;
    }
    return 100 * most >= percent * all;
  });
}

// True if some depth has another usual marker than another depth.
bool Alternate(const MarkersByDepth& markers) {
  std::set<char> usual;
  for (const auto& [depth, counts] : markers) {
    const auto more = [](const auto& a, const auto& b) { return a.second < b.second; };
    usual.insert(std::max_element(counts.begin(), counts.end(), more)->first);
  }
  return usual.size() > 1;
}

// True if the file has one marker for each level of nesting: that is a style, too. The contents are
// often a program's, so they and one list of ten may differ where the levels do.
bool MarkersFollowDepth(const Document& doc, const List& model) {
  MarkersByDepth all;
  MarkersByDepth body;
  std::vector<std::uint32_t> depth_of(doc.Ids(NodeKind::kList).size());  // by Node::ext
  for (const Node& list : doc.All(NodeKind::kList)) {
    const Node* item = doc.Parent(list);
    const bool nested = item != nullptr && item->kind == NodeKind::kListItem;
    const std::uint32_t depth = nested ? depth_of[doc[item->parent].ext] + 1 : 0;
    depth_of[list.ext] = depth;
    if (doc.list(list).ordered) continue;
    ++all[depth][doc.list(list).marker];
    if (!model.InContents(list)) ++body[depth][doc.list(list).marker];
  }
  return AgreeAtEachDepth(all, 100) || (Alternate(body) && AgreeAtEachDepth(body, 90));
}

class StyleListMarkerRule final : public Rule {
 public:
  explicit StyleListMarkerRule(const Options& options) : marker_(WantedSign(options, "marker")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    if (marker_ == '\0' && !ctx.awesome_lint() && MarkersFollowDepth(doc, ctx.list())) return;
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
