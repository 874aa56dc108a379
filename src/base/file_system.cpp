#include "base/file_system.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "base/strings.h"

namespace awl {
namespace {

FileIdentity MemoryIdentity(const std::string& bytes) {
  return {.size = bytes.size(),
          .changed_ns = static_cast<std::int64_t>(std::hash<std::string>()(bytes))};
}

// "" for the current folder, else with '/' at the end.
std::string AsPrefix(const std::string& folder) {
  if (folder.empty() || folder == ".") return "";
  return folder.back() == '/' ? folder : folder + "/";
}

}  // namespace

Error TooLarge(std::size_t limit) {
  return {Cat("is larger than ", limit >> 20, " MiB, more than awl reads")};
}

std::string JoinPath(std::string_view folder, std::string_view name) {
  if (folder.empty() || folder == ".") return std::string(name);
  return folder.back() == '/' ? Cat(folder, name) : Cat(folder, "/", name);
}

std::string_view FolderOf(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return "";
  return slash == 0 ? "/" : path.substr(0, slash);
}

std::string_view BaseName(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::optional<std::string> MemoryFileSystem::Find(const std::string& path, Links follow) const {
  constexpr int kMostHops = 40;
  int followed = 0;
  std::string at = path.starts_with('/') ? "/" : "";
  std::string rest = path;
  while (!rest.empty()) {
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    const std::string part = rest.substr(0, slash);
    rest.erase(0, std::min(slash + 1, rest.size()));
    if (part.empty() || part == ".") continue;
    if (part == "..") {
      at = FolderOf(at);
      continue;
    }
    const std::string next = JoinPath(at, part);
    const auto link = links.find(next);
    if (link == links.end()) {
      at = next;
      continue;
    }
    if (follow == Links::kRefuse || ++followed > kMostHops) return std::nullopt;
    if (link->second.starts_with('/')) at = "/";
    rest = Cat(link->second, "/", rest);
  }
  return at;
}

FileKind MemoryFileSystem::KindOf(const std::string& path) const {
  const std::optional<std::string> found = Find(path, Links::kFollow);
  if (!found) return FileKind::kMissing;
  if (files.count(*found) != 0) return FileKind::kFile;
  if (specials.count(*found) != 0) return FileKind::kOther;
  const std::string prefix = AsPrefix(*found);
  const auto has_below = [&prefix](const auto& entries) {
    const auto below = entries.lower_bound(prefix);
    return below != entries.end() && below->first.starts_with(prefix);
  };
  const bool is_folder = prefix.empty() || has_below(files) || has_below(links);
  return is_folder ? FileKind::kFolder : FileKind::kMissing;
}

Result<FileContents> MemoryFileSystem::Read(const std::string& path, std::size_t limit,
                                            Links follow) const {
  const std::optional<std::string> at = Find(path, follow);
  if (!at) return Error{"cannot be read: a link took the place of a file or folder"};
  if (specials.count(*at) != 0) return Error{"is not a regular file"};
  if (KindOf(*at) == FileKind::kFolder) return Error{"is a folder"};
  const auto found = files.find(*at);
  if (found == files.end()) return Error{"cannot be read: No such file or directory"};
  if (found->second.size() > limit) return TooLarge(limit);
  return FileContents{.bytes = found->second, .identity = MemoryIdentity(found->second)};
}

Result<std::vector<FolderEntry>> MemoryFileSystem::List(const std::string& folder,
                                                        Links follow) const {
  const std::optional<std::string> at = Find(folder, follow);
  if (!at || KindOf(*at) != FileKind::kFolder) return Error{"cannot be listed: Not a directory"};
  const std::string prefix = AsPrefix(*at);
  std::map<std::string, FolderEntry> entries;
  const auto add = [&](const std::string& path, bool is_link) {
    if (!path.starts_with(prefix)) return;
    const std::size_t slash = path.find('/', prefix.size());
    const std::string name = path.substr(prefix.size(), slash - prefix.size());
    entries.try_emplace(name, FolderEntry{.name = name,
                                          .kind = KindOf(prefix + name),
                                          .is_link = is_link && slash == std::string::npos});
  };
  for (const auto& [path, text] : files) add(path, false);
  for (const auto& [path, target] : links) add(path, true);
  for (const std::string& path : specials) add(path, false);
  std::vector<FolderEntry> out;
  for (auto& [name, entry] : entries) {
    if (!name.empty()) out.push_back(std::move(entry));
  }
  return out;
}

Result<FileIdentity> MemoryFileSystem::Replace(const std::string& path, std::string_view bytes,
                                               const FileIdentity& read, ReplaceOptions) {
  const auto found = files.find(Find(path, Links::kFollow).value_or(path));
  if (found == files.end() || !(MemoryIdentity(found->second) == read)) {
    return Error{"is not written: another program changed it since it was read"};
  }
  found->second = bytes;
  return MemoryIdentity(found->second);
}

Result<FileIdentity> MemoryFileSystem::Write(const std::string& path, std::string_view bytes,
                                             Links follow) {
  const std::optional<std::string> at = Find(path, follow);
  if (!at || KindOf(*at) == FileKind::kFolder) return Error{"cannot be written"};
  if (specials.count(*at) != 0) {
    return follow == Links::kFollow ? Result<FileIdentity>(FileIdentity{})
                                    : Error{"is not a regular file"};
  }
  files[*at] = bytes;
  return MemoryIdentity(files[*at]);
}

Result<std::string> MemoryFileSystem::ReadStandardInput(std::size_t limit) const {
  if (standard_input.size() > limit) return TooLarge(limit);
  return standard_input;
}

std::string MemoryFileSystem::Resolve(const std::string& path) const {
  return Find(path, Links::kFollow).value_or(path);
}

std::optional<std::string> MemoryFileSystem::LinkTarget(const std::string& path) const {
  const std::string folder = Find(std::string(FolderOf(path)), Links::kFollow).value_or("");
  const auto link = links.find(JoinPath(folder, BaseName(path)));
  return link == links.end() ? std::nullopt : std::optional<std::string>(link->second);
}

}  // namespace awl
