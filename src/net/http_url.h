#ifndef AWL_NET_HTTP_URL_H_
#define AWL_NET_HTTP_URL_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "net/address.h"

namespace awl {

// A URL as it is asked for: http or https, no user or password, ASCII, of at most kLongestUrl
// bytes.
struct HttpUrl {
  std::string text = {};  // without the fragment
  std::string host = {};  // lower case, IDNA; IPv6 without brackets
  std::uint16_t port = 0;
  bool is_https = false;
  std::string fragment = {};
  // Where the host is an address, in any of the spellings that curl reads as one.
  std::optional<IpAddress> address = {};
};
inline constexpr std::size_t kLongestUrl = 8000;

enum class UrlFault : std::uint8_t {
  kNone,
  kMalformed,    // curl refuses it: control bytes, no host, a port that is none
  kScheme,       // file:, gopher:, javascript: and whatever else is not the web
  kCredentials,  // user:password@, which awl does not send
};
struct ReadUrl {
  HttpUrl url = {};
  UrlFault fault = UrlFault::kNone;
};

// A URL from a list.
ReadUrl ReadHttpUrl(std::string_view text);
// What a Location header at `base` leads to.
ReadUrl JoinHttpUrl(const HttpUrl& base, std::string_view location);

}  // namespace awl

#endif  // AWL_NET_HTTP_URL_H_
