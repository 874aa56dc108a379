#include <string>

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

  void Check(const Document&, RuleContext& ctx) const override {
    ReportHosts(hosts_, &Message, ctx);
  }

 private:
  static std::string Message(const Destination& destination, const HostTable::Row& row) {
    return Cat(destination.parts.host, " is gone: ", row.why);
  }

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
