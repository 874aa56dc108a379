#include "text/paper_id.h"

#include <string_view>

#include "base/strings.h"

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

}  // namespace

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

}  // namespace awl
