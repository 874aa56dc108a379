#ifndef AWL_CONFIG_LOAD_CONFIG_H_
#define AWL_CONFIG_LOAD_CONFIG_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "awl/config.h"
#include "base/file_system.h"
#include "base/result.h"

namespace awl {

// What the command line says about the config.
struct ConfigRequest {
  std::string path = {};  // --config FILE; empty: look for one
  bool found = false;     // `path` is what FindConfig found: nobody named it
  bool none = false;      // --no-config
  std::optional<Profile> profile = {};
  std::vector<std::string> select = {};
  std::vector<std::string> ignore = {};
  // Whether git tracks the file at a resolved path. Errors show nothing of files that only the
  // config names unless it does. Not set: it does not.
  std::function<bool(const std::string&)> is_tracked = {};
};

struct LoadedConfig {
  Config config = {};
  // Where they were said: line 0 means the command line, an empty path too the default.
  ConfigMark profile_mark = {};
  std::vector<ConfigMark> list_marks = {};     // one for each of config.lists
  std::vector<ConfigMark> exclude_marks = {};  // one for each of config.exclude
};

// The config file that holds for `folder`: the nearest `.awl.yaml` or `awl.yaml` upward to the root
// of the repository. Empty if there is none; an error if a folder has both.
Result<std::string> FindConfig(const FileSystem& files, const std::string& folder);

// Reads a file of patterns: a list of them, or a config file. `path` is as on the command line.
Result<std::shared_ptr<const PatternSet>> LoadPatterns(const FileSystem& files,
                                                       const std::string& path);

// Reads the config that holds for `folder` with all that it extends, and merges the command line
// into it. Files that it extends come first, so that later settings win; the last profile named
// holds, the command line's before all. Everything wrong with the files is in the error, up to some
// number of messages.
Result<LoadedConfig> LoadConfig(const FileSystem& files, const ConfigRequest& request,
                                const std::string& folder);

}  // namespace awl

#endif  // AWL_CONFIG_LOAD_CONFIG_H_
