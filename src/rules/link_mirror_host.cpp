#include <string>

#include "document/destinations.h"
#include "rule/host_table.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"hosts", OptionType::kMap, "", "More hosts, `host: replacement`; `host: -` takes one out."},
};

class LinkMirrorHostRule final : public Rule {
 public:
  explicit LinkMirrorHostRule(const Options& options)
      : hosts_("mirror-hosts", options.Map("hosts")) {}

  void Check(const Document&, RuleContext& ctx) const override {
    ReportHosts(hosts_, &Message, ctx);
  }

 private:
  static std::string Message(const Destination& destination, const HostTable::Row& row) {
    return Cat(destination.parts.host, " is a mirror of ", row.replacement);
  }

  const HostTable hosts_;
};

}  // namespace

RuleInfo LinkMirrorHostInfo() {
  return {
      .name = "link-mirror-host",
      .group = "link",
      .summary = "Link to a mirror instead of the place itself",
      .rationale = "Mirrors come and go, lag behind, and split what readers and tools can compare.",
      .severity = Severity::kInfo,
      .fix = FixKind::kSafe,
      .profiles = kStrict,
      .options = kOptions,
      .create = MakeRule<LinkMirrorHostRule>};
}

}  // namespace awl
