#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "awesome_lint/rules.h"
#include "base/strings.h"
#include "rule/awesome_badge.h"
#include "text/url.h"

namespace awl {
namespace {

// Judges each heading that is the first child of its parent; links are compared to the letter.
class BadgeAwesome final : public Rule {
 public:
  explicit BadgeAwesome(const Options& options) : sources_(options.Strings("sources")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const Node& heading : doc.All(NodeKind::kHeading)) {
      if (doc.FirstChild(*doc.Parent(heading)) != &heading) continue;
      bool has_badge = false;
      const Node* wrong = nullptr;
      for (const Node& link : doc.Children(heading)) {
        if (doc.heading(heading).level != 1 || link.kind != NodeKind::kLink ||
            !IsAwesomeTarget(doc.link(link).url))
          continue;
        for (const Node& image : doc.Children(link)) {
          if (image.kind != NodeKind::kImage) continue;
          if (std::find(sources_.begin(), sources_.end(), doc.link(image).url) != sources_.end()) {
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
        if (doc.heading(heading).level == 1) found.fix = AddAwesomeBadge(ctx.facts(), heading);
      }
    }
  }

 private:
  const std::vector<std::string> sources_;
};

}  // namespace

std::unique_ptr<const Rule> awesome_lint::BadgeAwesome(const Options& options) {
  return MakeRule<awl::BadgeAwesome>(options);
}

}  // namespace awl
