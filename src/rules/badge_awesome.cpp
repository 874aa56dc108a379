#include <optional>
#include <string>
#include <utility>

#include "facts/destinations.h"
#include "facts/heading_renames.h"
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

constexpr std::string_view kTargets[] = {"https://awesome.re",
                                         "https://github.com/sindresorhus/awesome"};

bool IsTarget(std::string_view url) { return url == kTargets[0] || url == kTargets[1]; }

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
    if (ctx.awesome_lint()) return CheckAsAwesomeLint(doc, ctx);
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
    bool badge_in_title = false;
    bool any = false;
    const Destination* html_link = nullptr;  // the nearest <a> before the image
    for (const Destination& image : ctx.list().destinations()) {
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
    if (!any) found.fix = AddBadge(doc, ctx.list(), *title);
  }

 private:
  // A comment at the end of the title stays there.
  static Offset EndOfText(const Document& doc, const Node& title) {
    const Node* last = doc.LastChild(title);
    if (last == nullptr || last->kind != NodeKind::kHtmlInline ||
        !doc.Slice(last->full).starts_with("<!--")) {
      return title.content.end;
    }
    Offset end = last->full.begin;
    while (end > title.content.begin && IsBlank(doc.source()[end - 1])) --end;
    return end;
  }

  static std::optional<Fix> AddBadge(const Document& doc, const List& list, const Node& title) {
    if (doc.heading(title).open.empty() || title.content.empty()) {
      return std::nullopt;
    }
    // The blank before the badge becomes a hyphen of the title's anchor.
    std::optional<std::vector<Edit>> edits =
        HeadingRenames(list).EditsFor(title, Cat(doc.heading(title).text, " "));
    if (!edits) return std::nullopt;
    const Offset end = EndOfText(doc, title);
    if (end == title.content.begin) return std::nullopt;
    edits->push_back(
        {{end, end}, " [![Awesome](https://awesome.re/badge.svg)](https://awesome.re)"});
    return Fix{.title = "add the badge",
               .applicability = Applicability::kUnsafe,
               .effect = Effect::kStructure,
               .edits = std::move(*edits)};
  }

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
    if (IsTarget(url) || IsNearTarget(url)) return;
    Diagnostic& found = ctx.Report(range, "the Awesome badge does not link to awesome.re");
    if (doc.Slice(range) != url) return;
    found.fix = Fix{.title = "link it to awesome.re",
                    .applicability = Applicability::kUnsafe,
                    .effect = Effect::kDestination,
                    .edits = {{range, std::string(kTargets[0])}}};
  }

  // Judges each heading that is the first child of its parent; links are compared to the letter.
  void CheckAsAwesomeLint(const Document& doc, RuleContext& ctx) const {
    for (const Node& heading : doc.All(NodeKind::kHeading)) {
      if (doc.FirstChild(*doc.Parent(heading)) != &heading) continue;
      bool has_badge = false;
      const Node* wrong = nullptr;
      for (const Node& link : doc.Children(heading)) {
        if (doc.heading(heading).level != 1 || link.kind != NodeKind::kLink ||
            !IsTarget(doc.link(link).url))
          continue;
        for (const Node& image : doc.Children(link)) {
          if (image.kind != NodeKind::kImage) continue;
          if (IsSource(doc.link(image).url)) {
            has_badge = true;
          } else if (wrong == nullptr) {
            wrong = &image;
          }
        }
      }
      if (wrong != nullptr) {
        const LinkInfo& image = doc.link(*wrong);
        Diagnostic& found = ctx.Report(wrong->full, "not the official image of the Awesome badge");
        const std::string_view official = OfficialImage(ParseUrl(image.url));
        if (!official.empty()) {
          found.fix = Fix{.title = Cat("use ", official),
                          .applicability = Applicability::kSafe,
                          .effect = Effect::kDestination,
                          .edits = {{image.destination, std::string(official)}}};
        }
      } else if (!has_badge) {
        Diagnostic& found = ctx.Report(heading.full, "the title has no Awesome badge");
        if (doc.heading(heading).level == 1) found.fix = AddBadge(doc, ctx.list(), heading);
      }
    }
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
      .create = MakeRule<BadgeAwesomeRule>};
}

}  // namespace awl
