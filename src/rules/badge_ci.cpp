#include <algorithm>
#include <string>
#include <vector>

#include "awesome_lint/rules.h"
#include "base/data_table.h"
#include "facts/destinations.h"
#include "rule/badge_removal.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"providers", OptionType::kStrings, "", "More hosts of such badges."},
};

constexpr std::string_view kAliases[] = {"awesome-lint:awesome-no-ci-badge"};

class BadgeCiRule final : public Rule {
 public:
  explicit BadgeCiRule(const Options& options) : providers_(options.Strings("providers")) {}

  void Check(const Document&, RuleContext& ctx) const override {
    for (const Destination& image : ctx.facts().destinations()) {
      if (image.kind != Destination::Kind::kImage && image.kind != Destination::Kind::kHtmlImage) {
        continue;
      }
      const std::string_view provider = Provider(image.parts);
      if (!provider.empty()) ReportBadge(ctx, image, provider);
    }
  }

 private:
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
          .create = MakeRule<BadgeCiRule>,
          .awesome_lint = awesome_lint::BadgeCi};
}

}  // namespace awl
