#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "cli/choices.h"
#include "cli/commands.h"
#include "cli/rule_text.h"
#include "config/load_config.h"
#include "config/names.h"
#include "config/schema.h"
#include "text/excerpt.h"
#include "text/log_text.h"

namespace awl {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kFormats[] = {"text", "json"};

Json OptionsOf(const RuleInfo& rule) {
  Json options = Json::array();
  static constexpr std::string_view kTypes[] = {"bool", "count",   "string",
                                                "enum", "strings", "map"};
  for (const OptionInfo& option : rule.options) {
    Json out = {{"name", option.name},
                {"type", kTypes[static_cast<int>(option.type)]},
                {"default", DefaultOf(option)},
                {"summary", option.summary}};
    if (option.type == OptionType::kEnum) out["choices"] = ChoicesOf(option);
    options.push_back(std::move(out));
  }
  return options;
}

Json AsJson(const std::vector<const RuleInfo*>& rules) {
  Json out = Json::array();
  for (const RuleInfo* rule : rules) {
    Json aliases = Json::array();
    for (const std::string_view alias : rule->aliases) aliases.push_back(alias);
    Json profiles = Json::array();
    for (const std::string_view profile : ProfilesOf(*rule)) profiles.push_back(profile);
    out.push_back({{"name", rule->name},
                   {"group", rule->group},
                   {"summary", rule->summary},
                   {"severity", NameOfSeverity(rule->severity)},
                   {"layout", rule->layout},
                   {"fix", NameOfFix(rule->fix)},
                   {"aliases", std::move(aliases)},
                   {"options", OptionsOf(*rule)},
                   {"profiles", std::move(profiles)}});
  }
  return out;
}

// Name, severity, fix, profiles by their first letters, summary; a blank line between groups.
std::string AsText(const std::vector<const RuleInfo*>& rules) {
  std::size_t name_width = 0;
  for (const RuleInfo* rule : rules) name_width = std::max(name_width, rule->name.size());
  std::string out;
  std::string_view group;
  const auto padded = [](std::string_view text, std::size_t width) {
    return Cat(text, std::string(width - std::min(width, text.size()), ' '));
  };
  for (const RuleInfo* rule : rules) {
    if (!group.empty() && rule->group != group) out += '\n';
    group = rule->group;
    std::string flags;
    for (const std::string_view profile : ProfileNames()) {
      const bool has = (rule->profiles & FlagOf(*ParseProfile(profile))) != 0;
      flags += has ? AsciiUpper(profile.front()) : '-';
    }
    out += Cat(padded(rule->name, name_width), "  ", padded(NameOfSeverity(rule->severity), 7),
               "  ", padded(rule->fix == FixKind::kNone ? "" : NameOfFix(rule->fix), 6), "  ",
               flags, "  ", Printable(rule->summary), "\n");
  }
  return Cat(out, "\n", rules.size(),
             " rules; fix: safe, unsafe or both; profiles: Recommended, Strict, Awesome-lint, "
             "Index. awl explain RULE says more.\n");
}

}  // namespace

int RunRules(const RulesOptions& options, Context& context) {
  if (std::find(std::begin(kFormats), std::end(kFormats), options.format) == std::end(kFormats)) {
    return Fail(context, BadChoice("--format", kFormats, options.format));
  }
  std::optional<Profile> profile;
  if (!options.profile.empty()) {
    profile = ParseProfile(options.profile);
    if (!profile) return Fail(context, BadChoice("--profile", ProfileNames(), options.profile));
  }
  const Result<LoadedConfig> loaded = LoadConfig(context.files, {}, {});
  if (!loaded) return Fail(context, loaded.error().message);
  std::vector<const RuleInfo*> rules;
  for (const RuleInfo* rule : AllRules(loaded->config)) {
    if (!profile || (rule->profiles & FlagOf(*profile)) != 0) rules.push_back(rule);
  }
  std::stable_sort(rules.begin(), rules.end(),
                   [](const RuleInfo* a, const RuleInfo* b) { return a->group < b->group; });
  const std::string text =
      options.format == "json" ? AsJson(rules).dump(2) + "\n" : LogText(AsText(rules));
  return context.out.Write(text) ? kExitClean : kExitFailure;
}

}  // namespace awl
