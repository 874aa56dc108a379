#include "text/url.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <vector>

#include "base/find_any_of.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "text/unicode.h"

namespace awl {
namespace {

template <std::size_t kSize>
bool IsOneOf(std::string_view text, const std::string_view (&words)[kSize]) {
  return std::find(std::begin(words), std::end(words), text) != std::end(words);
}

bool IsSchemeChar(char c) { return IsAsciiAlnum(c) || c == '+' || c == '-' || c == '.'; }

// The byte that an escape at `at` stands for, or -1 if there is none.
int EscapedByte(std::string_view text, std::size_t at) {
  if (text[at] != '%' || at + 2 >= text.size()) return -1;
  const int high = HexValue(text[at + 1]), low = HexValue(text[at + 2]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

// Escapes of what needs none are resolved, the others are in upper case, and blanks are escaped:
// two spellings of one path come out alike.
std::string NormalizeEscapes(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const int byte = EscapedByte(text, at);
    if (byte < 0) {
      if (text[at] == ' ') {
        out += "%20";
      } else {
        out.push_back(text[at]);
      }
      continue;
    }
    const char c = static_cast<char>(byte);
    if (IsAsciiAlnum(c) || !IsAscii(c) || c == '-' || c == '.' || c == '_' || c == '~') {
      out.push_back(c);
    } else {
      out += {'%', AsciiUpper(text[at + 1]), AsciiUpper(text[at + 2])};
    }
    at += 2;
  }
  return out;
}

// The same, without a copy of what is normal already; `storage` holds the others.
std::string_view NormalizeEscapes(std::string_view text, std::string* storage) {
  if (FindAnyOf<'%', ' '>(text) == std::string_view::npos) return text;
  *storage = NormalizeEscapes(text);
  return *storage;
}

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::vector<std::string_view> Segments(std::string_view path) {
  std::vector<std::string_view> segments = Split(path, '/');
  segments.erase(std::remove(segments.begin(), segments.end(), ""), segments.end());
  return segments;
}

// Lower case, without "www." and the root's dot.
void AppendCanonicalHost(std::string_view host, std::string* to) {
  std::string lower;
  if (!IsAscii(host)) host = lower = LowerCase(host);
  if (host.size() > 1 && host.back() == '.') host.remove_suffix(1);
  // "www.org" is a host of its own.
  if (StartsWithIgnoreAsciiCase(host, "www.") && host.find('.', 4) != std::string_view::npos) {
    host.remove_prefix(4);
  }
  AppendAsciiLower(host, to);
}

// Where owner and name do not depend on case.
bool IsForge(std::string_view host) {
  static constexpr std::string_view kForges[] = {"github.com", "gitlab.com", "codeberg.org",
                                                 "bitbucket.org"};
  return IsOneOf(host, kForges);
}

bool IsIndexPage(std::string_view segment) {
  static constexpr std::string_view kPages[] = {
      "index.html", "index.htm", "index.shtml",  "index.xhtml", "index.php",   "index.asp",
      "index.aspx", "index.jsp", "default.html", "default.htm", "default.asp", "default.aspx"};
  if (segment.empty() || segment.size() > 13) return false;
  const char first = AsciiLower(segment.front());
  return (first == 'i' || first == 'd') && IsOneOf(AsciiLower(segment), kPages);
}

bool IsDefaultBranch(std::string_view name) { return name == "master" || name == "main"; }

// Not "README.ja.md", which is another page.
bool IsReadme(std::string_view name) {
  const std::size_t dot = name.find('.');
  return EqualsIgnoreAsciiCase(name.substr(0, dot), "readme") && dot == name.rfind('.');
}

std::string_view WithoutGit(std::string_view name) {
  if (name.size() > 4 && EqualsIgnoreAsciiCase(name.substr(name.size() - 4), ".git")) {
    name.remove_suffix(4);
  }
  return name;
}

// Takes the first segment that is not empty off `path`; empty if there is none.
std::string_view TakeSegment(std::string_view* path) {
  while (path->starts_with('/')) path->remove_prefix(1);
  const std::string_view segment = path->substr(0, path->find('/'));
  path->remove_prefix(segment.size());
  return segment;
}

// True for "/owner/name" and nothing more, as most are.
bool IsRepoPath(std::string_view path) {
  if (path.size() < 4 || path[0] != '/') return false;
  const std::size_t slash = path.find('/', 1);
  return slash != std::string_view::npos && slash > 1 && slash + 1 < path.size() &&
         path.find('/', slash + 1) == std::string_view::npos;
}

void AppendForgePath(std::string_view path, std::string* to) {
  if (IsRepoPath(path)) {
    const std::string_view name = path.substr(path.rfind('/') + 1);
    path.remove_suffix(name.size() - WithoutGit(name).size());
    return AppendAsciiLower(path, to);
  }
  constexpr std::size_t kLooked = 6;
  std::array<std::string_view, kLooked> segments;
  std::size_t count = 0;
  while (count < kLooked && !(segments[count] = TakeSegment(&path)).empty()) ++count;
  // The default branch and its readme are what the repository's own page shows.
  const bool branch = count >= 4 && IsDefaultBranch(segments[3]);
  if ((branch && count == 4 && segments[2] == "tree") ||
      (branch && count == 5 && segments[2] == "blob" && IsReadme(segments[4]))) {
    count = 2;
  }
  if (count == 2) segments[1] = WithoutGit(segments[1]);
  for (std::size_t i = 0; i < count; ++i) {
    to->push_back('/');
    if (i < 2) {
      AppendAsciiLower(segments[i], to);
    } else {
      to->append(segments[i]);
    }
  }
  for (std::string_view more = TakeSegment(&path); !more.empty(); more = TakeSegment(&path)) {
    to->push_back('/');
    to->append(more);
  }
}

std::string_view CanonicalPath(std::string_view path) {
  if (const std::size_t slash = path.rfind('/');
      slash != std::string_view::npos && IsIndexPage(path.substr(slash + 1))) {
    path.remove_suffix(path.size() - slash);
  }
  while (!path.empty() && path.back() == '/') path.remove_suffix(1);
  return path;
}

std::string CanonicalQuery(std::string_view query, bool on_forge) {
  std::vector<std::string_view> params = Split(query, '&');
  params.erase(std::remove_if(params.begin(), params.end(),
                              [on_forge](std::string_view param) {
                                return param.empty() ||
                                       IsTrackingParam(param.substr(0, param.find('='))) ||
                                       (on_forge && param == "tab=readme-ov-file");
                              }),
               params.end());
  std::sort(params.begin(), params.end());
  std::string out;
  for (const std::string_view param : params) {
    out.push_back(out.empty() ? '?' : '&');
    out += param;
  }
  return out;
}

std::string CanonicalFragment(std::string_view fragment) {
  fragment = fragment.substr(0, fragment.find(":~:"));
  if (fragment.empty() || EqualsIgnoreAsciiCase(fragment, "readme")) return {};
  return Cat("#", fragment);
}

// The first segments of paths on forges that are no owner.
bool IsReserved(std::string_view segment) {
  static constexpr std::string_view kReserved[] = {
      "about",         "account",       "apps",
      "collections",   "contact",       "customer-stories",
      "dashboard",     "enterprise",    "events",
      "explore",       "features",      "groups",
      "help",          "issues",        "join",
      "login",         "marketplace",   "new",
      "notifications", "organizations", "orgs",
      "pricing",       "product",       "projects",
      "pulls",         "readme",        "repo",
      "search",        "security",      "settings",
      "signup",        "site",          "snippets",
      "solutions",     "sponsors",      "stars",
      "team",          "topics",        "trending",
      "user",          "users",         "workspaces"};
  return IsOneOf(segment, kReserved);
}

bool IsRepoWord(std::string_view text) {
  return !text.empty() && text != "." && text != ".." &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return IsAsciiAlnum(c) || c == '-' || c == '_' || c == '.'; });
}

// How many segments name the repository: two, but more where gitlab.com has subgroups.
std::size_t RepoDepth(std::string_view host, const std::vector<std::string_view>& segments) {
  static constexpr std::string_view kPages[] = {
      "-",     "activity", "blob", "branches", "commit", "commits",  "issues", "merge_requests",
      "pages", "raw",      "tags", "tree",     "wikis",  "releases", "graphs", "pipelines"};
  if (host != "gitlab.com") return 2;
  std::size_t depth = 2;
  while (depth < segments.size() && !IsOneOf(segments[depth], kPages)) ++depth;
  return depth;
}

}  // namespace

