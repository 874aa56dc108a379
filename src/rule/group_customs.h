#ifndef AWL_RULE_GROUP_CUSTOMS_H_
#define AWL_RULE_GROUP_CUSTOMS_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <unordered_map>

namespace awl {

// Finds the groups of entries (List::entry_groups) that agree to the last one on how they write
// something. Where the rest of the list writes it otherwise, so many do not slip: it is their
// custom, and a rule leaves it to people whether the group should follow the list.
class GroupCustoms {
 public:
  static constexpr std::size_t kFewest = 5;

  GroupCustoms() = default;
  // For what is lost when a group follows the list: `fewest` entries have a custom, if `percent` of
  // them agree.
  GroupCustoms(std::size_t fewest, std::size_t percent) : fewest_(fewest), percent_(percent) {}

  // An entry of `group` writes it in the form `choice`.
  void Vote(std::uint32_t group, int choice) {
    Votes& votes = votes_[group];
    ++votes.all;
    ++votes.by_choice[choice];
  }

  // True if the group has a custom other than `wanted`.
  bool Differs(std::uint32_t group, int wanted) const {
    const auto found = votes_.find(group);
    if (found == votes_.end() || found->second.all < fewest_) return false;
    const Votes& votes = found->second;
    return std::any_of(votes.by_choice.begin(), votes.by_choice.end(), [&](const auto& one) {
      return one.first != wanted && 100 * one.second >= percent_ * votes.all;
    });
  }

 private:
  struct Votes {
    std::size_t all = 0;
    std::map<int, std::size_t> by_choice = {};
  };
  std::size_t fewest_ = kFewest;
  std::size_t percent_ = 100;
  std::unordered_map<std::uint32_t, Votes> votes_;
};

}  // namespace awl

#endif  // AWL_RULE_GROUP_CUSTOMS_H_
