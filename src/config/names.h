#ifndef AWL_CONFIG_NAMES_H_
#define AWL_CONFIG_NAMES_H_

#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "awl/config.h"
#include "awl/rule.h"

namespace awl {

// How configs and command lines write profiles and levels.
std::span<const std::string_view> ProfileNames();
std::span<const std::string_view> LevelNames();
std::string_view NameOf(Profile profile);
std::string_view NameOf(Level level);
std::optional<Profile> ParseProfile(std::string_view name);
std::optional<Level> ParseLevel(std::string_view name);
// The flag that RuleInfo::profiles has for the rules of `profile`.
ProfileFlag FlagOf(Profile profile);

// The rule that awl comes with of that name, built in or a shipped pattern, or null.
const RuleInfo* FindRule(std::string_view name);
// The same, or one of the list's own.
const RuleInfo* FindRule(const Config& config, std::string_view name);
// The built-in rules, the shipped patterns, and the list's own, in this order.
std::vector<const RuleInfo*> AllRules(const Config& config,
                                      std::span<const RuleInfo> builtin = BuiltinRules());
// The built-in rules that one of the peers calls so ("MD009", "remark-lint:list-item-indent",
// "list-item-indent"; letter case does not count): one of theirs may be several of ours.
std::vector<const RuleInfo*> RulesOfAlias(std::string_view alias);

// What may stand where a rule or a group is named: the rules that awl comes with, their groups, and
// the list's own rules. Views into static storage and into what AddOwn was given.
class RuleNames {
 public:
  RuleNames();

  // Adds a rule that the list itself declares; false if the name is taken.
  bool AddOwn(std::string_view name);

  bool IsGroup(std::string_view name) const;
  bool IsOwn(std::string_view name) const;
  bool Contains(std::string_view name) const;
  // "unknown rule \"toc-oder\"; did you mean \"toc-order\"?"
  std::string Unknown(std::string_view name) const;

 private:
  std::vector<std::string_view> groups_;
  std::set<std::string, std::less<>> own_;  // copies: the file that named them may be gone
};

}  // namespace awl

#endif  // AWL_CONFIG_NAMES_H_