bool Url::is_http() const {
  return scheme == "https" || EqualsIgnoreAsciiCase(scheme, "https") ||
         EqualsIgnoreAsciiCase(scheme, "http");
}

Url ParseUrl(std::string_view text) {
  Url url;
  if (text.starts_with("https:")) {
    url.scheme = text.substr(0, 5);
    text.remove_prefix(6);
  } else if (!text.empty() && IsAsciiAlpha(text[0])) {
    std::size_t colon = 1;
    while (colon < text.size() && IsSchemeChar(text[colon])) ++colon;
    if (colon < text.size() && text[colon] == ':') {
      url.scheme = text.substr(0, colon);
      text.remove_prefix(colon + 1);
    }
  }
  std::size_t mark = FindAnyOf<'#', '?'>(text);
  if (const std::size_t hash = text.find('#', std::min(mark, text.size()));
      hash != std::string_view::npos) {
    url.has_fragment = true;
    url.fragment = text.substr(hash + 1);
    text = text.substr(0, hash);
  }
  if (mark < text.size()) {
    url.has_query = true;
    url.query = text.substr(mark + 1);
    text = text.substr(0, mark);
  }
  if (text.substr(0, 2) == "//") {
    url.has_authority = true;
    text.remove_prefix(2);
    const std::size_t sign = FindAnyOf<'/', '@', ':', ']'>(text);
    const bool only_host = sign == std::string_view::npos || text[sign] == '/';
    std::string_view authority = text.substr(0, only_host ? sign : text.find('/', sign));
    text.remove_prefix(authority.size());
    if (!only_host) {
      if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
        url.userinfo = authority.substr(0, at);
        authority.remove_prefix(at + 1);
      }
      // A colon inside [::1] is none.
      const std::size_t bracket = authority.rfind(']');
      const std::size_t colon = authority.rfind(':');
      if (colon != std::string_view::npos &&
          (bracket == std::string_view::npos || colon > bracket)) {
        url.port = authority.substr(colon + 1);
        authority = authority.substr(0, colon);
      }
    }
    url.host = authority;
  }
  url.path = text;
  return url;
}

