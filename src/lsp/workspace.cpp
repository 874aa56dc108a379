#include "lsp/workspace.h"

#include <set>
#include <utility>

#include "base/strings.h"
#include "config/yaml.h"

namespace awl::lsp {

Workspace::Workspace(const FileSystem& stored, ProcessRunner run_process)
    : files_(stored),
      run_process_(std::move(run_process)),
      trees_(std::make_unique<WorkTrees>(files_, run_process_)) {}

void Workspace::set_profile(std::optional<Profile> profile) {
  if (profile == profile_) return;
  profile_ = profile;
  ++epoch_;
  configs_.clear();
  without_config_.clear();
}

ConfigRequest Workspace::RequestFor(const std::string& config) {
  return {.path = config,
          .found = true,
          .none = config.empty(),
          .profile = profile_,
          .is_tracked = [this](const std::string& file) { return trees_->IsTracked(file); }};
}

Result<std::shared_ptr<const Setup>> Workspace::SetupFor(const FileName& file) {
  const std::string folder =
      file.path.empty() ? file.folder : std::string(FolderOf(files_.Resolve(file.path)));
  Result<std::string> config = FindConfig(files_, folder);
  if (!config) return config.error();
  return config->empty() ? WithoutConfig(folder) : Load(*config, folder);
}

Result<std::shared_ptr<const Setup>> Workspace::WithoutConfig(const std::string& folder) {
  Result<LoadedConfig> loaded = LoadConfig(files_, RequestFor({}), folder);
  if (!loaded) return loaded.error();
  std::shared_ptr<const Setup>& setup = without_config_[loaded->config.root];
  if (setup == nullptr) setup = std::make_shared<const Setup>(std::move(*loaded));
  return setup;
}

Result<std::shared_ptr<const Setup>> Workspace::Load(const std::string& config,
                                                     const std::string& folder) {
  // Not every client watches files.
  const Result<FileContents> contents = files_.Read(config, kYamlMaxBytes + 1);
  std::string bytes = contents ? contents->bytes : contents.error().message;
  Known& state = configs_[config];
  if (state.bytes != bytes) {
    state.bytes = std::move(bytes);
    ++epoch_;
    Result<LoadedConfig> loaded = LoadConfig(files_, RequestFor(config), folder);
    state.error = loaded ? std::string() : loaded.error().message;
    if (loaded) state.setup = std::make_shared<const Setup>(std::move(*loaded));
    if (!state.error.empty() || config_errors_.contains(config)) {
      config_errors_[config] = state.error;
    }
  }
  if (state.setup == nullptr) return Error{state.error};
  return state.setup;
}

Result<Outcome> Workspace::RunOn(const FileName& file, RunOptions options) {
  Result<std::shared_ptr<const Setup>> setup = SetupFor(file);
  if (!setup) return setup.error();
  return RunWith(std::move(*setup), file, std::move(options));
}

Result<Outcome> Workspace::RunOnly(const FileName& file, std::vector<std::string> rules,
                                   RunOptions options) {
  const Result<std::shared_ptr<const Setup>> setup = SetupFor(file);
  if (!setup) return setup.error();
  LoadedConfig config = (*setup)->config;
  config.config.select = std::move(rules);
  return RunWith(std::make_shared<const Setup>(std::move(config)), file, std::move(options));
}

std::vector<FoundFile> Workspace::MarkdownFiles(const std::vector<std::string>& folders) {
  std::vector<FoundFile> out;
  std::set<std::string> seen;
  for (const std::string& folder : folders) {
    const Result<std::shared_ptr<const Setup>> setup = SetupFor({.path = {}, .folder = folder});
    if (!setup) continue;
    Discovery found = FindFiles(files_, *trees_, (*setup)->config.config, {folder}, {});
    for (FoundFile& file : found.files) {
      if (seen.insert(file.real).second) out.push_back(std::move(file));
    }
  }
  return out;
}

Result<Outcome> Workspace::RunWith(std::shared_ptr<const Setup> setup, const FileName& file,
                                   RunOptions options) {
  options.paths = {file.path.empty() ? "-" : file.path};
  options.force_exclude = true;
  options.jobs = 1;
  options.run_process = run_process_;
  options.trees = trees_.get();
  Outcome outcome{.setup = std::move(setup), .report = {}};
  const RunResult result =
      awl::Run(outcome.setup->linter, files_, options, [&outcome](FileReport report) {
        outcome.report = std::move(report);
        return true;
      });
  if (!result.errors.empty()) return Error{result.errors.front()};
  if (outcome.report.source == nullptr && !outcome.report.error.empty()) {
    return Error{outcome.report.error};
  }
  return outcome;
}

void Workspace::FileChanged(const std::string& path) {
  WorkTree* tree = trees_->Find(std::string(FolderOf(path)));
  if (tree != nullptr) tree->ForgetAnchors(path.substr(JoinPath(tree->root(), "").size()));
}

void Workspace::Forget() {
  ++epoch_;
  trees_ = std::make_unique<WorkTrees>(files_, run_process_);
  // Those that they extend may have changed.
  for (auto& [path, known] : configs_) known.bytes.reset();
  without_config_.clear();
}

}  // namespace awl::lsp
