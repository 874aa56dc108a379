#include <optional>
#include <string>
#include <utility>

#include "awesome_lint/rules.h"
#include "document/html_title.h"
#include "facts/destinations.h"
#include "rule/awesome_badge.h"
#include "rule/host_table.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"required", OptionType::kBool, "true", "The title must have the badge."},
    {"sources", OptionType::kStrings,
     "https://awesome.re/badge.svg, https://awesome.re/badge-flat.svg, "
     "https://awesome.re/badge-flat2.svg",
     "Images that are the official badge."},
};

constexpr std::string_view kAliases[] = {"awesome-lint:awesome-badge"};

// The forms that lead to the same page.
bool IsNearTarget(std::string_view url) {
  for (const std::string_view tail : {"#readme", "/"}) {
    if (url.ends_with(tail)) url.remove_suffix(tail.size());
  }
  if (StartsWithIgnoreAsciiCase(url, "http://")) url.remove_prefix(7);
  if (StartsWithIgnoreAsciiCase(url, "https://")) url.remove_prefix(8);
  return EqualsIgnoreAsciiCase(url, "awesome.re") ||
         EqualsIgnoreAsciiCase(url, "github.com/sindresorhus/awesome");
}

class BadgeAwesomeRule final : public Rule {
 public:
  explicit BadgeAwesomeRule(const Options& options)
      : required_(options.Bool("required")),
        sources_(options.Strings("sources")),
        dead_hosts_("dead-hosts", {}) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    const Node* title = nullptr;
    Offset header_end = doc.source().size();
    for (const Node& heading : doc.All(NodeKind::kHeading)) {
      if (doc.heading(heading).level == 1 && title == nullptr) {
        title = &heading;
      } else {
        header_end = heading.full.begin;
        break;
      }
    }
    if (title != nullptr && IsBelowHtmlTitle(doc, *title)) {
      header_end = title->full.begin;
      title = nullptr;
    }
    bool badge_in_title = false;
    bool any = false;
    const Destination* html_link = nullptr;  // the nearest <a> before the image
    for (const Destination& image : ctx.facts().destinations()) {
      if (image.kind == Destination::Kind::kHtmlLink) html_link = &image;
      if (image.kind != Destination::Kind::kImage && image.kind != Destination::Kind::kHtmlImage)
        continue;
      if (image.range.begin >= header_end) continue;
      const std::string_view official = OfficialImage(image.parts);
      if (official.empty()) continue;
      any = true;
      const bool in_title = title == nullptr || title->full.Contains(image.range);
      const bool is_official = IsSource(image.url);
      badge_in_title = badge_in_title || in_title;
      // One on a host that is gone is badge-dead-host's.
      if (!is_official && !dead_hosts_.Find(image)) ReportSource(ctx, image, official);
      CheckTarget(doc, ctx, image, html_link);
    }
    if (!required_ || badge_in_title || title == nullptr) return;
    Diagnostic& found = ctx.Report(title->full, any ? "the Awesome badge is not in the title"
                                                    : "the title has no Awesome badge");
    if (!any) found.fix = AddAwesomeBadge(ctx.facts(), *title);
  }

 private:
  bool IsSource(std::string_view url) const {
    for (const std::string& source : sources_) {
      if (url == source) return true;
    }
    return false;
  }

  static void ReportSource(RuleContext& ctx, const Destination& image, std::string_view official) {
    Diagnostic& found = ctx.Report(image.range, "not the official image of the Awesome badge");
    if (!image.is_plain) return;
    found.fix = Fix{.title = Cat("use ", official),
                    .applicability = Applicability::kSafe,
                    .effect = Effect::kDestination,
                    .edits = {{image.range, std::string(official)}}};
  }

  // The link around a Markdown image; in HTML, where attributes are all we have, the <a> before it.
  static void CheckTarget(const Document& doc, RuleContext& ctx, const Destination& image,
                          const Destination* html_link) {
    Range range;
    std::string_view url;
    if (image.kind == Destination::Kind::kImage) {
      const Node* parent = doc.Parent(doc[image.node]);
      if (parent == nullptr || parent->kind != NodeKind::kLink) return;
      range = doc.link(*parent).destination;
      url = doc.link(*parent).url;
    } else {
      if (html_link == nullptr) return;
      range = html_link->range;
      url = html_link->url;
      // One that is closed before the image is not the image's.
      const std::string_view between = doc.Slice({range.end, image.range.begin});
      if (url.empty() || between.find("</a") != std::string_view::npos) return;
    }
    if (IsAwesomeTarget(url) || IsNearTarget(url)) return;
    Diagnostic& found = ctx.Report(range, "the Awesome badge does not link to awesome.re");
    if (doc.Slice(range) != url) return;
    found.fix = Fix{.title = "link it to awesome.re",
                    .applicability = Applicability::kUnsafe,
                    .effect = Effect::kDestination,
                    .edits = {{range, std::string(kAwesomeTargets[0])}}};
  }

  const bool required_;
  const std::vector<std::string> sources_;
  const HostTable dead_hosts_;
};

}  // namespace

RuleInfo BadgeAwesomeInfo() {
  return {
      .name = "badge-awesome",
      .group = "badge",
      .summary = "Awesome badge missing, altered or linked elsewhere",
      .rationale = "The badge says that the list follows the awesome manifesto, and leads there.",
      .severity = Severity::kWarning,
      .fix = FixKind::kBoth,
      .profiles = kRecommended | kStrict | kAwesomeLint,
      .options = kOptions,
      .aliases = kAliases,
      .create = MakeRule<BadgeAwesomeRule>,
      .awesome_lint = awesome_lint::BadgeAwesome};
}

}  // namespace awl
