#ifndef AWL_WEB_REPOSITORY_FACTS_H_
#define AWL_WEB_REPOSITORY_FACTS_H_

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "base/json_writer.h"

namespace awl {

// What a forge's API says of a repository. Times are seconds since 1970, 0: not known.
struct RepositoryFacts {
  std::string name_with_owner = {};  // as the forge spells it now, after renames: "owner/name"
  bool is_archived = false;
  bool is_disabled = false;
  bool is_private = false;
  std::int64_t pushed_at = 0;
  std::int64_t created_at = 0;
  std::int64_t stars = -1;    // -1: not known
  std::string licence = {};   // SPDX id; empty: none that the forge knows
  std::string homepage = {};  // at most 300 bytes, as description
  std::string description = {};
  friend bool operator==(const RepositoryFacts&, const RepositoryFacts&) = default;
};

// As the protocol and the state file have them.
void WriteRepositoryFacts(JsonWriter& json, const RepositoryFacts& facts);
RepositoryFacts ReadRepositoryFacts(const nlohmann::json& object);

}  // namespace awl

#endif  // AWL_WEB_REPOSITORY_FACTS_H_
