#include <utility>
#include <vector>

#include "facts/destinations.h"
#include "rule/host_table.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"allow-hosts", OptionType::kStrings, "", "Hosts that may be linked by http."},
    {"https-hosts", OptionType::kMap, "", "More hosts known to serve https: \"host: \"."},
};

// A name that no certificate is given for.
bool IsLocal(std::string_view host) {
  return host == "localhost" || host.ends_with(".local") || host.ends_with(".onion") ||
         host.find_first_not_of("0123456789.") == std::string_view::npos || host.starts_with('[');
}

class LinkInsecureHttpRule final : public Rule {
 public:
  explicit LinkInsecureHttpRule(const Options& options)
      : allow_hosts_(options.Strings("allow-hosts")),
        https_hosts_("https-hosts", options.Map("https-hosts")) {}

  void Check(const Document&, RuleContext& ctx) const override {
    for (const Destination& destination : ctx.facts().destinations()) {
      const Url& url = destination.parts;
      if (!EqualsIgnoreAsciiCase(url.scheme, "http") || url.host.empty() || IsLocal(url.host) ||
          IsAllowed(url.host))
        continue;
      // "www.example.org": the scheme is GitHub's, not the author's.
      if (!destination.is_plain) continue;
      const bool known = https_hosts_.Find(destination).has_value() && url.port.empty();
      Diagnostic& found =
          ctx.Report(destination.range, known ? Cat(url.host, " is linked by http; it serves https")
                                              : Cat(url.host, " is linked by http"));
      const Offset scheme_end = destination.range.begin + static_cast<Offset>(url.scheme.size());
      found.fix = Fix{.title = "link it by https",
                      .applicability = known ? Applicability::kSafe : Applicability::kUnsafe,
                      .effect = Effect::kDestination,
                      .edits = {{{destination.range.begin, scheme_end}, "https"}}};
    }
  }

 private:
  bool IsAllowed(std::string_view host) const {
    for (const std::string& allowed : allow_hosts_) {
      if (EqualsIgnoreAsciiCase(host, allowed)) return true;
    }
    return false;
  }

  const std::vector<std::string> allow_hosts_;
  const HostTable https_hosts_;
};

}  // namespace

RuleInfo LinkInsecureHttpInfo() {
  return {.name = "link-insecure-http",
          .group = "link",
          .summary = "Link by http",
          .rationale =
              "Anyone on the way can read and change such a page; nearly every host serves https.",
          .severity = Severity::kInfo,
          .fix = FixKind::kBoth,
          .profiles = kStrict,
          .options = kOptions,
          .create = MakeRule<LinkInsecureHttpRule>};
}

}  // namespace awl
