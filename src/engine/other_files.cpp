#include "engine/other_files.h"

#include <utility>

#include "base/fence.h"

namespace awl {

OtherFiles::OtherFiles(const FileSystem& files, std::string root, std::string folder)
    : files_(files), root_(std::move(root)), folder_(std::move(folder)) {}

std::shared_ptr<const Source> OtherFiles::Open(const std::string& path) {
  const auto [known, is_new] = sources_.emplace(path, nullptr);
  if (!is_new) return known->second;
  const std::string whole = WholePath(path);
  Result<FileContents> contents = Fence(files_, base()).Read(whole, Source::kMaxSize);
  if (contents) {
    const bool below = whole.starts_with(folder_ + "/");
    known->second = std::make_shared<const Source>(below ? whole.substr(folder_.size() + 1) : whole,
                                                   std::move(contents->bytes));
  }
  return known->second;
}

std::string OtherFiles::WholePath(const std::string& path) const {
  return path.starts_with('/') ? path : JoinPath(base(), path);
}

}  // namespace awl
