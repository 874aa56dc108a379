#include "config/names.h"

#include <algorithm>

#include "base/strings.h"
#include "base/suggest.h"
#include "pattern/pattern_set.h"
#include "rule/registry.h"
#include "text/excerpt.h"

namespace awl {
namespace {

constexpr std::string_view kProfileNames[] = {"recommended", "strict", "awesome-lint", "index"};
constexpr std::string_view kLevelNames[] = {"off", "info", "warning", "error"};

template <typename Enum>
std::optional<Enum> Parse(std::span<const std::string_view> names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

// "markdownlint" for MD001, else what stands before the colon.
std::string_view PeerOf(std::string_view alias) {
  const std::size_t colon = alias.find(':');
  return colon == std::string_view::npos ? "markdownlint" : alias.substr(0, colon);
}

// The alias of `rule` that `name` means.
std::string_view AliasOf(const RuleInfo& rule, std::string_view name) {
  for (const std::string_view alias : rule.aliases) {
    if (EqualsIgnoreAsciiCase(alias, name) || EqualsIgnoreAsciiCase(WithoutTool(alias), name)) {
      return alias;
    }
  }
  return {};
}

}  // namespace

std::span<const std::string_view> ProfileNames() { return kProfileNames; }
std::span<const std::string_view> LevelNames() { return kLevelNames; }
std::string_view NameOf(Profile profile) { return kProfileNames[static_cast<int>(profile)]; }
std::string_view NameOf(Level level) { return kLevelNames[static_cast<int>(level)]; }

std::optional<Profile> ParseProfile(std::string_view name) {
  return Parse<Profile>(kProfileNames, name);
}

std::optional<Level> ParseLevel(std::string_view name) { return Parse<Level>(kLevelNames, name); }

ProfileFlag FlagOf(Profile profile) {
  return static_cast<ProfileFlag>(1u << static_cast<unsigned>(profile));
}
static_assert(kRecommended == 1u << static_cast<unsigned>(Profile::kRecommended));
static_assert(kStrict == 1u << static_cast<unsigned>(Profile::kStrict));
static_assert(kAwesomeLint == 1u << static_cast<unsigned>(Profile::kAwesomeLint));
static_assert(kIndex == 1u << static_cast<unsigned>(Profile::kIndex));

const RuleInfo* FindRule(std::string_view name) {
  const std::span<const RuleInfo> rules = BuiltinRules();
  const auto found =
      std::lower_bound(rules.begin(), rules.end(), name,
                       [](const RuleInfo& rule, std::string_view n) { return rule.name < n; });
  if (found != rules.end() && found->name == name) return &*found;
  return ShippedPatterns().Find(name);
}

const RuleInfo* FindRule(const Config& config, std::string_view name) {
  if (const RuleInfo* rule = FindRule(name)) return rule;
  return config.patterns == nullptr ? nullptr : config.patterns->Find(name);
}

std::vector<const RuleInfo*> AllRules(const Config& config, std::span<const RuleInfo> builtin) {
  std::vector<const RuleInfo*> out;
  const auto add = [&](std::span<const RuleInfo> rules) {
    for (const RuleInfo& rule : rules) out.push_back(&rule);
  };
  add(builtin);
  add(ShippedPatterns().rules());
  if (config.patterns != nullptr) add(config.patterns->rules());
  return out;
}

std::vector<const RuleInfo*> RulesOfAlias(std::string_view alias) {
  std::vector<const RuleInfo*> out;
  for (const RuleInfo& rule : BuiltinRules()) {
    if (rule.name != alias && IsNameOf(rule, alias)) out.push_back(&rule);
  }
  return out;
}

RuleNames::RuleNames() {
  for (const RuleInfo& rule : BuiltinRules()) groups_.push_back(rule.group);
  groups_.push_back(kPatternGroup);
  std::sort(groups_.begin(), groups_.end());
  groups_.erase(std::unique(groups_.begin(), groups_.end()), groups_.end());
}

bool RuleNames::AddOwn(std::string_view name) {
  if (Contains(name)) return false;
  return own_.emplace(name).second;
}

bool RuleNames::IsGroup(std::string_view name) const {
  return std::binary_search(groups_.begin(), groups_.end(), name);
}

bool RuleNames::IsOwn(std::string_view name) const { return own_.count(name) != 0; }

bool RuleNames::Contains(std::string_view name) const {
  return FindRule(name) != nullptr || IsGroup(name) || IsOwn(name);
}

std::string RuleNames::Unknown(std::string_view name) const {
  const std::string shown = Printable(name);
  const std::vector<const RuleInfo*> ours = RulesOfAlias(name);
  if (!ours.empty()) {
    std::string names;
    for (const RuleInfo* rule : ours) {
      names += Cat(names.empty()         ? "\""
                   : rule == ours.back() ? " and \""
                                         : ", \"",
                   rule->name, "\"");
    }
    return Cat("\"", shown, "\" is ", PeerOf(AliasOf(*ours.front(), name)), "'s name; awl's ",
               ours.size() == 1 ? "is " : "are ", names);
  }
  std::vector<std::string_view> candidates;
  for (const RuleInfo& rule : BuiltinRules()) candidates.push_back(rule.name);
  for (const RuleInfo& rule : ShippedPatterns().rules()) candidates.push_back(rule.name);
  candidates.insert(candidates.end(), groups_.begin(), groups_.end());
  candidates.insert(candidates.end(), own_.begin(), own_.end());
  return Cat("unknown rule \"", shown, "\"", DidYouMean(name, candidates));
}

}  // namespace awl
