#ifndef AWL_LINKS_MAIN_SERVE_H_
#define AWL_LINKS_MAIN_SERVE_H_

#include <optional>

#include "base/result.h"
#include "net/github_token.h"

namespace awl {

// Reads requests from `in`, asks for them, and writes what was seen to `out`, until all is done or
// `in` ends.
std::optional<Error> ServeLinks(int in, int out, GithubToken token);

}  // namespace awl

#endif  // AWL_LINKS_MAIN_SERVE_H_
