#ifndef AWL_CONFIG_H_
#define AWL_CONFIG_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "awl/rule.h"

namespace awl {

class PatternSet;

enum class Profile : std::uint8_t { kRecommended, kStrict, kAwesomeLint, kIndex };

// What a config says of a rule's severity.
enum class Level : std::uint8_t { kOff, kInfo, kWarning, kError };

// Where a setting was written; line and column are 1-based, 0 where it came from the command line.
struct ConfigMark {
  std::string path = {};
  int line = 0;
  int column = 0;
};

// One key under `rules`: a rule or a group.
struct RuleSetting {
  std::string name;
  // Unset: as the profile has it; setting options alone turns nothing on.
  std::optional<Level> level = {};
  std::vector<OptionValue> options = {};
  ConfigMark mark = {};
};

// `overrides`: settings for some files or sections. Empty globs match everything.
struct Override {
  std::vector<std::string> paths = {};
  std::vector<std::string> sections = {};  // globs over heading texts
  std::vector<RuleSetting> rules = {};
};

// What a run was asked to do: the config file, what it extends, and the command line, merged. Later
// settings win.
struct Config {
  Profile profile = Profile::kRecommended;
  std::vector<RuleSetting> rules = {};
  std::vector<std::string> lists = {};    // globs of files that are lists
  std::vector<std::string> exclude = {};  // globs of files not to check
  std::vector<Override> overrides = {};
  // From --select and --ignore: rule or group names. A non-empty selection turns off all that it
  // does not name.
  std::vector<std::string> select = {};
  std::vector<std::string> ignore = {};
  std::shared_ptr<const PatternSet> patterns = {};  // the list's own rules; null if it has none
  std::string path = {};                            // of the config file; empty if there was none
  std::string root = {};                            // the folder that globs are relative to
};

}  // namespace awl

#endif  // AWL_CONFIG_H_
