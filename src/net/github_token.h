#ifndef AWL_NET_GITHUB_TOKEN_H_
#define AWL_NET_GITHUB_TOKEN_H_

#include <string>
#include <string_view>
#include <utility>

#include "net/http_url.h"

namespace awl {

// The only URL that sees the token.
inline constexpr std::string_view kGithubApi = "https://api.github.com/graphql";

// What GitHub knows the user by. Nobody can read it but as the header of a request to kGithubApi:
// no other host, path or scheme, and no redirect, since HttpClient follows none.
class GithubToken {
 public:
  GithubToken() = default;
  explicit GithubToken(std::string value) : value_(std::move(value)) {}

  bool empty() const { return value_.empty(); }
  // The value of the Authorization header; empty for all other URLs.
  std::string HeaderFor(const HttpUrl& url) const {
    return value_.empty() || url.text != kGithubApi ? "" : "bearer " + value_;
  }

 private:
  std::string value_;
};

}  // namespace awl

#endif  // AWL_NET_GITHUB_TOKEN_H_
