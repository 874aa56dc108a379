#ifndef AWL_CONFIG_READ_RULES_H_
#define AWL_CONFIG_READ_RULES_H_

#include <string>
#include <string_view>
#include <vector>

#include "awl/config.h"
#include "config/names.h"
#include "config/problems.h"
#include "config/yaml.h"

namespace awl {

// One file while it is read.
struct ConfigFile {
  const Source& source;
  const RuleNames& names;
  ConfigProblems& problems;

  void Fail(Range range, std::string_view message) const { problems.Add(source, range, message); }
  ConfigMark MarkAt(Range range) const;
  // The texts of a list, or of a single text; anything else is a problem.
  // One glob, or a list of them.
  std::vector<std::string> Globs(const YamlNode& node, std::string_view what) const;
  // Reports the keys of `map` that are none of `known`.
  void CheckKeys(const YamlNode& map, std::span<const std::string_view> known) const;
};

// `rules:` of a config or an override: rule or group to level, or to a map of options.
std::vector<RuleSetting> ReadRules(const ConfigFile& file, const YamlNode& node);

}  // namespace awl

#endif  // AWL_CONFIG_READ_RULES_H_