std::string CanonicalUrl(std::string_view text) {
  std::string out;
  AppendCanonicalUrl(text, ParseUrl(text), &out);
  return out;
}

void AppendCanonicalUrl(std::string_view text, const Url& url, std::string* to) {
  if (!text.empty() && (IsAsciiSpace(text.front()) || IsAsciiSpace(text.back()))) {
    text = Trim(text);
    return AppendCanonicalUrl(text, ParseUrl(text), to);
  }
  if (url.scheme.empty() && !url.has_authority && StartsWithIgnoreAsciiCase(text, "www.")) {
    Url named = url;
    named.host = url.path.substr(0, url.path.find('/'));
    named.path.remove_prefix(named.host.size());
    named.has_authority = true;
    return AppendCanonicalUrl(text, named, to);
  }
  if (!url.has_authority) {
    // mailto:, #anchor, relative paths: nothing is known about what they have in common.
    AppendAsciiLower(url.scheme, to);
    to->append(text.substr(url.scheme.size()));
    return;
  }
  std::string& out = *to;
  if (!url.scheme.empty() && !url.is_http()) out += Cat(AsciiLower(url.scheme), "://");
  if (!url.userinfo.empty()) out += Cat(url.userinfo, "@");
  constexpr std::string_view kMost = "github.com";
  bool forge = url.host == kMost;
  if (forge) {
    out += kMost;
  } else {
    const std::size_t host = out.size();
    AppendCanonicalHost(url.host, &out);
    forge = IsForge(std::string_view(out).substr(host));
  }
  if (!url.port.empty() && url.port != "80" && url.port != "443") out += Cat(":", url.port);
  std::string storage;
  const std::string_view path = NormalizeEscapes(url.path, &storage);
  if (forge) {
    AppendForgePath(path, &out);
  } else {
    out += CanonicalPath(path);
  }
  if (!url.query.empty()) out += CanonicalQuery(NormalizeEscapes(url.query, &storage), forge);
  if (!url.fragment.empty()) out += CanonicalFragment(NormalizeEscapes(url.fragment, &storage));
}

RepoRef ParseRepo(std::string_view text) {
  const Url url = ParseUrl(Trim(text));
  if (!url.has_authority) return {};
  std::string host;
  AppendCanonicalHost(url.host, &host);
  if (!IsForge(host)) return {};
  const std::vector<std::string_view> segments = Segments(url.path);
  if (segments.size() < 2 || IsReserved(AsciiLower(segments[0]))) return {};
  const std::size_t depth = RepoDepth(host, segments);
  RepoRef repo = {.host = std::move(host), .name = AsciiLower(WithoutGit(segments[depth - 1]))};
  for (std::size_t i = 0; i + 1 < depth; ++i) {
    if (!IsRepoWord(segments[i])) return {};
    if (i > 0) repo.owner.push_back('/');
    repo.owner += AsciiLower(segments[i]);
  }
  return IsRepoWord(repo.name) ? repo : RepoRef();
}

// A host ends in a common top-level domain, before any slash: "docs/a.com" and "a.md" are files.
bool LacksScheme(std::string_view url) {
  if (StartsWithIgnoreAsciiCase(url, "www.")) return true;
  const std::string_view host = url.substr(0, url.find_first_of("/?#:"));
  const std::size_t dot = host.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return false;
  for (const std::string_view domain :
       {"com", "org", "net", "io", "dev", "edu", "gov", "ai", "app"}) {
    if (EqualsIgnoreAsciiCase(host.substr(dot + 1), domain)) return true;
  }
  return false;
}

std::string PercentDecode(std::string_view text) {
  std::size_t at = std::min(text.find('%'), text.size());
  std::string out(text.substr(0, at));
  for (; at < text.size(); ++at) {
    const int byte = EscapedByte(text, at);
    out.push_back(byte < 0 ? text[at] : static_cast<char>(byte));
    if (byte >= 0) at += 2;
  }
  return out;
}

bool IsTrackingParam(std::string_view name) {
  static constexpr std::string_view kNames[] = {
      "_hsenc",    "_hsmi",     "_openstat", "dclid",  "fb_action_ids", "fb_action_types",
      "fb_ref",    "fb_source", "fbclid",    "gbraid", "gclid",         "gclsrc",
      "igsh",      "igshid",    "mc_cid",    "mc_eid", "mkt_tok",       "msclkid",
      "ref_src",   "ref_url",   "spm",       "ttclid", "twclid",        "usp",
      "vd_source", "wbraid",    "yclid"};
  return StartsWithIgnoreAsciiCase(name, "utm_") ||
         (name.size() <= 15 && IsOneOf(AsciiLower(name), kNames));
}

}  // namespace awl
