#include <utility>

#include "document/destinations.h"
#include "rule/host_table.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"hosts", OptionType::kMap, "", "More hosts, `host: replacement`; `host: -` takes one out."},
};

class LinkDeadHostRule final : public Rule {
 public:
  explicit LinkDeadHostRule(const Options& options) : hosts_("dead-hosts", options.Map("hosts")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const Destination& destination : ctx.list().destinations()) {
      if (destination.is_badge) continue;
      auto match = hosts_.Find(destination);
      if (!match) continue;
      Diagnostic& found =
          ctx.Report(destination.range, Cat(destination.parts.host, " is gone: ", match->row.why));
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

RuleInfo rules::LinkDeadHost() {
  return {
      .name = "link-dead-host",
      .group = "link",
      .summary = "Link to a host that is gone",
      .rationale = "The page cannot be reached any more; only an archive or a new address helps.",
      .severity = Severity::kError,
      .fix = FixKind::kSafe,
      .profiles = kRecommended | kStrict,
      .options = kOptions,
      .create = MakeRule<LinkDeadHostRule>};
}

}  // namespace awl
