#include <algorithm>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "facts/destinations.h"
#include "rules/builtin.h"

namespace awl {
namespace {

// The value of "style" in a query of shields.io; empty: the default look.
std::string_view StyleOf(std::string_view query) {
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    if (query.starts_with("style=")) return query.substr(6, end - 6);
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return {};
}

class BadgeStyleConsistencyRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    std::map<std::string_view, std::vector<const Destination*>> by_style;
    std::size_t total = 0;
    for (const Destination& image : ctx.facts().destinations()) {
      // The list's own badges at the top are a group by themselves.
      if (image.kind != Destination::Kind::kImage || !image.is_badge ||
          !EqualsIgnoreAsciiCase(image.parts.host, "img.shields.io") ||
          doc.Ancestor(doc[image.node], NodeKind::kListItem) == nullptr)
        continue;
      by_style[StyleOf(image.parts.query)].push_back(&image);
      ++total;
    }
    if (by_style.size() < 2) return;
    const auto most = std::max_element(
        by_style.begin(), by_style.end(),
        [](const auto& a, const auto& b) { return a.second.size() < b.second.size(); });
    // Only a clear custom: nine of ten.
    if (most->second.size() * 10 < total * 9) return;
    std::vector<const Destination*> others;
    for (const auto& [style, badges] : by_style) {
      if (style != most->first) others.insert(others.end(), badges.begin(), badges.end());
    }
    std::sort(others.begin(), others.end(), [](const Destination* a, const Destination* b) {
      return a->range.begin < b->range.begin;
    });
    Consistency finding{.message = Cat(others.size(), " of ", others.size() + most->second.size(),
                                       " badges are not in the style of the others, ",
                                       most->first.empty() ? "default" : most->first)};
    for (const Destination* badge : others) {
      finding.places.push_back({.range = badge->range, .message = "another style"});
    }
    ctx.Report(std::move(finding));
  }
};

}  // namespace

RuleInfo BadgeStyleConsistencyInfo() {
  return {.name = "badge-style-consistency",
          .group = "badge",
          .summary = "Badge in another style than the rest",
          .rationale = "One square badge among round ones draws the eye for no reason.",
          .severity = Severity::kInfo,
          .fix = FixKind::kNone,
          .profiles = kStrict,
          .create = MakeRule<BadgeStyleConsistencyRule>};
}

}  // namespace awl
