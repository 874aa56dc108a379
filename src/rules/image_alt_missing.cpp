#include <optional>
#include <string>

#include "facts/destinations.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr std::string_view kAliases[] = {"MD045"};

// What badges of shields.io and badgen.net show, by the part of their path that says so.
struct BadgeName {
  std::string_view part;
  std::string_view name;
};
constexpr BadgeName kBadgeNames[] = {
    {"/stars", "stars"},
    {"/forks", "forks"},
    {"/watchers", "watchers"},
    {"/license", "license"},
    {"/last-commit", "last commit"},
    {"/v/release", "release"},
    {"/release", "release"},
    {"/issues", "issues"},
    {"/contributors", "contributors"},
    {"/downloads", "downloads"},
    {"/npm/v", "npm version"},
    {"/pypi/v", "PyPI version"},
    {"/languages/top", "language"},
    {"/commit-activity", "commit activity"},
    {"/repo-size", "size"},
    {"/followers", "followers"},
};

std::string_view NameOfBadge(const Url& url) {
  if (EqualsIgnoreAsciiCase(url.host, "awesome.re")) return "Awesome";
  if (url.path.find("sindresorhus/awesome") != std::string_view::npos) return "Awesome";
  for (const BadgeName& badge : kBadgeNames) {
    if (url.path.find(badge.part) != std::string_view::npos) return badge.name;
  }
  return {};
}

class ImageAltMissingRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const Destination& image : ctx.facts().destinations()) {
      if (image.kind != Destination::Kind::kImage) continue;
      const Node& node = doc[image.node];
      if (!Trim(doc.Slice(node.content)).empty()) continue;
      Diagnostic& found = ctx.Report(node.full, "image without alternative text");
      const std::string_view name = image.is_badge ? NameOfBadge(image.parts) : std::string_view();
      if (!name.empty()) found.fix = Describe(node.content, name);
    }
    for (const HtmlTag& tag : doc.html_tags()) {
      if (tag.closing || !EqualsIgnoreAsciiCase(doc.Slice(tag.name), "img")) continue;
      bool has_alt = false;
      for (const HtmlAttribute& attribute : tag.attributes) {
        const std::string_view attribute_name = doc.Slice(attribute.name);
        // alt="" says on purpose that the picture is decoration.
        has_alt = has_alt || EqualsIgnoreAsciiCase(attribute_name, "alt") ||
                  EqualsIgnoreAsciiCase(attribute_name, "aria-label");
      }
      if (!has_alt) ctx.Report(tag.full, "<img> without alternative text");
    }
  }

 private:
  static Fix Describe(Range alt, std::string_view name) {
    return Fix{.title = Cat("describe it as \"", name, "\""),
               .applicability = Applicability::kUnsafe,
               .effect = Effect::kText,
               .edits = {{alt, std::string(name)}}};
  }
};

}  // namespace

RuleInfo ImageAltMissingInfo() {
  return {.name = "image-alt-missing",
          .group = "image",
          .summary = "Image without alternative text",
          .rationale = "Who cannot see the picture, or waits for it, gets nothing.",
          .severity = Severity::kWarning,
          .fix = FixKind::kUnsafe,
          .profiles = kStrict,
          .aliases = kAliases,
          .create = MakeRule<ImageAltMissingRule>};
}

}  // namespace awl
