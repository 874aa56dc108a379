#ifndef AWL_RULE_HOST_TABLE_H_
#define AWL_RULE_HOST_TABLE_H_

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "awl/rule.h"
#include "facts/destinations.h"
#include "rule/rule_context.h"

namespace awl {

// A table of hosts: "rawgit.com", or with the beginning of a path, "aclweb.org/anthology", or
// ".codeplex.com" for every host that has one label before it. Made of
// a table in rules/data and a map from the user's config, which adds to it ("host=replacement") or
// takes from it ("host=-").
class HostTable {
 public:
  struct Row {
    std::string_view replacement;  // host and beginning of the path; may be empty
    std::string_view tag;
    std::string_view why;
  };
  struct Match {
    Row row;
    std::string moved_url;  // where the same thing stands now; empty if the table does not know
  };

  HostTable(std::string_view data_table, const OptionMap& from_config);

  // The longest row that `destination` begins with, its "www." and letter case aside.
  std::optional<Match> Find(const Destination& destination) const;

 private:
  struct Entry {
    std::string path;  // what must follow the host; empty: anything
    std::string replacement;
    std::string_view tag;
    std::string_view why;
  };
  void Set(std::string_view key, std::string_view replacement, std::string_view tag,
           std::string_view why);

  // Lets find() take a view.
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  using Hosts = std::unordered_map<std::string, std::vector<Entry>, Hash, std::equal_to<>>;
  Hosts::const_iterator FindHost(std::string_view host) const;

  Hosts by_host_;
  // The sizes that hosts with this first byte have, a bit each: most hosts need no other look.
  std::array<std::uint64_t, 256> sizes_ = {};
};

}  // namespace awl

#endif  // AWL_RULE_HOST_TABLE_H_
