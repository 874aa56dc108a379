#ifndef AWL_ENGINE_REVISION_FILES_H_
#define AWL_ENGINE_REVISION_FILES_H_

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/file_system.h"
#include "base/result.h"
#include "engine/work_tree.h"

namespace awl {

// The files of a work tree as they are in a revision; what lies outside is as it is. Read-only. For
// what a pull request must not change: its config and baseline.
class RevisionFiles final : public FileSystem {
 public:
  // `files` and `tree` must outlive this. An Error if there is no such revision.
  static Result<std::unique_ptr<RevisionFiles>> Open(const FileSystem& files, WorkTree& tree,
                                                     const std::string& revision);

  FileKind KindOf(const std::string& path) const override;
  Result<FileContents> Read(const std::string& path, std::size_t limit, Links links) const override;
  Result<std::vector<FolderEntry>> List(const std::string& folder, Links links) const override;
  Result<FileIdentity> Replace(const std::string& path, std::string_view bytes,
                               const FileIdentity& read, ReplaceOptions options) override;
  Result<FileIdentity> Write(const std::string& path, std::string_view bytes, Links links) override;
  Result<std::string> ReadStandardInput(std::size_t limit) const override;
  std::string Resolve(const std::string& path) const override;
  std::optional<std::string> LinkTarget(const std::string& path) const override;

 private:
  RevisionFiles(const FileSystem& files, WorkTree& tree, std::map<std::string, TreeEntry> entries)
      : files_(files), tree_(tree), entries_(std::move(entries)) {}

  // Relative to the work tree; nothing for what lies outside, or is git's own.
  std::optional<std::string> Inside(const std::string& path) const;

  const FileSystem& files_;
  WorkTree& tree_;
  const std::map<std::string, TreeEntry> entries_;
};

}  // namespace awl

#endif  // AWL_ENGINE_REVISION_FILES_H_
