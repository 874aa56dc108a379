#include "web/redirect.h"

#include <algorithm>
#include <iterator>

#include "base/strings.h"
#include "text/url.h"

namespace awl {
namespace {

constexpr std::size_t kMaxUrl = 2000;

// Names of parameters that are one visitor's.
constexpr std::string_view kSessions[] = {"jsessionid", "phpsessid",    "sessionid", "session_id",
                                          "sid",        "aspsessionid", "cfid",      "cftoken"};
constexpr std::string_view kLogins[] = {"login",  "signin", "sign-in", "sign_in", "log-in",
                                        "log_in", "signup", "sign_up", "auth",    "sso"};
constexpr std::string_view kNotFound[] = {"404",       "404.html",  "404.php",  "notfound",
                                          "not-found", "not_found", "error404", "page-not-found"};

template <std::size_t N>
bool IsOneOf(const std::string_view (&names)[N], std::string_view name) {
  return std::any_of(std::begin(names), std::end(names),
                     [name](std::string_view one) { return EqualsIgnoreAsciiCase(one, name); });
}

// Calls `take` with each parameter of a query, or part of a path.
template <typename Take>
void ForEachPart(std::string_view text, char between, const Take& take) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(between), text.size());
    if (end > 0) take(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

bool HasSession(const Url& url) {
  bool found = false;
  ForEachPart(url.query, '&', [&](std::string_view part) {
    found = found || IsOneOf(kSessions, part.substr(0, part.find('=')));
  });
  // "/page;jsessionid=1"
  return found || AsciiLower(url.path).find(";jsessionid=") != std::string::npos;
}

bool MayBeWritten(std::string_view target, const Url& parts) {
  if (target.size() > kMaxUrl || !parts.is_http() || parts.host.empty()) return false;
  if (!parts.userinfo.empty() || HasSession(parts)) return false;
  return std::all_of(target.begin(), target.end(),
                     [](char c) { return static_cast<unsigned char>(c) > ' ' && c != 0x7F; });
}

bool IsHttps(const Url& url) { return EqualsIgnoreAsciiCase(url.scheme, "https"); }

bool HasSamePlace(const Url& a, const Url& b) {
  return EqualsIgnoreAsciiCase(a.host, b.host) && a.path == b.path && a.query == b.query &&
         a.has_query == b.has_query && a.userinfo == b.userinfo;
}

// What follows "/owner/name" in a path.
std::string_view BelowRepo(std::string_view path) {
  const std::size_t name = path.find('/', 1);
  if (name == std::string_view::npos) return {};
  const std::size_t end = path.find('/', name + 1);
  return end == std::string_view::npos ? std::string_view() : path.substr(end);
}

bool IsRename(std::string_view url, const Url& from, std::string_view target, const Url& to) {
  const RepoRef old = ParseRepo(url);
  const RepoRef now = ParseRepo(target);
  if (old.empty() || now.empty() || old.host != now.host || !IsHttps(to)) return false;
  return BelowRepo(from.path) == BelowRepo(to.path) && from.query == to.query;
}

std::string_view WithoutWww(std::string_view host) {
  return StartsWithIgnoreAsciiCase(host, "www.") ? host.substr(4) : host;
}

bool HasPart(const Url& url, const auto& names) {
  bool found = false;
  ForEachPart(url.path, '/', [&](std::string_view part) { found = found || IsOneOf(names, part); });
  return found;
}

}  // namespace

Move JudgeMove(std::string_view url, std::string_view target) {
  const Url from = ParseUrl(url);
  const Url to = ParseUrl(target);
  if (!MayBeWritten(target, to) || !from.userinfo.empty()) return Move::kNone;
  const bool becomes_https = !IsHttps(from) && IsHttps(to);
  // Back to http is no improvement.
  if (IsHttps(from) && !IsHttps(to)) return Move::kNone;
  if (becomes_https && HasSamePlace(from, to) && from.port.empty() && to.port.empty()) {
    return Move::kHttps;
  }
  // The fragment is the link's own.
  const std::string_view page = url.substr(0, url.find('#'));
  if (!becomes_https && CanonicalUrl(page) == CanonicalUrl(target.substr(0, target.find('#')))) {
    return Move::kNone;
  }
  return IsRename(url, from, target, to) ? Move::kRenamed : Move::kElsewhere;
}

std::string WithFragmentOf(std::string_view url, std::string_view target) {
  const std::size_t fragment = url.find('#');
  if (fragment == std::string_view::npos || target.find('#') != std::string_view::npos) {
    return std::string(target);
  }
  return Cat(target, url.substr(fragment));
}

std::string_view LostAt(std::string_view url, std::string_view landed) {
  if (landed.empty() || CanonicalUrl(url) == CanonicalUrl(landed)) return {};
  const Url from = ParseUrl(url);
  const Url to = ParseUrl(landed);
  if (HasPart(to, kNotFound) && !HasPart(from, kNotFound)) return "a page that says not found";
  if (HasPart(to, kLogins) && !HasPart(from, kLogins)) return "a login page";
  const bool is_deep = from.path.size() > 1;
  // Another host's front page is mostly the project's new home.
  const bool is_front = to.path.size() <= 1 && !to.has_query && !to.has_fragment;
  const bool same_host = EqualsIgnoreAsciiCase(WithoutWww(from.host), WithoutWww(to.host));
  return is_deep && is_front && same_host ? "the front page" : std::string_view();
}

}  // namespace awl
