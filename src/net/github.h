#ifndef AWL_NET_GITHUB_H_
#define AWL_NET_GITHUB_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "net/forge_link.h"

namespace awl {

// The most that GitHub takes in one query.
inline constexpr std::size_t kGithubBatch = 100;

// The body of a query for these repositories. Nothing of a link is in the query itself: names are
// variables.
std::string WriteGithubQuery(std::span<const ForgeLink* const> links);

struct GithubBatch {
  enum class Kind : std::uint8_t {
    kAnswered,
    kTooMuch,  // GitHub gave up on it: half of it may pass
    kLimited,  // the points of this hour are used up
    kRefused,  // the token is not good
  };
  Kind kind = Kind::kAnswered;
  std::vector<ForgeAnswer> answers = {};  // of kAnswered: as many as there were links
};
// `status` and `body` of the answer to a query for `count` repositories; status 0: none came.
GithubBatch ReadGithubAnswer(int status, std::string_view body, std::size_t count);

}  // namespace awl

#endif  // AWL_NET_GITHUB_H_
