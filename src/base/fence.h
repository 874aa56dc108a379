#ifndef AWL_BASE_FENCE_H_
#define AWL_BASE_FENCE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/file_system.h"
#include "base/result.h"

namespace awl {

// True for a name that some file system takes for `.git`: in any letter case, with the dots and
// blanks at the end or the code points in between that file systems pass over, or as its short name
// `git~1`.
bool IsDotGit(std::string_view name);

// The way to the files that a stranger's tree names or consists of. Links are followed as long as
// they stay in the tree; what leads out of it or into a `.git`, and what is no regular file, is
// refused. A path is judged first and then opened without following any link at all, so that
// nothing changes if the tree is changed in between. What the user named needs no fence.
// Calls may come from any thread.
class Fence {
 public:
  // `root`: absolute, without links; or "" for the current folder of files in memory.
  Fence(const FileSystem& files, std::string root) : files_(files), root_(std::move(root)) {}

  const std::string& root() const { return root_; }

  // The path without links, ".." and "." that `path` leads to; what it names need not exist. `path`
  // begins with the root. The Error is a predicate: "leads out of /list".
  Result<std::string> Admit(std::string_view path) const;

  // kMissing for what is refused, too.
  FileKind KindOf(std::string_view path) const;
  Result<FileContents> Read(std::string_view path, std::size_t limit) const;
  Result<std::vector<FolderEntry>> List(std::string_view folder) const;
  // `files` are those that the fence is around.
  Result<FileIdentity> Write(FileSystem& files, std::string_view path,
                             std::string_view bytes) const;

 private:
  const FileSystem& files_;
  const std::string root_;
};

}  // namespace awl

#endif  // AWL_BASE_FENCE_H_
