#ifndef AWL_NET_REST_FORGE_H_
#define AWL_NET_REST_FORGE_H_

#include <string>
#include <string_view>

#include "net/forge_link.h"

namespace awl {

// GitLab and Codeberg: a request for each repository, by anybody.

std::string RestUrlOf(const ForgeLink& link);
ForgeAnswer ReadRestAnswer(Forge forge, int status, std::string_view body);

}  // namespace awl

#endif  // AWL_NET_REST_FORGE_H_
