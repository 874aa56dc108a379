#include "rules/link/malformed_address.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "base/strings.h"
#include "base/utf8.h"
#include "text/unicode.h"

namespace awl {
namespace {

void ReportAddress(RuleContext& ctx, const Destination& destination, std::string message,
                   const std::string& fixed) {
  Diagnostic& found = ctx.Report(destination.range, std::move(message));
  if (!destination.is_plain) return;
  found.fix = Fix{.title = Cat("write ", fixed),
                  .applicability = Applicability::kUnsafe,
                  .effect = Effect::kDestination,
                  .edits = {{destination.range, fixed}}};
}

// "https://github.com//owner/name"
bool HasEmptyOwner(const Url& url) {
  if (!url.path.starts_with("//") || url.path.size() < 3 || url.path[2] == '/') return false;
  return EqualsIgnoreAsciiCase(url.host, "github.com") ||
         EqualsIgnoreAsciiCase(url.host, "gitlab.com");
}

// "https://github.com/owner/name.", which took the end of a sentence with it.
bool EndsInStop(const Url& url) {
  const bool is_forge = EqualsIgnoreAsciiCase(url.host, "github.com") ||
                        EqualsIgnoreAsciiCase(url.host, "gitlab.com");
  return is_forge && url.path.ends_with('.') && url.query.empty() && url.fragment.empty() &&
         std::count(url.path.begin(), url.path.end(), '/') == 2;
}

bool HasBarePercent(std::string_view path) {
  for (std::size_t at = path.find('%'); at != std::string_view::npos; at = path.find('%', at + 1)) {
    if (at + 2 >= path.size() || HexValue(path[at + 1]) < 0 || HexValue(path[at + 2]) < 0) {
      return true;
    }
  }
  return false;
}

// Where the second half of "https://a/bhttps://a/b" begins; 0 if the address is there once.
std::size_t WrittenTwice(std::string_view url) {
  const std::size_t first = url.find("://");
  if (first == std::string_view::npos) return 0;
  // From the front: nearly all have one, near their beginning.
  if (url.find("://", first + 1) == std::string_view::npos) return 0;
  const std::size_t second = url.rfind("://");
  if (2 * second < url.size()) return 0;
  const std::size_t half = second - first;
  std::string_view a = url.substr(0, half);
  std::string_view b = url.substr(half);
  while (a.ends_with('/')) a.remove_suffix(1);
  while (b.ends_with('/')) b.remove_suffix(1);
  return a == b ? half : 0;
}

// "htps://x", "httpss://x", "https.//x" and "https;//x" put right; empty if the URL begins with
// something else. What is made of the letters of "https" in front of two slashes was meant to be
// it.
std::string WithKnownScheme(std::string_view url) {
  std::size_t end = 0;
  bool p = false;
  for (; end < url.size() && IsAsciiAlpha(url[end]); ++end) {
    const char c = AsciiLower(url[end]);
    if (c != 'h' && c != 't' && c != 'p' && c != 's') return {};
    p |= c == 'p';
  }
  if (end < 3 || end > 8 || !p) return {};
  const bool secure = AsciiLower(url[end - 1]) == 's' || AsciiLower(url[end - 2]) == 's';
  std::size_t rest = end;
  while (rest < url.size() && std::string_view(":;.,").find(url[rest]) != std::string_view::npos) {
    ++rest;
  }
  if (rest == end || !url.substr(rest).starts_with("//")) return {};
  // "HTTP://" is right.
  const std::string_view scheme = url.substr(0, rest);
  if (EqualsIgnoreAsciiCase(scheme, "http:") || EqualsIgnoreAsciiCase(scheme, "https:")) return {};
  while (rest < url.size() && url[rest] == '/') ++rest;
  if (rest == url.size() || !IsAsciiAlnum(url[rest])) return {};
  return Cat(secure ? "https://" : "http://", url.substr(rest));
}

// As nearly all have: what follows cannot be a second scheme.
bool HasOneScheme(std::string_view url) {
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (!url.starts_with(scheme) || url.size() == scheme.size()) continue;
    const char next = AsciiLower(url[scheme.size()]);
    return next != '/' && next != 'h' && next != 't';
  }
  return false;
}

// "http://https://x", "http:/x", "http//x", "https:///x", "ttps://x" put right; empty if the URL
// begins as it should.
std::string WithOneScheme(std::string_view url) {
  std::string_view rest = url;
  std::string_view scheme;
  int count = 0;
  bool odd = false;
  while (true) {
    std::size_t length = 0;
    for (const std::string_view name : {"https", "http", "ttps", "ttp"}) {
      if (StartsWithIgnoreAsciiCase(rest, name)) {
        length = name.size();
        scheme = length == 5 || name == "ttps" ? "https" : "http";
        odd |= name[0] == 't';
        break;
      }
    }
    if (length == 0) break;
    std::size_t i = length;
    const bool colon = i < rest.size() && rest[i] == ':';
    if (colon) ++i;
    std::size_t slashes = 0;
    while (i < rest.size() && rest[i] == '/') ++i, ++slashes;
    // "http.server", "https.md" and "http:x" are something else; "http/1.1" is a path.
    if (slashes == 0 || (!colon && slashes < 2)) break;
    odd |= !colon || slashes != 2;
    ++count;
    rest.remove_prefix(i);
  }
  if (count == 0 || rest.empty() || (count == 1 && !odd)) return {};
  const CodePoint first = DecodeUtf8(rest, 0);
  if (!IsLetter(first.value) && !IsNumber(first.value) && first.value != '[') return {};
  return Cat(scheme, "://", rest);
}

}  // namespace

void ReportMalformedAddress(RuleContext& ctx, const Destination& destination) {
  const std::string_view url = destination.url;
  if (url.find("](") != std::string_view::npos) {
    ctx.Report(destination.range, "\"](\" in an address");
    return;
  }
  if (url.size() < 6 || (AsciiLower(url[0]) != 'h' && AsciiLower(url[0]) != 't')) return;
  if (const std::size_t half = WrittenTwice(url); half != 0) {
    return ReportAddress(ctx, destination, "the address is written twice",
                         std::string(url.substr(0, half)));
  }
  if (HasEmptyOwner(destination.parts)) {
    std::string fixed(url);
    const auto at = static_cast<std::size_t>(destination.parts.path.data() - url.data());
    fixed.erase(at, 1);
    return ReportAddress(ctx, destination, "two slashes before the owner of the repository", fixed);
  }
  // A text that ends so, too, may be the name of the repository.
  if (EndsInStop(destination.parts) &&
      !ctx.document().Text(ctx.document()[destination.node]).ends_with('.')) {
    return ReportAddress(ctx, destination, "full stop at the end of a repository's address",
                         std::string(url.substr(0, url.size() - 1)));
  }
  if (HasBarePercent(destination.parts.path)) {
    ctx.Report(destination.range, "'%' in an address without two hexadecimal digits after it");
    return;
  }
  if (HasOneScheme(url)) return;
  std::string fixed = WithOneScheme(url);
  if (fixed.empty()) fixed = WithKnownScheme(url);
  if (fixed.empty() || fixed == url) return;
  ReportAddress(ctx, destination, Cat("malformed scheme in \"", url, "\""), fixed);
}

}  // namespace awl
