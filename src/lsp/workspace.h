#ifndef AWL_LSP_WORKSPACE_H_
#define AWL_LSP_WORKSPACE_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "awl/config.h"
#include "awl/linter.h"
#include "base/process.h"
#include "config/load_config.h"
#include "engine/discovery.h"
#include "engine/runner.h"
#include "engine/work_tree.h"
#include "lsp/overlay_files.h"

namespace awl::lsp {

// A config with the rules that it selects.
struct Setup {
  explicit Setup(LoadedConfig loaded) : config(std::move(loaded)), linter(config.config) {}

  const LoadedConfig config;
  const Linter linter;
};

// What a run came to for one file; without a source where the config excludes it. The findings
// point into the setup.
struct Outcome {
  std::shared_ptr<const Setup> setup;
  FileReport report;
};

// What a file is called where it is checked.
struct FileName {
  std::string path = {};    // absolute; empty: a text without a file
  std::string folder = {};  // where the config of such a text is looked for
};

// Checks files as `awl check --force-exclude FILE` does, by the same Run, over what is open in the
// editor. What it knows of configs and work trees it keeps from one check to the next, until it is
// told to forget it. For one thread.
class Workspace {
 public:
  Workspace(const FileSystem& stored, ProcessRunner run_process);

  OverlayFiles& files() { return files_; }
  WorkTrees& trees() { return *trees_; }
  // "" or the name of a profile, as for --profile.
  void set_profile(std::optional<Profile> profile);

  // The config that holds for the file. A config that has become faulty holds as it was.
  Result<std::shared_ptr<const Setup>> SetupFor(const FileName& file);
  // `options` say all but the path.
  Result<Outcome> RunOn(const FileName& file, RunOptions options);
  Result<Outcome> Check(const FileName& file) { return RunOn(file, {}); }
  // The same with these rules or groups alone, whatever the config says of them.
  Result<Outcome> RunOnly(const FileName& file, std::vector<std::string> rules, RunOptions options);

  // Those that `awl check` checks in the folders, each once.
  std::vector<FoundFile> MarkdownFiles(const std::vector<std::string>& folders);

  // Rises when something else than texts changed that findings rest on.
  std::uint64_t epoch() const { return epoch_; }

  // The text of an open file changed, or it was opened or closed.
  void FileChanged(const std::string& path);
  // Files may have come, gone or changed on disk, or what git knows may have.
  void Forget();

  // By config file: what is wrong with it, as `awl check` prints it. Those that were faulty once
  // stay with an empty text.
  const std::map<std::string, std::string>& config_errors() const { return config_errors_; }

 private:
  // A config file as it was read last.
  struct Known {
    std::optional<std::string> bytes = {};         // nothing: it must be read again
    std::shared_ptr<const Setup> setup = nullptr;  // the last one without faults
    std::string error = {};
  };
  Result<std::shared_ptr<const Setup>> Load(const std::string& config, const std::string& folder);
  Result<std::shared_ptr<const Setup>> WithoutConfig(const std::string& folder);
  ConfigRequest RequestFor(const std::string& config);
  Result<Outcome> RunWith(std::shared_ptr<const Setup> setup, const FileName& file,
                          RunOptions options);

  OverlayFiles files_;
  const ProcessRunner run_process_;
  std::optional<Profile> profile_;
  std::uint64_t epoch_ = 0;
  std::unique_ptr<WorkTrees> trees_;
  std::map<std::string, Known> configs_;                                // by their path
  std::map<std::string, std::shared_ptr<const Setup>> without_config_;  // by root
  std::map<std::string, std::string> config_errors_;
};

}  // namespace awl::lsp

#endif  // AWL_LSP_WORKSPACE_H_
