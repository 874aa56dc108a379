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

// How `awl links` treats the hosts that a glob matches. Times are in milliseconds; 0: as all.
struct LinkHost {
  std::string glob = {};
  bool skip = false;
  std::int64_t interval = 0;
  int per_host = 0;
  std::vector<int> accept = {};  // statuses that are alive
};

// `links` in a config: for `awl links`, and where what it has seen is kept.
struct LinkSettings {
  std::string state = {};  // relative to the config's folder; empty: none
  int dead_runs = 2;
  int dead_days = 3;
  int dead_after_alive = 28;
  int unreachable_runs = 4;
  int unreachable_days = 28;
  std::int64_t fresh = 6 * 86400;         // seconds
  std::vector<std::string> exclude = {};  // globs over URLs
  std::vector<LinkHost> hosts = {};
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
  LinkSettings links = {};
  // Which rules about links and projects are on beside those that are named: those with
  // WebUse::kWithState, for which `links.state` must be set; in `awl links` these alone.
  bool is_link_run = false;
  std::string path = {};  // of the config file; empty if there was none
  std::string root = {};  // the folder that globs are relative to
};

}  // namespace awl

#endif  // AWL_CONFIG_H_
