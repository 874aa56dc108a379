#include <string>
#include <unordered_map>

#include "document/destinations.h"
#include "rules/builtin.h"
#include "text/url.h"

namespace awl {
namespace {

// Nearly all links end here.
bool MayHavePapers(std::string_view host) {
  if (host.empty() || (AsciiLower(host.back()) != 'g' && AsciiLower(host.back()) != 't')) {
    return false;
  }
  for (const std::string_view end :
       {"arxiv.org", "aclweb.org", "aclanthology.org", "doi.org", "dl.acm.org", "openreview.net"}) {
    if (host.size() >= end.size() &&
        EqualsIgnoreAsciiCase(host.substr(host.size() - end.size()), end)) {
      return true;
    }
  }
  return false;
}

// What identifies a paper whatever form its link has: "arxiv:1503.02531", "acl:2020.acl-main.748",
// "doi:10.1/x". Empty if the URL names none.
std::string PaperId(const Url& url) {
  if (!MayHavePapers(url.host) || !url.is_http()) return {};
  std::string host = AsciiLower(url.host);
  if (host.starts_with("www.")) host.erase(0, 4);
  std::string_view path = url.path;
  while (path.ends_with('/')) path.remove_suffix(1);
  if (host.ends_with("arxiv.org")) {
    for (const std::string_view form : {"/abs/", "/pdf/", "/html/"}) {
      if (!path.starts_with(form)) continue;
      std::string_view id = path.substr(form.size());
      if (id.ends_with(".pdf")) id.remove_suffix(4);
      // "v2" is the same paper.
      std::size_t end = id.size();
      while (end > 0 && IsAsciiDigit(id[end - 1])) --end;
      if (end > 1 && end < id.size() && id[end - 1] == 'v' && IsAsciiDigit(id[end - 2]))
        id = id.substr(0, end - 1);
      return Cat("arxiv:", id);
    }
    return {};
  }
  if (host == "aclweb.org" && path.starts_with("/anthology/")) {
    host = "aclanthology.org";
    path.remove_prefix(10);
  }
  if (host == "aclanthology.org" && path.size() > 1) {
    path.remove_prefix(1);
    if (path.ends_with(".pdf")) path.remove_suffix(4);
    // "P/P19/P19-1001" is the old form of "P19-1001".
    return Cat("acl:", AsciiLower(path.substr(path.rfind('/') + 1)));
  }
  if (host == "doi.org" || host == "dx.doi.org")
    return Cat("doi:", AsciiLower(PercentDecode(path.substr(1))));
  if (host == "dl.acm.org" && path.starts_with("/doi/")) {
    const std::size_t id = path.find("10.");
    if (id != std::string_view::npos) return Cat("doi:", AsciiLower(path.substr(id)));
  }
  if (host == "openreview.net" && (path == "/forum" || path == "/pdf") &&
      url.query.starts_with("id="))
    return Cat("openreview:", url.query.substr(3, url.query.find('&') - 3));
  return {};
}

class DuplicateLinkNearRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    std::unordered_map<std::string, EntryId> seen;
    const List& list = ctx.list();
    const DestinationTable& destinations = list.destination_table();
    for (EntryId id = 0; id < list.entries().size(); ++id) {
      const Entry& entry = list.entry(id);
      if (entry.link == kNoNode) continue;
      const Destination* destination = destinations.Find(doc, entry.link);
      if (destination == nullptr) continue;
      std::string paper = PaperId(destination->parts);
      if (paper.empty()) continue;
      const auto [first, is_new] = seen.emplace(std::move(paper), id);
      if (is_new) continue;
      const Entry& earlier = list.entry(first->second);
      // The same address is duplicate-link's finding.
      if (CanonicalUrl(doc.link(doc[earlier.link]).url) == CanonicalUrl(destination->url)) continue;
      const std::uint32_t line = doc.source().LineAt(earlier.full.begin) + 1;
      ctx.Report(doc[entry.link].full,
                 Cat("the same paper as in line ", line, ", by another address"))
          .related.push_back({"first listed here", doc[earlier.link].full});
    }
  }
};

}  // namespace

RuleInfo DuplicateLinkNearInfo() {
  return {.name = "duplicate-link-near",
          .group = "duplicate",
          .summary = "Two entries link the same paper by different addresses",
          .rationale = "The page about a paper and its PDF are one thing; readers meet it twice.",
          .severity = Severity::kWarning,
          .fix = FixKind::kNone,
          .profiles = kRecommended | kStrict,
          .create = MakeRule<DuplicateLinkNearRule>};
}

}  // namespace awl
