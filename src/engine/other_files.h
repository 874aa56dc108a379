#ifndef AWL_ENGINE_OTHER_FILES_H_
#define AWL_ENGINE_OTHER_FILES_H_

#include <map>
#include <memory>
#include <string>

#include "awl/source.h"
#include "base/file_system.h"

namespace awl {

// Other files that findings speak of, each read once.
class OtherFiles {
 public:
  // `root` is that of the repository, or empty; `folder` is the current one. Both are absolute.
  OtherFiles(const FileSystem& files, std::string root, std::string folder);

  // `path` is what Related has, relative to the root. Null if the file cannot be read.
  std::shared_ptr<const Source> Open(const std::string& path);
  // Where that file is.
  std::string WholePath(const std::string& path) const;

 private:
  const std::string& base() const { return root_.empty() ? folder_ : root_; }

  const FileSystem& files_;
  const std::string root_;
  const std::string folder_;
  std::map<std::string, std::shared_ptr<const Source>> sources_;
};

}  // namespace awl

#endif  // AWL_ENGINE_OTHER_FILES_H_
