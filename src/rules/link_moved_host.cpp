#include <string>

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

  void Check(const Document&, RuleContext& ctx) const override {
    ReportHosts(hosts_, &Message, ctx);
  }

 private:
  static std::string Message(const Destination& destination, const HostTable::Row& row) {
    return Cat(destination.parts.host, " has moved to ", row.replacement);
  }

  const HostTable hosts_;
};

}  // namespace

RuleInfo LinkMovedHostInfo() {
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
