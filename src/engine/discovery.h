#ifndef AWL_ENGINE_DISCOVERY_H_
#define AWL_ENGINE_DISCOVERY_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "awl/config.h"
#include "base/file_system.h"
#include "engine/work_tree.h"

namespace awl {

// A file to check.
struct FoundFile {
  std::string path;         // as reports print it; "-" for standard input
  std::string real;         // absolute, without links
  std::string config_path;  // relative to the config's folder, for its globs
  bool named = false;       // on the command line, or the readme of the current folder
  // kFollow: the user named the file, so it may be anywhere.
  Links links = Links::kRefuse;
};

struct Discovery {
  std::vector<FoundFile> files = {};  // each once, in the order of the paths, sorted in a folder
  std::size_t excluded = 0;           // files that the config's `exclude` takes out
  std::vector<std::string> errors = {};
};

struct FindOptions {
  bool force_exclude = false;  // the config's `exclude` is for named files, too
  // Nobody has named the paths: no link leads out of the work tree.
  bool fenced = false;
};

// The files that `paths` mean: themselves; of a folder every .md and .markdown that git does not
// ignore, or outside git all but those below dot-folders; without any path the readme of the
// current folder. Links in folders are not followed.
Discovery FindFiles(const FileSystem& fs, WorkTrees& trees, const Config& config,
                    const std::vector<std::string>& paths, const FindOptions& options);

// `real` relative to the config's folder; as it is where it lies outside.
std::string ConfigPath(const FileSystem& fs, const Config& config, const std::string& real);

bool IsReadme(std::string_view path);

// The root of the repository around `folder`, absolute, or "".
std::string RepositoryRoot(const FileSystem& files, const std::string& folder);

}  // namespace awl

#endif  // AWL_ENGINE_DISCOVERY_H_
