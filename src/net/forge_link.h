#ifndef AWL_NET_FORGE_LINK_H_
#define AWL_NET_FORGE_LINK_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "web/repository_facts.h"

namespace awl {

enum class Forge : std::uint8_t { kGithub, kGitlab, kCodeberg };

// A link to a repository, or to something in it, on a forge whose API awl asks.
struct ForgeLink {
  Forge forge = Forge::kGithub;
  std::string owner = {};  // on GitLab with groups: "group/subgroup"
  std::string name = {};
  // The link is to the repository itself: what the API says of it is all there is to know.
  bool is_repository = false;
  // Of GitHub's /blob/ and /tree/ links: "main:docs/a.md", as git names what they show.
  std::string object = {};
};
std::optional<ForgeLink> ReadForgeLink(std::string_view url);

// What an API says.
struct ForgeAnswer {
  enum class Kind : std::uint8_t {
    kUnknown,   // nothing that can be relied on: the page itself decides
    kNotFound,  // there is no such repository, or nobody may see it
    kFound,
  };
  Kind kind = Kind::kUnknown;
  RepositoryFacts facts = {};
  bool has_object = false;  // what ForgeLink::object names is there
};

// Seconds since 1970 of "2024-02-29T23:59:59Z", also with a fraction and an offset; 0 if it is
// none.
std::int64_t ParseForgeTime(std::string_view text);

}  // namespace awl

#endif  // AWL_NET_FORGE_LINK_H_
