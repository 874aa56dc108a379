#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "base/data_table.h"
#include "facts/destinations.h"
#include "rule/inline_removal.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"providers", OptionType::kStrings, "", "More hosts of such badges."},
};

constexpr std::string_view kAliases[] = {"awesome-lint:awesome-no-ci-badge"};

bool ContainsIgnoreCase(std::string_view text, std::string_view part) {
  for (std::size_t i = 0; i + part.size() <= text.size(); ++i) {
    if (EqualsIgnoreAsciiCase(text.substr(i, part.size()), part)) return true;
  }
  return false;
}

class BadgeCiRule final : public Rule {
 public:
  explicit BadgeCiRule(const Options& options) : providers_(options.Strings("providers")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const Destination& image : ctx.list().destinations()) {
      const bool markdown = image.kind == Destination::Kind::kImage;
      if (ctx.awesome_lint()) {
        if (markdown && IsCiToAwesomeLint(doc, image)) Report(doc, ctx, image, "a CI service");
        continue;
      }
      if (!markdown && image.kind != Destination::Kind::kHtmlImage) continue;
      const std::string_view provider = Provider(image.parts);
      if (!provider.empty()) Report(doc, ctx, image, provider);
    }
  }

 private:
  // Title and URL, for two providers; the alternative text is not looked at.
  static bool IsCiToAwesomeLint(const Document& doc, const Destination& image) {
    const std::string_view title = doc.Slice(doc.link(doc[image.node]).title);
    return ContainsIgnoreCase(title, "build status") || ContainsIgnoreCase(title, "travis") ||
           ContainsIgnoreCase(title, "circleci") || ContainsIgnoreCase(image.url, "travis") ||
           ContainsIgnoreCase(image.url, "circleci");
  }

  std::string_view Provider(const Url& url) const {
    for (const DataRow& row : DataTable("ci-providers")) {
      const std::size_t blank = std::min(row.key.find(' '), row.key.size());
      if (!EqualsIgnoreAsciiCase(url.host, row.key.substr(0, blank))) continue;
      const std::string_view part = row.key.substr(std::min(blank + 1, row.key.size()));
      if (url.path.find(part) != std::string_view::npos) return row.why;
    }
    for (const std::string& provider : providers_) {
      if (EqualsIgnoreAsciiCase(url.host, provider)) return provider;
    }
    return {};
  }

  static void Report(const Document& doc, RuleContext& ctx, const Destination& image,
                     std::string_view provider) {
    const Node& node = doc[image.node];
    if (image.kind != Destination::Kind::kImage) {
      ctx.Report(image.range, Cat("badge of ", provider));
      return;
    }
    // The link around it goes with it, if there is nothing else in that link.
    const Node* outer = &node;
    const Node* parent = doc.Parent(node);
    if (parent->kind == NodeKind::kLink && parent->first_child == parent->last_child)
      outer = parent;
    Diagnostic& found = ctx.Report(node.full, Cat("badge of ", provider));
    // "Build: ![…](…)"
    const std::uint32_t line = doc.source().LineAt(outer->full.begin);
    if (Trim(doc.Slice({doc.source().LineBegin(line), outer->full.begin})).ends_with(':')) return;
    const std::optional<Range> gone = WithItsSpace(doc, *outer);
    if (!gone) return;
    found.fix = Fix{.title = "remove it",
                    .applicability = Applicability::kUnsafe,
                    .effect = Effect::kStructure,
                    .edits = {{*gone, ""}}};
  }

  const std::vector<std::string> providers_;
};

}  // namespace

RuleInfo BadgeCiInfo() {
  return {.name = "badge-ci",
          .group = "badge",
          .summary = "Badge of a continuous integration service",
          .rationale =
              "Whether the list's checks pass tells its readers nothing; the manifesto asks to "
              "leave it out.",
          .severity = Severity::kInfo,
          .fix = FixKind::kUnsafe,
          .profiles = kStrict | kAwesomeLint,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<BadgeCiRule>};
}

}  // namespace awl
