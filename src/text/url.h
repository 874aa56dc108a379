#ifndef AWL_TEXT_URL_H_
#define AWL_TEXT_URL_H_

#include <string>
#include <string_view>

namespace awl {

// The parts of a URL as written (RFC 3986 names, read as leniently as browsers do); views into the
// text given.
struct Url {
  std::string_view scheme = {};  // without ":"; empty for relative references
  std::string_view userinfo = {};
  std::string_view host = {};
  std::string_view port = {};
  std::string_view path = {};
  std::string_view query = {};     // without "?"
  std::string_view fragment = {};  // without "#"
  bool has_authority = false;      // "//" stood there
  bool has_query = false;
  bool has_fragment = false;

  bool is_http() const;  // http or https, any case
};
Url ParseUrl(std::string_view text);

// What two URLs share when they lead to the same place: http or https, "www.", letter case of the
// host, default port, trailing slash, index page, needless escapes, "#readme", text fragments,
// tracking parameters and the order of the others do not count; on a forge (see RepoRef) neither do
// ".git", the case of owner and name, and the default branch or its readme as against the
// repository. Any other part of path, query and fragment does. What has no host comes back as it
// is, with its scheme in lower case.
std::string CanonicalUrl(std::string_view url);
// The same behind what `to` has: for many URLs, with one buffer for all. `parts` are those of
// `url`.
void AppendCanonicalUrl(std::string_view url, const Url& parts, std::string* to);

// owner/name of a repository on a known forge (github.com, gitlab.com, codeberg.org,
// bitbucket.org), lower case, or empty.
struct RepoRef {
  std::string host = {};
  std::string owner = {};
  std::string name = {};
  bool empty() const { return name.empty(); }
  friend bool operator==(const RepoRef&, const RepoRef&) = default;
};
RepoRef ParseRepo(std::string_view url);

// "example.com/page", "www.example.jp": what begins with the name of a host rather than of a file.
bool LacksScheme(std::string_view url);

std::string PercentDecode(std::string_view text);
bool IsTrackingParam(std::string_view name);

}  // namespace awl

#endif  // AWL_TEXT_URL_H_
