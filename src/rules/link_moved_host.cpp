#include <utility>

#include "document/destinations.h"
#include "rule/host_table.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"hosts", OptionType::kMap, "", "More hosts, `host: replacement`; `host: -` takes one out."},
};

class LinkMovedHostRule final : public Rule {
 public:
  explicit LinkMovedHostRule(const Options& options)
      : hosts_("moved-hosts", options.Map("hosts")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const Destination& destination : ctx.list().destinations()) {
      if (destination.is_badge) continue;
      auto match = hosts_.Find(destination);
      if (!match) continue;
      Diagnostic& found = ctx.Report(
          destination.range, Cat(destination.parts.host, " has moved to ", match->row.replacement));
      if (match->moved_url.empty() || !doc.IsExact(destination.range)) continue;
      found.fix = Fix{.title = Cat("point it to ", match->row.replacement),
                      .applicability = Applicability::kSafe,
                      .effect = Effect::kDestination,
                      .edits = {{destination.range, std::move(match->moved_url)}}};
    }
  }

 private:
  const HostTable hosts_;
};

}  // namespace

RuleInfo rules::LinkMovedHost() {
  return {.name = "link-moved-host",
          .group = "link",
          .summary = "Link to a host that has moved",
          .rationale =
              "Redirects are kept for some years, then they end; the new address lasts longer.",
          .severity = Severity::kWarning,
          .fix = FixKind::kSafe,
          .profiles = kStrict,
          .options = kOptions,
          .create = MakeRule<LinkMovedHostRule>};
}

}  // namespace awl
