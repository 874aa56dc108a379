#include "lsp/overlay_files.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace awl::lsp {
namespace {

Error ReadOnly() { return Error{"is open in an editor, which alone writes it"}; }

Result<FileContents> Bounded(const std::string& text, std::size_t limit) {
  if (text.size() > limit) return Error{"is too large"};
  return FileContents{.bytes = text};
}

}  // namespace

void OverlayFiles::Open(const std::string& path, std::shared_ptr<const std::string> text) {
  open_[path] = std::move(text);
}

const std::string* OverlayFiles::Find(const std::string& path) const {
  if (open_.empty()) return nullptr;
  auto found = open_.find(path);
  if (found == open_.end()) found = open_.find(stored_.Resolve(path));
  return found == open_.end() ? nullptr : found->second.get();
}

FileKind OverlayFiles::KindOf(const std::string& path) const {
  const FileKind kind = stored_.KindOf(path);
  return kind == FileKind::kMissing && Find(path) != nullptr ? FileKind::kFile : kind;
}

Result<FileContents> OverlayFiles::Read(const std::string& path, std::size_t limit,
                                        Links links) const {
  if (const std::string* text = Find(path)) return Bounded(*text, limit);
  return stored_.Read(path, limit, links);
}

Result<std::vector<FolderEntry>> OverlayFiles::List(const std::string& folder, Links links) const {
  Result<std::vector<FolderEntry>> entries = stored_.List(folder, links);
  if (!entries) return entries;
  for (const auto& [path, text] : open_) {
    const std::string name(BaseName(path));
    if (FolderOf(path) != folder) continue;
    const auto at = std::lower_bound(
        entries->begin(), entries->end(), name,
        [](const FolderEntry& entry, const std::string& wanted) { return entry.name < wanted; });
    if (at != entries->end() && at->name == name) continue;
    entries->insert(at, {.name = name, .kind = FileKind::kFile});
  }
  return entries;
}

Result<FileIdentity> OverlayFiles::Replace(const std::string&, std::string_view,
                                           const FileIdentity&, ReplaceOptions) {
  return ReadOnly();
}

Result<FileIdentity> OverlayFiles::Write(const std::string&, std::string_view, Links) {
  return ReadOnly();
}

Result<std::string> OverlayFiles::ReadStandardInput(std::size_t limit) const {
  Result<FileContents> contents = Bounded(input_ == nullptr ? std::string() : *input_, limit);
  if (!contents) return contents.error();
  return std::move(contents->bytes);
}

}  // namespace awl::lsp
