#include <string_view>

#include "awesome_lint/rules.h"
#include "base/strings.h"
#include "facts/destinations.h"
#include "rule/badge_removal.h"

namespace awl {
namespace {

bool ContainsIgnoreCase(std::string_view text, std::string_view part) {
  for (std::size_t i = 0; i + part.size() <= text.size(); ++i) {
    if (EqualsIgnoreAsciiCase(text.substr(i, part.size()), part)) return true;
  }
  return false;
}

// Title and URL, for two providers; the alternative text is not looked at.
bool IsCiToAwesomeLint(const Document& doc, const Destination& image) {
  const std::string_view title = doc.Slice(doc.link(doc[image.node]).title);
  return ContainsIgnoreCase(title, "build status") || ContainsIgnoreCase(title, "travis") ||
         ContainsIgnoreCase(title, "circleci") || ContainsIgnoreCase(image.url, "travis") ||
         ContainsIgnoreCase(image.url, "circleci");
}

class BadgeCi final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const Destination& image : ctx.facts().destinations()) {
      if (image.kind == Destination::Kind::kImage && IsCiToAwesomeLint(doc, image)) {
        ReportBadge(ctx, image, "a CI service");
      }
    }
  }
};

}  // namespace

std::unique_ptr<const Rule> awesome_lint::BadgeCi(const Options& options) {
  return MakeRule<awl::BadgeCi>(options);
}

}  // namespace awl
