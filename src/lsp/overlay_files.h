#ifndef AWL_LSP_OVERLAY_FILES_H_
#define AWL_LSP_OVERLAY_FILES_H_

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/file_system.h"

namespace awl::lsp {

// The files of another FileSystem, with what is open in the editor in place of what is stored. It
// writes nothing: edits are the editor's. For one thread.
class OverlayFiles final : public FileSystem {
 public:
  explicit OverlayFiles(const FileSystem& stored) : stored_(stored) {}

  // `path` is absolute, without links. What is open need not be stored.
  void Open(const std::string& path, std::shared_ptr<const std::string> text);
  void Close(const std::string& path) { open_.erase(path); }
  void set_standard_input(std::shared_ptr<const std::string> text) { input_ = std::move(text); }

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
  std::string Resolve(const std::string& path) const override { return stored_.Resolve(path); }
  std::optional<std::string> LinkTarget(const std::string& path) const override {
    return stored_.LinkTarget(path);
  }

 private:
  const std::string* Find(const std::string& path) const;

  const FileSystem& stored_;
  std::map<std::string, std::shared_ptr<const std::string>> open_;
  std::shared_ptr<const std::string> input_;
};

}  // namespace awl::lsp

#endif  // AWL_LSP_OVERLAY_FILES_H_
