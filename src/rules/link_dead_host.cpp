#include <string>

#include "document/destinations.h"
#include "rule/host_table.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"hosts", OptionType::kMap, "", "More hosts, `host: replacement`; `host: -` takes one out."},
};

// "[![build](https://host/a.svg)](https://host/a)": what is wrong with the picture's address is
// wrong with the link's, and badge-dead-host says it.
bool IsAroundBadge(const Document& document, const Destination& destination) {
  if (destination.kind != Destination::Kind::kLink) return false;
  const Node& link = document[destination.node];
  bool same_host = false;
  for (const Node& child : document.Children(link)) {
    const std::string_view text = document.Slice(child.full);
    const bool picture =
        child.kind == NodeKind::kImage ||
        (child.kind == NodeKind::kHtmlInline && StartsWithIgnoreAsciiCase(text, "<img"));
    if (!picture && !Trim(text).empty()) return false;
    same_host |= picture && text.find(destination.parts.host) != std::string_view::npos;
  }
  return same_host;
}

class LinkDeadHostRule final : public Rule {
 public:
  explicit LinkDeadHostRule(const Options& options) : hosts_("dead-hosts", options.Map("hosts")) {}

  void Check(const Document&, RuleContext& ctx) const override {
    ReportHosts(hosts_, &Message, ctx, &IsAroundBadge);
  }

 private:
  static std::string Message(const Destination& destination, const HostTable::Row& row) {
    return Cat(destination.parts.host, " is gone: ", row.why);
  }

  const HostTable hosts_;
};

}  // namespace

RuleInfo LinkDeadHostInfo() {
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
