#include "text/url.h"

#include <string>

#include "base/strings.h"
#include "gtest/gtest.h"

namespace awl {
namespace {

std::string Dump(std::string_view text) {
  const Url url = ParseUrl(text);
  std::string out = Cat("scheme=", url.scheme);
  if (url.has_authority) {
    out += Cat(" user=", url.userinfo, " host=", url.host, " port=", url.port);
  }
  out += Cat(" path=", url.path);
  if (url.has_query) out += Cat(" query=", url.query);
  if (url.has_fragment) out += Cat(" fragment=", url.fragment);
  return out;
}

TEST(ParseUrl, NamesTheParts) {
  struct {
    std::string text, parts;
  } cases[] = {
      {"", "scheme= path="},
      {"https://example.com", "scheme=https user= host=example.com port= path="},
      {"HTTP://me:pw@Example.com:8080/a/b?c=d&e#f?g",
       "scheme=HTTP user=me:pw host=Example.com port=8080 path=/a/b query=c=d&e fragment=f?g"},
      {"//cdn.example.com/x", "scheme= user= host=cdn.example.com port= path=/x"},
      {"http://[::1]:80/", "scheme=http user= host=[::1] port=80 path=/"},
      {"http://[::1]", "scheme=http user= host=[::1] port= path="},
      {"mailto:a@b.c", "scheme=mailto path=a@b.c"},
      {"#anchor", "scheme= path= fragment=anchor"},
      {"docs/a.md?x", "scheme= path=docs/a.md query=x"},
      {"./a:b", "scheme= path=./a:b"},
      {"https://例え.jp/道?#", "scheme=https user= host=例え.jp port= path=/道 query= fragment="},
      {"http:/x", "scheme=http path=/x"},
      {"http://", "scheme=http user= host= port= path="},
      {"http://?q", "scheme=http user= host= port= path= query=q"},
  };
  for (const auto& c : cases) EXPECT_EQ(Dump(c.text), c.parts) << c.text;
}

TEST(CanonicalUrl, IsTheSameForTheSamePlace) {
  const std::string_view same[][2] = {
      {"http://example.com", "https://www.Example.com/"},
      {"https://example.com:443/a/", "http://example.com:80/a"},
      {"//example.com/a", "https://example.com/a"},
      {"www.example.com/a", "https://example.com/a"},
      {"https://example.com./a", "https://example.com/a"},
      {"https://example.com/docs/index.html", "https://example.com/docs"},
      {"https://example.com/Default.aspx#x", "https://example.com/#x"},
      {"https://example.com/a?utm_source=x&b=1&fbclid=y", "https://example.com/a?b=1"},
      {"https://example.com/a?c=2&b=1", "https://example.com/a?b=1&c=2"},
      {"https://example.com/a?", "https://example.com/a#"},
      {"https://example.com/a#:~:text=word", "https://example.com/a"},
      {"https://example.com/%7Euser/%e4%b8%ad", "https://example.com/~user/中"},
      {"https://example.com/a%2fb", "https://example.com/a%2Fb"},
      {"https://example.com/a b", "https://example.com/a%20b"},
      {"https://github.com/Owner/Name", "http://www.github.com/owner/name.git"},
      {"https://github.com/o/n#readme", "https://github.com/o/n/"},
      {"https://github.com/o/n?tab=readme-ov-file#readme", "https://github.com/o/n"},
      {"https://github.com/o/n/tree/master", "https://github.com/o/n"},
      {"https://github.com/o/n/blob/main/README.md", "https://github.com/o/n"},
      {"https://gitlab.com/O/N.git", "https://gitlab.com/o/n"},
      {" https://example.com ", "https://example.com"},
      {"MAILTO:a@b.c", "mailto:a@b.c"},
  };
  for (const auto& [a, b] : same) EXPECT_EQ(CanonicalUrl(a), CanonicalUrl(b)) << a << " " << b;
}

TEST(CanonicalUrl, KeepsWhatDistinguishesPlaces) {
  const std::string_view different[][2] = {
      {"https://example.com/a", "https://example.com/A"},
      {"https://example.com/a", "https://example.com/b"},
      {"https://example.com/a?id=1", "https://example.com/a?id=2"},
      {"https://example.com/a?id=1", "https://example.com/a"},
      {"https://example.com/#a", "https://example.com/#b"},
      {"https://example.com/#a", "https://example.com/"},
      {"https://example.com/a%2Fb", "https://example.com/a/b"},
      {"https://example.com:8080/", "https://example.com/"},
      {"https://sub.example.com/", "https://example.com/"},
      {"https://www.org/", "https://org/"},
      {"https://me@example.com/", "https://example.com/"},
      {"ftp://example.com/", "https://example.com/"},
      {"https://example.com/x.git", "https://example.com/x"},
      {"https://example.com/myindex.html", "https://example.com/my"},
      {"https://github.com/o/n#usage", "https://github.com/o/n"},
      {"https://github.com/o/n/tree/v2", "https://github.com/o/n"},
      {"https://github.com/o/n/tree/master/docs", "https://github.com/o/n"},
      {"https://github.com/o/n/blob/master/a.md", "https://github.com/o/n/blob/master/A.md"},
      {"https://github.com/o/n/blob/master/index.html", "https://github.com/o/n/blob/master"},
      {"#a", "#A"},
      {"docs/a.md", "docs/A.md"},
      {"mailto:a@b.c", "mailto:b@b.c"},
  };
  for (const auto& [a, b] : different) {
    EXPECT_NE(CanonicalUrl(a), CanonicalUrl(b)) << a << " " << b;
  }
}

TEST(CanonicalUrl, OfACanonicalUrlIsTheSame) {
  for (const std::string_view url :
       {"https://www.Example.com/a/?b=1&a=2#c", "https://github.com/O/N.git", "ftp://x.y/z",
        "https://example.com/%20", "https://example.com/100%"}) {
    const std::string once = CanonicalUrl(url);
    const std::string again = once.find("://") == std::string::npos ? "https://" + once : once;
    EXPECT_EQ(CanonicalUrl(again), once);
  }
}

TEST(ParseRepo, KnowsTheForges) {
  struct {
    std::string url, repo;
  } cases[] = {
      {"https://github.com/Owner/Name", "github.com owner name"},
      {"http://www.github.com/o/n.git", "github.com o n"},
      {"https://github.com/o/n/blob/master/x.md#y", "github.com o n"},
      {"https://github.com/o/n.js", "github.com o n.js"},
      {"git://github.com/o/n.git", "github.com o n"},
      {"https://gitlab.com/group/sub/project/-/tree/main", "gitlab.com group/sub project"},
      {"https://gitlab.com/o/n/issues", "gitlab.com o n"},
      {"https://codeberg.org/o/n", "codeberg.org o n"},
      {"https://bitbucket.org/o/n/src", "bitbucket.org o n"},
      {"https://github.com/o", ""},
      {"https://github.com/topics/cpp", ""},
      {"https://github.com/sponsors/me", ""},
      {"https://gist.github.com/o/123", ""},
      {"https://o.github.io/n", ""},
      {"https://example.com/o/n", ""},
      {"https://github.com/o/%20", ""},
      {"docs/o/n", ""},
      {"", ""},
  };
  for (const auto& c : cases) {
    const RepoRef repo = ParseRepo(c.url);
    EXPECT_EQ(repo.empty() ? "" : Cat(repo.host, " ", repo.owner, " ", repo.name), c.repo) << c.url;
  }
}

TEST(PercentDecode, LeavesWhatIsNoEscape) {
  EXPECT_EQ(PercentDecode("a%20b%e4%B8%AD"), "a b中");
  EXPECT_EQ(PercentDecode("100% %zz %4"), "100% %zz %4");
}

TEST(IsTrackingParam, KnowsWhatOnlyCounts) {
  for (const std::string_view name : {"utm_source", "UTM_x", "fbclid", "gclid", "usp", "ref_src"}) {
    EXPECT_TRUE(IsTrackingParam(name)) << name;
  }
  for (const std::string_view name : {"", "id", "ref", "q", "source", "utm"}) {
    EXPECT_FALSE(IsTrackingParam(name)) << name;
  }
}

}  // namespace
}  // namespace awl
