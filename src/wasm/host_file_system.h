#ifndef AWL_WASM_HOST_FILE_SYSTEM_H_
#define AWL_WASM_HOST_FILE_SYSTEM_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"

namespace awl {

// The files that the host has.
class HostFileSystem final : public FileSystem {
 public:
  using FileSystem::List;
  using FileSystem::Read;
  using FileSystem::Write;
  FileKind KindOf(const std::string& path) const override;
  Result<FileContents> Read(const std::string& path, std::size_t limit, Links links) const override;
  Result<std::vector<FolderEntry>> List(const std::string& folder, Links links) const override;
  Result<FileIdentity> Replace(const std::string& path, std::string_view bytes,
                               const FileIdentity& read, ReplaceOptions options) override;
  Result<FileIdentity> Write(const std::string& path, std::string_view bytes, Links links) override;
  Result<std::string> ReadStandardInput(std::size_t limit) const override;
  std::string Resolve(const std::string& path) const override;
  std::optional<std::string> LinkTarget(const std::string& path) const override;
};

}  // namespace awl

#endif  // AWL_WASM_HOST_FILE_SYSTEM_H_
