#include "net/http_url.h"

#include <gtest/gtest.h>

namespace awl {
namespace {

TEST(HttpUrl, IsReadAsABrowserDoes) {
  const struct {
    const char* text;
    const char* url;
    const char* host;
    int port;
  } kRows[] = {
      {"http://example.org", "http://example.org/", "example.org", 80},
      {"HTTPS://Example.ORG/A b?c d#e f", "https://example.org/A%20b?c+d", "example.org", 443},
      {"https://example.org:8443/%7Ex", "https://example.org:8443/%7Ex", "example.org", 8443},
      {"https://example.org/ü", "https://example.org/%c3%bc", "example.org", 443},
      {"https://bücher.example/", "https://xn--bcher-kva.example/", "xn--bcher-kva.example", 443},
      {"http://[2606:4700::1]/x", "http://[2606:4700::1]/x", "2606:4700::1", 80},
      {"http://0x7f.1/", "http://127.0.0.1/", "127.0.0.1", 80},
      {"http://2130706433/", "http://127.0.0.1/", "127.0.0.1", 80},
  };
  for (const auto& row : kRows) {
    const ReadUrl read = ReadHttpUrl(row.text);
    EXPECT_EQ(read.fault, UrlFault::kNone) << row.text;
    EXPECT_EQ(read.url.text, row.url);
    EXPECT_EQ(read.url.host, row.host);
    EXPECT_EQ(read.url.port, row.port);
  }
  EXPECT_EQ(ReadHttpUrl("http://a.example/#x").url.fragment, "x");
  EXPECT_TRUE(ReadHttpUrl("http://0x7f.1/").url.address);
}

TEST(HttpUrl, IsRefusedWhereItIsNoneForTheWeb) {
  const struct {
    const char* text;
    UrlFault fault;
  } kRows[] = {
      {"file:///etc/passwd", UrlFault::kScheme},
      {"gopher://example.org/", UrlFault::kScheme},
      {"dict://example.org/", UrlFault::kScheme},
      {"javascript:alert(1)", UrlFault::kScheme},
      {"data:text/html,x", UrlFault::kScheme},
      {"mailto:a@example.org", UrlFault::kScheme},
      {"ftp://example.org/", UrlFault::kScheme},
      {"http://user@example.org/", UrlFault::kCredentials},
      {"http://user:pass@example.org/", UrlFault::kCredentials},
      {"http://:pass@example.org/", UrlFault::kCredentials},
      {"http://@example.org/", UrlFault::kCredentials},
      {"http://example.org/\r\nHost: x", UrlFault::kMalformed},
      {"http://example.org/\x7f", UrlFault::kMalformed},
      {"http://exa\tmple.org/", UrlFault::kMalformed},
      {"http://", UrlFault::kMalformed},
      {"http://example.org:99999/", UrlFault::kMalformed},
      {"http://example.org:0/", UrlFault::kMalformed},
      {"http://exa mple.org/", UrlFault::kMalformed},
      {"//example.org/", UrlFault::kMalformed},
      {"example.org", UrlFault::kMalformed},
      {"", UrlFault::kMalformed},
  };
  for (const auto& row : kRows) EXPECT_EQ(ReadHttpUrl(row.text).fault, row.fault) << row.text;
  EXPECT_EQ(ReadHttpUrl("http://example.org/" + std::string(9000, 'x')).fault,
            UrlFault::kMalformed);
}

TEST(HttpUrl, IsJoinedAsRfc3986Says) {
  const HttpUrl base = ReadHttpUrl("http://a.example/b/c/d?q#f").url;
  const struct {
    const char* location;
    const char* url;
  } kRows[] = {
      {"g", "http://a.example/b/c/g"},
      {"./g", "http://a.example/b/c/g"},
      {"g/", "http://a.example/b/c/g/"},
      {"/g", "http://a.example/g"},
      {"//g.example/x", "http://g.example/x"},
      {"?y", "http://a.example/b/c/d?y"},
      {"g?y", "http://a.example/b/c/g?y"},
      {"../g", "http://a.example/b/g"},
      {"../../g", "http://a.example/g"},
      {" /g ", "http://a.example/g"},
      {"https://a.example/b", "https://a.example/b"},
      {"/with space", "http://a.example/with%20space"},
  };
  for (const auto& row : kRows) {
    const ReadUrl read = JoinHttpUrl(base, row.location);
    EXPECT_EQ(read.fault, UrlFault::kNone) << row.location;
    EXPECT_EQ(read.url.text, row.url) << row.location;
  }
  EXPECT_EQ(JoinHttpUrl(base, "#new").url.text, base.text);
  EXPECT_EQ(JoinHttpUrl(base, "/g#new").url.fragment, "new");
  EXPECT_EQ(JoinHttpUrl(base, "file:///etc/passwd").fault, UrlFault::kScheme);
  EXPECT_EQ(JoinHttpUrl(base, "http://u:p@b.example/").fault, UrlFault::kCredentials);
  EXPECT_EQ(JoinHttpUrl(base, "").fault, UrlFault::kMalformed);
  EXPECT_EQ(JoinHttpUrl(base, "http://").fault, UrlFault::kMalformed);
}

}  // namespace
}  // namespace awl
