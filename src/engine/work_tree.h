#ifndef AWL_ENGINE_WORK_TREE_H_
#define AWL_ENGINE_WORK_TREE_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/fence.h"
#include "base/file_system.h"
#include "base/process.h"
#include "base/result.h"
#include "engine/changed_lines.h"
#include "rule/repository.h"

namespace awl {

// What a revision has at a path.
struct TreeEntry {
  enum class Kind : std::uint8_t { kFile, kLink, kOther };
  Kind kind = Kind::kOther;
  std::string id = {};  // of the blob
};

// A git work tree, or a folder that stands in for one. What git knows is asked for once, when it is
// first needed, in bounded time and size; where git cannot tell, the answer is none. The folder may
// be hostile: git runs nothing that its configuration names (hooks, filters, monitors, pagers,
// external diffs, transports), and no path leads out of it. Calls may come from any thread.
class WorkTree {
 public:
  // `root`: absolute, without links. With `has_git` false or `run_git` null nothing but the files
  // is known.
  WorkTree(const FileSystem& files, std::string root, bool has_git, ProcessRunner run_git);
  WorkTree(const WorkTree&) = delete;
  WorkTree& operator=(const WorkTree&) = delete;

  const std::string& root() const { return root_; }
  bool has_git() const { return has_git_; }
  // Around what the folder holds.
  const Fence& fence() const { return fence_; }

  // Tracked, or untracked and not ignored; relative to the root; sorted.
  const std::vector<std::string>& Files();
  // False where git does not say.
  bool IsTracked(std::string_view path);
  bool Exists(std::string_view path);
  std::optional<std::string> Read(std::string_view path);
  std::optional<bool> HasAnchor(std::string_view path, std::string_view id);
  // The file is no longer what HasAnchor has read.
  void ForgetAnchors(std::string_view path);
  std::optional<std::string> RemoteUrl();
  std::optional<std::string> DefaultBranch();
  std::optional<std::int64_t> FirstCommitTime();
  std::vector<std::string> Revisions(std::string_view path, std::size_t at_most);
  std::optional<std::string> ReadAt(std::string_view path, std::string_view revision);
  // All files of a revision by path. An Error if it is unknown or git fails.
  Result<std::map<std::string, TreeEntry>> EntriesAt(const std::string& revision);
  Result<std::string> Blob(const std::string& id);

  // The lines of a file that are not as in some revision, counted from 0 and ended by LF alone, as
  // git does.
  struct LineSpan {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
  };
  struct Changes {
    std::map<std::string, std::vector<LineSpan>, std::less<>> changed = {};
    std::vector<std::string> tracked = {};  // sorted; all others are new as a whole
  };
  // Against the files as they are now. An Error if `revision` is unknown or git fails. `revision`
  // must be the same in each call.
  const Result<Changes>& ChangedSince(const std::string& revision);

 private:
  Result<ProcessResult> Git(std::vector<std::string> arguments);
  Result<std::string> GitOutput(std::vector<std::string> arguments);
  bool TrustAsSystemDoes();
  // The commit that a revision is, which may look like an option.
  Result<std::string> CommitOf(std::string_view revision);
  void ReadConfig();
  std::string Setting(const std::string& key) const;
  const std::string& CurrentRemote();
  void ListFiles();
  void Walk();
  std::optional<Error> FindOtherEncoding(const Changes& changes);

  const FileSystem& fs_;
  const std::string root_;
  const bool has_git_;
  const ProcessRunner run_git_;
  const Fence fence_;

  // Guards everything below. Filled on demand.
  std::mutex mutex_;
  bool config_read_ = false;
  bool git_works_ = false;
  std::vector<std::pair<std::string, std::string>> config_;
  bool asked_system_ = false;
  // Settings for every call: what would run something is off.
  std::vector<std::pair<std::string, std::string>> disarmed_;
  std::optional<std::vector<std::string>> files_;
  std::optional<std::string> current_remote_;
  std::optional<std::optional<std::string>> default_branch_;
  std::optional<std::optional<std::int64_t>> first_commit_;
  std::optional<Result<Changes>> changes_;
  // What Revisions last answered about one file, by the number asked for: an editor asks the same
  // at each keystroke.
  std::string revisions_of_;
  std::map<std::size_t, std::vector<std::string>> revisions_;
  // Files that other files link places of; null where one cannot be read.
  struct ParsedFile;
  std::map<std::string, std::shared_ptr<const ParsedFile>, std::less<>> parsed_;
};

// Reads what `git diff -U0` prints: the changed lines of each new file.
std::map<std::string, std::vector<WorkTree::LineSpan>, std::less<>> ParseDiff(
    std::string_view diff);

// A work tree seen from one of its files.
class FileRepository final : public Repository {
 public:
  // `path` is relative to the root. `checked` and `tree` must outlive this.
  FileRepository(WorkTree& tree, std::string path, std::span<const CheckedFile> checked)
      : tree_(tree), path_(std::move(path)), checked_(checked) {}

  std::string_view path() const override { return path_; }
  std::span<const CheckedFile> checked_files() const override { return checked_; }
  std::span<const std::string> files() const override { return tree_.Files(); }
  bool Exists(std::string_view path) const override { return tree_.Exists(path); }
  std::optional<std::string> Read(std::string_view path) const override { return tree_.Read(path); }
  std::optional<bool> HasAnchor(std::string_view path, std::string_view id) const override {
    return tree_.HasAnchor(path, id);
  }
  std::optional<std::string> remote_url() const override { return tree_.RemoteUrl(); }
  std::optional<std::string> default_branch() const override { return tree_.DefaultBranch(); }
  std::optional<std::int64_t> first_commit_time() const override { return tree_.FirstCommitTime(); }
  std::vector<std::string> Revisions(std::size_t at_most) const override {
    return tree_.Revisions(path_, at_most);
  }
  std::optional<std::string> ReadAt(std::string_view revision) const override {
    return tree_.ReadAt(path_, revision);
  }

 private:
  WorkTree& tree_;
  const std::string path_;
  const std::span<const CheckedFile> checked_;
};

// The work trees that files of a run lie in, each opened once. Calls may come from any thread.
class WorkTrees {
 public:
  // `run_git` runs git, and nothing else; null: what only git knows is not known.
  WorkTrees(const FileSystem& files, ProcessRunner run_git)
      : fs_(files), run_git_(std::move(run_git)) {}

  // The work tree that holds the folder (absolute, without links), or null.
  WorkTree* Find(const std::string& folder);
  // As Find, but a folder outside any work tree stands for itself.
  WorkTree* FindOrFolder(const std::string& folder);
  // Whether git tracks the file (absolute, without links).
  bool IsTracked(const std::string& file);

 private:
  const FileSystem& fs_;
  const ProcessRunner run_git_;
  std::mutex mutex_;
  std::map<std::string, WorkTree*> by_folder_;
  std::map<std::string, std::unique_ptr<WorkTree>> trees_;    // by root
  std::map<std::string, std::unique_ptr<WorkTree>> folders_;  // outside any work tree
};

}  // namespace awl

#endif  // AWL_ENGINE_WORK_TREE_H_
