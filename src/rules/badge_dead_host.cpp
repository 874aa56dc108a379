#include <string>
#include <string_view>
#include <utility>

#include "facts/destinations.h"
#include "rule/awesome_badge.h"
#include "rule/host_table.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"hosts", OptionType::kMap, "", "More hosts, `host: replacement`; `host: -` takes one out."},
};

class BadgeDeadHostRule final : public Rule {
 public:
  explicit BadgeDeadHostRule(const Options& options) : hosts_("dead-hosts", options.Map("hosts")) {}

  void Check(const Document&, RuleContext& ctx) const override {
    for (const Destination& image : ctx.facts().destinations()) {
      if (!image.is_badge) continue;
      auto match = hosts_.Find(image);
      if (!match) continue;
      Diagnostic& found =
          ctx.Report(image.range, Cat("badge from ", image.parts.host, ": ", match->row.why));
      // Of a copy of the Awesome badge, badge-awesome would say next that it is one.
      const std::string_view official = OfficialImage(image.parts);
      if (official.empty() && match->moved_url.empty()) continue;
      found.fix = Fix{.title = official.empty() ? Cat("take it from ", match->row.replacement)
                                                : Cat("use ", official),
                      .applicability = Applicability::kSafe,
                      .effect = Effect::kDestination,
                      .edits = {{image.range, official.empty() ? std::move(match->moved_url)
                                                               : std::string(official)}}};
    }
  }

 private:
  const HostTable hosts_;
};

}  // namespace

RuleInfo BadgeDeadHostInfo() {
  return {.name = "badge-dead-host",
          .group = "badge",
          .summary = "Badge from a host that is gone",
          .rationale = "Readers see a broken picture at the top of the list.",
          .severity = Severity::kError,
          .fix = FixKind::kSafe,
          .profiles = kRecommended | kStrict,
          .options = kOptions,
          .create = MakeRule<BadgeDeadHostRule>};
}

}  // namespace awl
