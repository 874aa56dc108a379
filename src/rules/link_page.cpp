// Rules about what the page behind a link looks like: hints, each of them.
#include <algorithm>
#include <string>

#include "rule/web_links.h"
#include "rules/builtin.h"

namespace awl {
namespace {

class LinkHijackedRule final : public Rule {
 public:
  void Check(const Document&, RuleContext& ctx) const override {
    for (const WebLink& link : ctx.web_links()) {
      const LinkRecord& record = *link.fact->record;
      if (link.fact->verdict != Verdict::kAlive) continue;
      if (record.is_parked) {
        ctx.Report(link.destination->range, "the page offers the domain for sale");
      } else if (record.was_alike && !record.is_alike && !record.title.empty()) {
        ctx.Report(link.destination->range,
                   "the page's title has nothing of the entry any more; perhaps the domain has a "
                   "new owner");
      }
    }
  }
};

class LinkTlsRule final : public Rule {
 public:
  void Check(const Document&, RuleContext& ctx) const override {
    for (const WebLink& link : ctx.web_links()) {
      const LinkRecord& record = *link.fact->record;
      if (record.tls == Failure::kNone || record.tls_runs < ctx.web()->rules().moved_runs) continue;
      ctx.Report(link.destination->range, Cat("browsers warn of this page: ", record.reason));
    }
  }
};

class LinkFragmentRemoteRule final : public Rule {
 public:
  void Check(const Document&, RuleContext& ctx) const override {
    for (const WebLink& link : ctx.web_links()) {
      const std::vector<std::string>& missing = link.fact->record->missing_fragments;
      const std::string_view fragment = link.destination->parts.fragment;
      if (fragment.empty() ||
          std::find(missing.begin(), missing.end(), fragment) == missing.end()) {
        continue;
      }
      ctx.Report(link.destination->range, Cat("the page has no place \"#", fragment, "\""));
    }
  }
};

}  // namespace

RuleInfo LinkHijackedInfo() {
  return {.name = "link-hijacked",
          .group = "link",
          .summary = "Link to a page that is about something else now",
          .rationale = "Domains that lapse are bought, and then sell what the list never meant.",
          .severity = Severity::kInfo,
          .fix = FixKind::kNone,
          .web = WebUse::kWithState,
          .create = MakeRule<LinkHijackedRule>};
}

RuleInfo LinkTlsInfo() {
  return {.name = "link-tls",
          .group = "link",
          .summary = "Link to a page whose certificate is not valid",
          .rationale = "Browsers stop their users before such a page.",
          .severity = Severity::kInfo,
          .fix = FixKind::kNone,
          .web = WebUse::kWithState,
          .create = MakeRule<LinkTlsRule>};
}

RuleInfo LinkFragmentRemoteInfo() {
  return {.name = "link-fragment-remote",
          .group = "link",
          .summary = "Link to a place that its page does not have",
          .rationale = "The reader lands at the top of the page instead.",
          .severity = Severity::kInfo,
          .fix = FixKind::kNone,
          .web = WebUse::kByName,
          .create = MakeRule<LinkFragmentRemoteRule>};
}

}  // namespace awl
