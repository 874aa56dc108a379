#include "base/file_system.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <memory>
#include <utility>

#include "base/strings.h"

namespace awl {
namespace {

Error SystemError(std::string_view what, int code = errno) {
  char buffer[256];
  return {Cat(what, ": ", std::string_view(strerror_r(code, buffer, sizeof buffer)))};
}

Error TooLarge(std::size_t limit) {
  return {Cat("is larger than ", limit >> 20, " MiB, more than awl reads")};
}

// Closes the descriptor unless Release was called.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  bool ok() const { return fd_ >= 0; }
  int get() const { return fd_; }
  // Some file systems tell of a failed write only here.
  bool Close() { return close(std::exchange(fd_, -1)) == 0; }

 private:
  int fd_;
};

FileIdentity IdentityOf(const struct stat& info) {
  const auto nanoseconds = [](const timespec& time) {
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
  };
  return {.device = info.st_dev,
          .inode = info.st_ino,
          .size = static_cast<std::uint64_t>(info.st_size),
          .modified_ns = nanoseconds(info.st_mtim),
          .changed_ns = nanoseconds(info.st_ctim)};
}

FileKind KindOfMode(mode_t mode) {
  if (S_ISREG(mode)) return FileKind::kFile;
  if (S_ISDIR(mode)) return FileKind::kFolder;
  return FileKind::kOther;
}

constexpr std::size_t kRoomBehind = 64;

// Reads to the end, or until there is more than `limit`.
Result<std::string> ReadAll(int fd, std::size_t expected, std::size_t limit) {
  std::string bytes;
  // With room for what Source puts behind the text.
  bytes.reserve(std::min(expected, limit) + 1 + kRoomBehind);
  bytes.resize(std::min(expected, limit) + 1);
  std::size_t size = 0;
  while (true) {
    if (size == bytes.size()) {
      if (size > limit) return TooLarge(limit);
      bytes.resize(std::min(limit + 1, std::max<std::size_t>(bytes.size() * 2, 1 << 16)));
    }
    const ssize_t got = read(fd, bytes.data() + size, bytes.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return SystemError("cannot be read");
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  if (size > limit) return TooLarge(limit);
  bytes.resize(size);
  return bytes;
}

bool WriteAll(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = write(fd, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

// Access control lists and labels, as far as we may set them.
void CopyExtendedAttributes(const std::string& from, int to) {
  std::string names(4096, '\0');
  const ssize_t size = listxattr(from.c_str(), names.data(), names.size());
  if (size <= 0) return;
  std::string value(65536, '\0');
  for (std::size_t at = 0; at < static_cast<std::size_t>(size);) {
    const std::string name(names.c_str() + at);
    at += name.size() + 1;
    const ssize_t length = getxattr(from.c_str(), name.c_str(), value.data(), value.size());
    if (length >= 0) fsetxattr(to, name.c_str(), value.data(), static_cast<std::size_t>(length), 0);
  }
}

// A new file in `folder` that gets its name only when its bytes are on the disk. Where the file
// system can do it the file has no name until then, so that a killed process leaves nothing behind.
class NewFile {
 public:
  NewFile(std::string_view folder, mode_t mode) : folder_(folder.empty() ? "." : folder) {
    fd_ = open(folder_.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, mode);
    if (fd_ >= 0) return;
    for (int attempt = 0; attempt < 100 && fd_ < 0; ++attempt) {
      name_ = TemporaryName();
      fd_ = open(name_.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, mode);
      if (fd_ < 0 && errno != EEXIST) break;
    }
    if (fd_ < 0) name_.clear();
  }
  ~NewFile() {
    const int code = errno;
    if (fd_ >= 0) close(fd_);
    if (!name_.empty()) unlink(name_.c_str());
    errno = code;
  }
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  bool ok() const { return fd_ >= 0; }
  int fd() const { return fd_; }

  // Puts the file in the place of `path`, which must be in its folder. False with errno.
  bool MoveTo(const std::string& path) {
    if (name_.empty() && !Name()) return false;
    if (close(std::exchange(fd_, -1)) != 0) return false;
    if (rename(name_.c_str(), path.c_str()) != 0) return false;
    name_.clear();
    // The rename is on the disk when the folder is. That it may fail on odd file systems does not
    // make the new file a worse one.
    const Descriptor folder(open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.ok()) fsync(folder.get());
    return true;
  }

 private:
  std::string TemporaryName() const {
    static std::atomic<unsigned> count = 0;
    return Cat(JoinPath(folder_, ".awl-"), static_cast<long>(getpid()), "-", count++, ".tmp");
  }

  bool Name() {
    const std::string unnamed = Cat("/proc/self/fd/", fd_);
    for (int attempt = 0; attempt < 100; ++attempt) {
      const std::string name = TemporaryName();
      if (linkat(AT_FDCWD, unnamed.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) == 0) {
        name_ = name;
        return true;
      }
      if (errno != EEXIST) return false;
    }
    return false;
  }

  const std::string folder_;
  int fd_ = -1;
  std::string name_;  // empty: it has none yet
};

class RealFileSystem final : public FileSystem {
 public:
  FileKind KindOf(const std::string& path) const override {
    struct stat info = {};
    return stat(path.c_str(), &info) == 0 ? KindOfMode(info.st_mode) : FileKind::kMissing;
  }

  Result<FileContents> Read(const std::string& path, std::size_t limit) const override {
    struct stat info = {};
    if (stat(path.c_str(), &info) != 0) return SystemError("cannot be read");
    if (S_ISDIR(info.st_mode)) return Error{"is a folder"};
    // To open a FIFO would wait for its writer, and a device may do anything.
    if (!S_ISREG(info.st_mode)) return Error{"is not a regular file"};
    const Descriptor file(open(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    if (!file.ok()) return SystemError("cannot be read");
    if (fstat(file.get(), &info) != 0) return SystemError("cannot be read");
    if (!S_ISREG(info.st_mode)) return Error{"is not a regular file"};
    const auto size = static_cast<std::size_t>(info.st_size);
    if (size > limit) return TooLarge(limit);
    Result<std::string> bytes = ReadAll(file.get(), size, limit);
    if (!bytes) return bytes.error();
    return FileContents{.bytes = std::move(*bytes), .identity = IdentityOf(info)};
  }

  Result<std::vector<FolderEntry>> List(const std::string& folder) const override {
    const std::unique_ptr<DIR, int (*)(DIR*)> dir(opendir(folder.c_str()), closedir);
    if (dir == nullptr) return SystemError("cannot be listed");
    std::vector<FolderEntry> entries;
    errno = 0;
    while (const dirent* entry = readdir(dir.get())) {
      const std::string name = entry->d_name;
      if (name == "." || name == "..") continue;
      struct stat own = {};
      if (fstatat(dirfd(dir.get()), name.c_str(), &own, AT_SYMLINK_NOFOLLOW) != 0) continue;
      struct stat target = own;
      const bool is_link = S_ISLNK(own.st_mode);
      const bool leads = !is_link || fstatat(dirfd(dir.get()), name.c_str(), &target, 0) == 0;
      entries.push_back({.name = name,
                         .kind = leads ? KindOfMode(target.st_mode) : FileKind::kMissing,
                         .is_link = is_link});
      errno = 0;
    }
    if (errno != 0) return SystemError("cannot be listed");
    std::sort(entries.begin(), entries.end(),
              [](const FolderEntry& a, const FolderEntry& b) { return a.name < b.name; });
    return entries;
  }

  Result<FileIdentity> Replace(const std::string& path, std::string_view bytes,
                               const FileIdentity& read, ReplaceOptions options) override {
    const std::string target = Resolve(path);
    struct stat info = {};
    if (stat(target.c_str(), &info) != 0) return SystemError("cannot be written");
    if (!S_ISREG(info.st_mode)) return Error{"is not a regular file"};
    if (!(IdentityOf(info) == read)) return ChangedMeanwhile();
    // Renaming needs no permission on the file itself, but whoever took it away means it.
    if ((info.st_mode & 0222) == 0 || faccessat(AT_FDCWD, target.c_str(), W_OK, AT_EACCESS) != 0) {
      return Error{"cannot be written: the file is read-only"};
    }
    if (options.in_place) return WriteInto(target, bytes, info);
    if (info.st_nlink > 1) {
      return Error{
          Cat("is not written: it has ", static_cast<unsigned long>(info.st_nlink),
              " hard links, and replacing it would part them (--in-place writes into it)")};
    }
    if (info.st_uid != geteuid()) {
      return Error{
          "is not written: it belongs to another user, and replacing it would change that "
          "(--in-place writes into it)"};
    }
    return PutInPlace(target, bytes, &info);
  }

  Result<FileIdentity> Write(const std::string& path, std::string_view bytes) override {
    const std::string target = Resolve(path);
    struct stat info = {};
    const bool exists = stat(target.c_str(), &info) == 0;
    if (exists && S_ISDIR(info.st_mode)) return Error{"is a folder"};
    if (exists && !S_ISREG(info.st_mode)) return WriteThrough(target, bytes);
    if (exists && (info.st_nlink > 1 || info.st_uid != geteuid())) {
      return WriteInto(target, bytes, info);
    }
    return PutInPlace(target, bytes, exists ? &info : nullptr);
  }

  Result<std::string> ReadStandardInput(std::size_t limit) const override {
    return ReadAll(STDIN_FILENO, 1 << 16, limit);
  }

  std::string Resolve(const std::string& path) const override {
    const std::unique_ptr<char, void (*)(void*)> real(realpath(path.c_str(), nullptr), std::free);
    return real == nullptr ? path : std::string(real.get());
  }

 private:
  static Error ChangedMeanwhile() {
    return {"is not written: another program changed it since it was read"};
  }

  static Result<FileIdentity> IdentityNow(const std::string& path) {
    struct stat info = {};
    if (stat(path.c_str(), &info) != 0) return SystemError("cannot be read again");
    return IdentityOf(info);
  }

  // Replaces the file that is there by a new one; `old` is null if there is none.
  static Result<FileIdentity> PutInPlace(const std::string& target, std::string_view bytes,
                                         const struct stat* old) {
    NewFile file(FolderOf(target), old == nullptr ? 0666 : 0600);
    if (!file.ok()) return SystemError("cannot be written: its folder does not take a new file");
    if (old != nullptr) {
      struct stat made = {};
      if (fstat(file.fd(), &made) != 0) return SystemError("cannot be written");
      if (made.st_gid != old->st_gid &&
          fchown(file.fd(), static_cast<uid_t>(-1), old->st_gid) != 0) {
        return Error{
            "is not written: replacing it would change its group (--in-place writes into it)"};
      }
      CopyExtendedAttributes(target, file.fd());
      if (fchmod(file.fd(), old->st_mode & 07777) != 0) {
        return SystemError("cannot be written: its permissions cannot be kept");
      }
    }
    if (!WriteAll(file.fd(), bytes) || fsync(file.fd()) != 0) {
      return SystemError("cannot be written");
    }
    if (old != nullptr) {
      const Result<FileIdentity> now = IdentityNow(target);
      if (!now || !(*now == IdentityOf(*old))) return ChangedMeanwhile();
    }
    if (!file.MoveTo(target)) return SystemError("cannot be written");
    return IdentityNow(target);
  }

  // Room is made first, so that a full disk is known before the first old byte is gone.
  static Result<FileIdentity> WriteInto(const std::string& target, std::string_view bytes,
                                        const struct stat& old) {
    Descriptor file(open(target.c_str(), O_WRONLY | O_NOFOLLOW | O_CLOEXEC));
    struct stat info = {};
    if (!file.ok() || fstat(file.get(), &info) != 0) return SystemError("cannot be written");
    if (!(IdentityOf(info) == IdentityOf(old))) return ChangedMeanwhile();
    const auto size = static_cast<off_t>(bytes.size());
    if (size > info.st_size) {
      const int failed = posix_fallocate(file.get(), info.st_size, size - info.st_size);
      if (failed != 0 && failed != EOPNOTSUPP && failed != EINVAL) {
        if (ftruncate(file.get(), info.st_size) != 0) return SystemError("cannot be written");
        return SystemError("cannot be written", failed);
      }
    }
    if (!WriteAll(file.get(), bytes) || ftruncate(file.get(), size) != 0 ||
        fsync(file.get()) != 0 || !file.Close()) {
      return SystemError("cannot be written");
    }
    return IdentityNow(target);
  }

  // Devices such as /dev/stdout and /dev/null.
  static Result<FileIdentity> WriteThrough(const std::string& target, std::string_view bytes) {
    Descriptor file(open(target.c_str(), O_WRONLY | O_NOCTTY | O_CLOEXEC));
    if (!file.ok() || !WriteAll(file.get(), bytes) || !file.Close()) {
      return SystemError("cannot be written");
    }
    return FileIdentity{};
  }
};

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

std::unique_ptr<FileSystem> MakeRealFileSystem() { return std::make_unique<RealFileSystem>(); }

FileKind MemoryFileSystem::KindOf(const std::string& path) const {
  if (files.count(path) != 0) return FileKind::kFile;
  const std::string prefix = AsPrefix(path);
  const auto below = files.lower_bound(prefix);
  const bool is_folder =
      below != files.end() && below->first.compare(0, prefix.size(), prefix) == 0;
  return is_folder || prefix.empty() ? FileKind::kFolder : FileKind::kMissing;
}

Result<FileContents> MemoryFileSystem::Read(const std::string& path, std::size_t limit) const {
  const auto found = files.find(path);
  if (found == files.end()) return Error{"cannot be read: No such file or directory"};
  if (found->second.size() > limit) return TooLarge(limit);
  return FileContents{.bytes = found->second, .identity = MemoryIdentity(found->second)};
}

Result<std::vector<FolderEntry>> MemoryFileSystem::List(const std::string& folder) const {
  if (KindOf(folder) != FileKind::kFolder) return Error{"cannot be listed: Not a directory"};
  const std::string prefix = AsPrefix(folder);
  std::vector<FolderEntry> entries;
  for (auto it = files.lower_bound(prefix);
       it != files.end() && it->first.compare(0, prefix.size(), prefix) == 0; ++it) {
    const std::size_t slash = it->first.find('/', prefix.size());
    const std::string name = it->first.substr(prefix.size(), slash - prefix.size());
    if (!entries.empty() && entries.back().name == name) continue;
    entries.push_back(
        {.name = name, .kind = slash == std::string::npos ? FileKind::kFile : FileKind::kFolder});
  }
  std::sort(entries.begin(), entries.end(),
            [](const FolderEntry& a, const FolderEntry& b) { return a.name < b.name; });
  entries.erase(
      std::unique(entries.begin(), entries.end(),
                  [](const FolderEntry& a, const FolderEntry& b) { return a.name == b.name; }),
      entries.end());
  return entries;
}

Result<FileIdentity> MemoryFileSystem::Replace(const std::string& path, std::string_view bytes,
                                               const FileIdentity& read, ReplaceOptions) {
  const auto found = files.find(path);
  if (found == files.end() || !(MemoryIdentity(found->second) == read)) {
    return Error{"is not written: another program changed it since it was read"};
  }
  found->second = bytes;
  return MemoryIdentity(found->second);
}

Result<FileIdentity> MemoryFileSystem::Write(const std::string& path, std::string_view bytes) {
  files[path] = bytes;
  return MemoryIdentity(files[path]);
}

Result<std::string> MemoryFileSystem::ReadStandardInput(std::size_t limit) const {
  if (standard_input.size() > limit) return TooLarge(limit);
  return standard_input;
}

std::string MemoryFileSystem::Resolve(const std::string& path) const {
  if (path == ".") return "";
  return path.compare(0, 2, "./") == 0 ? path.substr(2) : path;
}

}  // namespace awl
