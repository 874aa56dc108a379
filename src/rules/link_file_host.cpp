#include <utility>

#include "document/destinations.h"
#include "rule/host_table.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"hosts", OptionType::kMap, "", "More hosts, `host: replacement`; `host: -` takes one out."},
};

class LinkFileHostRule final : public Rule {
 public:
  explicit LinkFileHostRule(const Options& options) : hosts_("file-hosts", options.Map("hosts")) {}

  void Check(const Document&, RuleContext& ctx) const override {
    for (const Destination& destination : ctx.list().destinations()) {
      if (destination.is_badge) continue;
      const auto match = hosts_.Find(destination);
      if (!match) continue;
      ctx.Report(destination.range,
                 Cat("file on ", destination.parts.host, " (", match->row.why, ")"));
    }
  }

 private:
  const HostTable hosts_;
};

}  // namespace

RuleInfo LinkFileHostInfo() {
  return {.name = "link-file-host",
          .group = "link",
          .summary = "Link to a file host",
          .rationale =
              "Such links end with the account that holds the file, and often break a copyright.",
          .severity = Severity::kInfo,
          .fix = FixKind::kNone,
          .profiles = kStrict,
          .options = kOptions,
          .create = MakeRule<LinkFileHostRule>};
}

}  // namespace awl
