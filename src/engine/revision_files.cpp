#include "engine/revision_files.h"

#include <filesystem>
#include <memory>
#include <utility>

#include "base/fence.h"
#include "base/strings.h"

namespace awl {

Result<std::unique_ptr<RevisionFiles>> RevisionFiles::Open(const FileSystem& files, WorkTree& tree,
                                                           const std::string& revision) {
  Result<std::map<std::string, TreeEntry>> entries = tree.EntriesAt(revision);
  if (!entries) return entries.error();
  return std::unique_ptr<RevisionFiles>(new RevisionFiles(files, tree, std::move(*entries)));
}

std::optional<std::string> RevisionFiles::Inside(const std::string& path) const {
  const std::string here = files_.Resolve(".");
  const std::string whole =
      std::filesystem::path(path.starts_with('/') ? path : JoinPath(here, path))
          .lexically_normal()
          .string();
  const std::string prefix = JoinPath(tree_.root(), "");
  if (!whole.starts_with(prefix)) return std::nullopt;
  std::string inside = whole.substr(prefix.size());
  while (inside.ends_with('/')) inside.pop_back();
  const bool is_git = IsDotGit(std::string_view(inside).substr(0, inside.find('/')));
  return is_git ? std::nullopt : std::optional<std::string>(std::move(inside));
}

FileKind RevisionFiles::KindOf(const std::string& path) const {
  const std::optional<std::string> inside = Inside(path);
  if (!inside) return files_.KindOf(path);
  const auto entry = entries_.find(*inside);
  if (entry != entries_.end()) {
    if (entry->second.kind == TreeEntry::Kind::kFile) return FileKind::kFile;
    if (entry->second.kind == TreeEntry::Kind::kOther) return FileKind::kOther;
    const Result<std::string> target =
        Fence(*this, tree_.root()).Admit(JoinPath(tree_.root(), *inside));
    if (!target) return FileKind::kOther;
    // A link whose object git cannot give leads nowhere: it is still there at the end of the way.
    const std::optional<std::string> real = Inside(*target);
    const auto end = real ? entries_.find(*real) : entries_.end();
    if (end != entries_.end() && end->second.kind == TreeEntry::Kind::kLink)
      return FileKind::kOther;
    return KindOf(*target);
  }
  const std::string prefix = inside->empty() ? "" : *inside + "/";
  const auto below = entries_.lower_bound(prefix);
  const bool is_folder = below != entries_.end() && below->first.starts_with(prefix);
  return is_folder ? FileKind::kFolder : FileKind::kMissing;
}

Result<FileContents> RevisionFiles::Read(const std::string& path, std::size_t limit,
                                         Links links) const {
  std::optional<std::string> inside = Inside(path);
  if (!inside) return files_.Read(path, limit, links);
  if (links == Links::kFollow) {
    // Of a revision nothing leads out, whoever named the path.
    const Result<std::string> real =
        Fence(*this, tree_.root()).Admit(JoinPath(tree_.root(), *inside));
    if (!real) return real.error();
    inside = Inside(*real);
  }
  const auto entry = inside ? entries_.find(*inside) : entries_.end();
  if (entry == entries_.end()) return Error{"cannot be read: the revision has no such file"};
  if (entry->second.kind != TreeEntry::Kind::kFile) return Error{"is not a regular file"};
  Result<std::string> bytes = tree_.Blob(entry->second.id);
  if (!bytes) return bytes.error();
  if (bytes->size() > limit) return Error{"is larger than awl reads"};
  return FileContents{.bytes = std::move(*bytes)};
}

Result<std::vector<FolderEntry>> RevisionFiles::List(const std::string&, Links) const {
  return Error{"cannot be listed: it is of a revision"};
}

Result<FileIdentity> RevisionFiles::Replace(const std::string&, std::string_view,
                                            const FileIdentity&, ReplaceOptions) {
  return Error{"cannot be written: it is of a revision"};
}

Result<FileIdentity> RevisionFiles::Write(const std::string&, std::string_view, Links) {
  return Error{"cannot be written: it is of a revision"};
}

Result<std::string> RevisionFiles::ReadStandardInput(std::size_t limit) const {
  return files_.ReadStandardInput(limit);
}

std::string RevisionFiles::Resolve(const std::string& path) const {
  const std::optional<std::string> inside = Inside(path);
  if (!inside) return files_.Resolve(path);
  // As if there were no links in the work tree: those of the revision count.
  return inside->empty() ? tree_.root() : JoinPath(tree_.root(), *inside);
}

std::optional<std::string> RevisionFiles::LinkTarget(const std::string& path) const {
  const std::optional<std::string> inside = Inside(path);
  if (!inside) return files_.LinkTarget(path);
  const auto entry = entries_.find(*inside);
  if (entry == entries_.end() || entry->second.kind != TreeEntry::Kind::kLink) return std::nullopt;
  const Result<std::string> target = tree_.Blob(entry->second.id);
  return target ? std::optional<std::string>(*target) : std::nullopt;
}

}  // namespace awl
