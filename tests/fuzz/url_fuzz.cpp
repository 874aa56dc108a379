// Reads any bytes as a URL of a list, and as the Location that a server sends for it. What is not
// refused is a URL that nobody can take for another: ASCII, http or https, no user, and it reads as
// itself.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "net/http_url.h"

namespace {

void Require(bool holds) {
  if (!holds) std::abort();
}

void Check(const awl::ReadUrl& read) {
  if (read.fault != awl::UrlFault::kNone) {
    Require(read.url.text.empty());
    return;
  }
  const awl::HttpUrl& url = read.url;
  Require(url.text.starts_with(url.is_https ? "https://" : "http://"));
  Require(url.text.size() <= awl::kLongestUrl && !url.host.empty() && url.port != 0);
  Require(
      std::all_of(url.text.begin(), url.text.end(), [](char c) { return c > 0x20 && c < 0x7f; }));
  const std::string_view authority = std::string_view(url.text).substr(url.text.find("//") + 2);
  Require(authority.substr(0, authority.find_first_of("/?#")).find('@') == std::string_view::npos);
  const awl::ReadUrl again = awl::ReadHttpUrl(url.text);
  Require(again.fault == awl::UrlFault::kNone && again.url.text == url.text);
  Require(again.url.host == url.host && again.url.port == url.port);
  Require(again.url.address == url.address);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  // The first line is the URL, the others are the header.
  const std::size_t line = std::min(text.find('\n'), text.size());
  const awl::ReadUrl read = awl::ReadHttpUrl(text.substr(0, line));
  Check(read);
  const awl::HttpUrl base = read.fault == awl::UrlFault::kNone
                                ? read.url
                                : awl::ReadHttpUrl("http://a.example/b/c?d").url;
  Check(awl::JoinHttpUrl(base, text.substr(std::min(line + 1, text.size()))));
  return 0;
}
