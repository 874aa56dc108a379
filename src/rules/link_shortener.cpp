#include <utility>

#include "document/destinations.h"
#include "rule/host_table.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"hosts", OptionType::kMap, "", "More hosts, `host: replacement`; `host: -` takes one out."},
};

class LinkShortenerRule final : public Rule {
 public:
  explicit LinkShortenerRule(const Options& options)
      : hosts_("shortener-hosts", options.Map("hosts")) {}

  void Check(const Document&, RuleContext& ctx) const override {
    for (const Destination& destination : ctx.list().destinations()) {
      if (destination.is_badge) continue;
      const auto match = hosts_.Find(destination);
      if (!match) continue;
      ctx.Report(destination.range,
                 Cat(destination.parts.host, " hides where the link leads; link the page itself"));
    }
  }

 private:
  const HostTable hosts_;
};

}  // namespace

RuleInfo LinkShortenerInfo() {
  return {.name = "link-shortener",
          .group = "link",
          .summary = "Link through a shortener",
          .rationale = "The reader cannot see where the link leads, and it dies with the service.",
          .severity = Severity::kWarning,
          .fix = FixKind::kNone,
          .profiles = kStrict,
          .options = kOptions,
          .create = MakeRule<LinkShortenerRule>};
}

}  // namespace awl
