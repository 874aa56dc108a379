#ifndef AWL_RULE_GROUP_CUSTOMS_H_
#define AWL_RULE_GROUP_CUSTOMS_H_

#include <cstddef>
#include <cstdint>
#include <unordered_map>

namespace awl {

// Finds the groups of entries (List::entry_groups) that agree to the last one on how they write
// something. Where the rest of the list writes it otherwise, so many do not slip: it is their
// custom, and a rule leaves it to people whether the group should follow the list.
class GroupCustoms {
 public:
  static constexpr std::size_t kFewest = 5;

  // An entry of `group` writes it in the form `choice`.
  void Vote(std::uint32_t group, int choice) {
    Votes& votes = votes_[group];
    if (votes.count++ == 0) votes.choice = choice;
    votes.agree &= votes.choice == choice;
  }

  // True if the group has a custom other than `wanted`.
  bool Differs(std::uint32_t group, int wanted) const {
    const auto found = votes_.find(group);
    return found != votes_.end() && found->second.agree && found->second.count >= kFewest &&
           found->second.choice != wanted;
  }

 private:
  struct Votes {
    std::size_t count = 0;
    int choice = 0;
    bool agree = true;
  };
  std::unordered_map<std::uint32_t, Votes> votes_;
};

}  // namespace awl

#endif  // AWL_RULE_GROUP_CUSTOMS_H_
