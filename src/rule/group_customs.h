#ifndef AWL_RULE_GROUP_CUSTOMS_H_
#define AWL_RULE_GROUP_CUSTOMS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace awl {

// Finds the groups of entries (List::entry_groups) that agree to the last one on how they write
// something. Where the rest of the list writes it otherwise, so many do not slip: it is their
// custom, and a rule leaves it to people whether the group should follow the list.
class GroupCustoms {
 public:
  static constexpr std::size_t kFewest = 5;
  static constexpr int kMostChoices = 6;

  GroupCustoms() = default;
  // For what is lost when a group follows the list: `fewest` entries have a custom, if `percent` of
  // them agree.
  GroupCustoms(std::size_t fewest, std::size_t percent) : fewest_(fewest), percent_(percent) {}

  // An entry of `group` writes it in the form `choice`, from 0 to kMostChoices - 1.
  void Vote(std::uint32_t group, int choice) {
    if (group >= votes_.size()) votes_.resize(group + 1);
    Votes& votes = votes_[group];
    ++votes.all;
    ++votes.by_choice[static_cast<std::size_t>(choice)];
  }

  // True if the group has a custom other than `wanted`.
  bool Differs(std::uint32_t group, int wanted) const {
    if (group >= votes_.size() || votes_[group].all < fewest_) return false;
    const Votes& votes = votes_[group];
    for (int choice = 0; choice < kMostChoices; ++choice) {
      const std::size_t count = votes.by_choice[static_cast<std::size_t>(choice)];
      if (choice != wanted && count > 0 && 100 * count >= percent_ * votes.all) return true;
    }
    return false;
  }

 private:
  struct Votes {
    std::size_t all = 0;
    std::array<std::uint32_t, kMostChoices> by_choice = {};
  };
  std::size_t fewest_ = kFewest;
  std::size_t percent_ = 100;
  std::vector<Votes> votes_;  // by group: these are numbered from 0
};

}  // namespace awl

#endif  // AWL_RULE_GROUP_CUSTOMS_H_
