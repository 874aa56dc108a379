#include "base/file_system.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <utility>

#include "base/strings.h"

namespace awl {
namespace {

Error SystemError(std::string_view what, int code = errno) {
  char buffer[256];
  return {Cat(what, ": ", std::string_view(strerror_r(code, buffer, sizeof buffer)))};
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
  void Release() { fd_ = -1; }
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

// One component of `path` after the other, for kernels (and sandboxes) without openat2.
int WalkWithoutLinks(const std::string& path, int flags) {
  int at = open(path.front() == '/' ? "/" : ".", O_PATH | O_DIRECTORY | O_CLOEXEC);
  std::string_view rest = path;
  while (at >= 0) {
    while (!rest.empty() && rest.front() == '/') rest.remove_prefix(1);
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    const std::string part(rest.empty() ? "." : rest.substr(0, slash));
    rest.remove_prefix(slash);
    const bool last = rest.find_first_not_of('/') == std::string_view::npos;
    const int way = O_PATH | O_DIRECTORY;
    const int next = openat(at, part.c_str(), (last ? flags : way) | O_NOFOLLOW | O_CLOEXEC);
    const int code = errno;
    close(at);
    errno = code;
    if (last) return next;
    at = next;
  }
  return -1;
}

// Opens what is there; never creates.
int Open(const std::string& path, int flags, Links links) {
  if (links == Links::kFollow || path.empty()) return open(path.c_str(), flags | O_CLOEXEC);
  open_how how = {};
  how.flags = static_cast<std::uint64_t>(flags | O_CLOEXEC);
  how.resolve = RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  const long fd = syscall(SYS_openat2, AT_FDCWD, path.c_str(), &how, sizeof how);
  if (fd >= 0 || (errno != ENOSYS && errno != EPERM)) return static_cast<int>(fd);
  const int walked = WalkWithoutLinks(path, flags);
  struct stat info = {};
  // O_PATH opens a link itself.
  if (walked < 0 || fstat(walked, &info) != 0 || !S_ISLNK(info.st_mode)) return walked;
  close(walked);
  errno = ELOOP;
  return -1;
}

// Files that the kernel makes up: they look regular, and hold the environment of processes.
bool IsOfTheKernel(int fd) {
  struct statfs info = {};
  if (fstatfs(fd, &info) != 0) return true;
  return info.f_type == PROC_SUPER_MAGIC || info.f_type == SYSFS_MAGIC;
}

// Access control lists and labels, as far as we may set them.
void CopyExtendedAttributes(int from, int to) {
  std::string names(4096, '\0');
  const ssize_t size = flistxattr(from, names.data(), names.size());
  if (size <= 0) return;
  std::string value(65536, '\0');
  for (std::size_t at = 0; at < static_cast<std::size_t>(size);) {
    const std::string name(names.c_str() + at);
    at += name.size() + 1;
    const ssize_t length = fgetxattr(from, name.c_str(), value.data(), value.size());
    if (length >= 0) fsetxattr(to, name.c_str(), value.data(), static_cast<std::size_t>(length), 0);
  }
}

// A place for a file: an open folder and a name in it. Whatever happens to the path that led there,
// it stays the same folder, and a link of that name is not followed.
class Place {
 public:
  // `path` is resolved.
  Place(const std::string& path, Links links)
      : folder_(Open(FolderOf(path).empty() ? "." : std::string(FolderOf(path)),
                     O_PATH | O_DIRECTORY, links)),
        name_(BaseName(path)) {}

  bool ok() const { return folder_.ok() && !name_.empty(); }
  int folder() const { return folder_.get(); }
  const char* name() const { return name_.c_str(); }

  bool Stat(struct stat* info) const {
    return fstatat(folder(), name(), info, AT_SYMLINK_NOFOLLOW) == 0;
  }
  Result<FileIdentity> IdentityNow() const {
    struct stat info = {};
    if (!Stat(&info)) return SystemError("cannot be read again");
    return IdentityOf(info);
  }
  int Open(int flags) const {
    return openat(folder(), name(), flags | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC);
  }

 private:
  static int Open(const std::string& path, int flags, Links links) {
    return awl::Open(path, flags, links);
  }

  const Descriptor folder_;
  const std::string name_;
};

// A new file beside `place` that gets its name only when its bytes are on the disk. Where the file
// system can do it the file has no name until then, so that a killed process leaves nothing behind.
class NewFile {
 public:
  NewFile(const Place& place, mode_t mode) : place_(place) {
    fd_ = openat(place_.folder(), ".", O_TMPFILE | O_WRONLY | O_CLOEXEC, mode);
    if (fd_ >= 0) return;
    for (int attempt = 0; attempt < 100 && fd_ < 0; ++attempt) {
      name_ = TemporaryName();
      fd_ = openat(place_.folder(), name_.c_str(),
                   O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, mode);
      if (fd_ < 0 && errno != EEXIST) break;
    }
    if (fd_ < 0) name_.clear();
  }
  ~NewFile() {
    const int code = errno;
    if (fd_ >= 0) close(fd_);
    if (!name_.empty()) unlinkat(place_.folder(), name_.c_str(), 0);
    errno = code;
  }
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  bool ok() const { return fd_ >= 0; }
  int fd() const { return fd_; }

  // Puts the file in its place. False with errno.
  bool Move() {
    if (name_.empty() && !Name()) return false;
    if (close(std::exchange(fd_, -1)) != 0) return false;
    if (renameat(place_.folder(), name_.c_str(), place_.folder(), place_.name()) != 0) return false;
    name_.clear();
    // The rename is on the disk when the folder is. That it may fail on odd file systems does not
    // make the new file a worse one.
    const Descriptor folder(openat(place_.folder(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.ok()) fsync(folder.get());
    return true;
  }

 private:
  static std::string TemporaryName() {
    static std::atomic<unsigned> count = 0;
    return Cat(".awl-", static_cast<long>(getpid()), "-", count++, ".tmp");
  }

  bool Name() {
    const std::string unnamed = Cat("/proc/self/fd/", fd_);
    for (int attempt = 0; attempt < 100; ++attempt) {
      const std::string name = TemporaryName();
      if (linkat(AT_FDCWD, unnamed.c_str(), place_.folder(), name.c_str(), AT_SYMLINK_FOLLOW) ==
          0) {
        name_ = name;
        return true;
      }
      if (errno != EEXIST) return false;
    }
    return false;
  }

  const Place& place_;
  int fd_ = -1;
  std::string name_;  // empty: it has none yet
};

class RealFileSystem final : public FileSystem {
 public:
  FileKind KindOf(const std::string& path) const override {
    struct stat info = {};
    return stat(path.c_str(), &info) == 0 ? KindOfMode(info.st_mode) : FileKind::kMissing;
  }

  Result<FileContents> Read(const std::string& path, std::size_t limit,
                            Links links) const override {
    struct stat info = {};
    const Descriptor there(Open(path, O_PATH, links));
    if (!there.ok() || fstat(there.get(), &info) != 0) return CannotBeRead(links);
    if (S_ISDIR(info.st_mode)) return Error{"is a folder"};
    // To open a FIFO would wait for its writer, and a device may do anything.
    if (!S_ISREG(info.st_mode)) return Error{"is not a regular file"};
    if (links == Links::kRefuse && IsOfTheKernel(there.get())) {
      return Error{"is a file that the kernel makes up"};
    }
    const Descriptor file(Open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY, links));
    if (!file.ok() || fstat(file.get(), &info) != 0) return CannotBeRead(links);
    if (!S_ISREG(info.st_mode)) return Error{"is not a regular file"};
    const auto size = static_cast<std::size_t>(info.st_size);
    if (size > limit) return TooLarge(limit);
    Result<std::string> bytes = ReadAll(file.get(), size, limit);
    if (!bytes) return bytes.error();
    return FileContents{.bytes = std::move(*bytes), .identity = IdentityOf(info)};
  }

  Result<std::vector<FolderEntry>> List(const std::string& folder, Links links) const override {
    Descriptor opened(Open(folder, O_RDONLY | O_DIRECTORY, links));
    if (!opened.ok()) return SystemError("cannot be listed");
    const std::unique_ptr<DIR, int (*)(DIR*)> dir(fdopendir(opened.get()), closedir);
    if (dir == nullptr) return SystemError("cannot be listed");
    opened.Release();
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
    const Place place(options.named ? Resolve(path) : path, Links::kRefuse);
    struct stat info = {};
    if (!place.ok() || !place.Stat(&info)) return SystemError("cannot be written");
    if (!S_ISREG(info.st_mode)) return Error{"is not a regular file"};
    if (!(IdentityOf(info) == read)) return ChangedMeanwhile();
    // Renaming needs no permission on the file itself, but whoever took it away means it.
    if ((info.st_mode & 0222) == 0 ||
        faccessat(place.folder(), place.name(), W_OK, AT_EACCESS) != 0) {
      return Error{"cannot be written: the file is read-only"};
    }
    const bool has_links = info.st_nlink > 1;
    if (has_links && !(options.in_place && options.named)) return HasLinks(info, options.in_place);
    if (options.in_place) return WriteInto(place, bytes, info);
    if (info.st_uid != geteuid()) {
      return Error{
          "is not written: it belongs to another user, and replacing it would change that "
          "(--in-place writes into it)"};
    }
    return PutInPlace(place, bytes, &info);
  }

  Result<FileIdentity> Write(const std::string& path, std::string_view bytes,
                             Links links) override {
    const std::string target = links == Links::kFollow ? Resolve(path) : path;
    const Place place(target, links);
    struct stat info = {};
    const bool exists = place.ok() && place.Stat(&info);
    if (exists && S_ISDIR(info.st_mode)) return Error{"is a folder"};
    if (exists && !S_ISREG(info.st_mode)) {
      if (links == Links::kFollow) return WriteThrough(target, bytes);
      return Error{"is not a regular file"};
    }
    if (!place.ok()) return SystemError("cannot be written");
    const bool has_links = exists && info.st_nlink > 1;
    const bool is_foreign = exists && info.st_uid != geteuid();
    // The other names of a file may lie anywhere.
    if (links == Links::kRefuse && has_links && is_foreign) return HasLinks(info, true);
    if (is_foreign || (has_links && links == Links::kFollow)) return WriteInto(place, bytes, info);
    return PutInPlace(place, bytes, exists ? &info : nullptr);
  }

  Result<std::string> ReadStandardInput(std::size_t limit) const override {
    return ReadAll(STDIN_FILENO, 1 << 16, limit);
  }

  std::string Resolve(const std::string& path) const override {
    const std::unique_ptr<char, void (*)(void*)> real(realpath(path.c_str(), nullptr), std::free);
    return real == nullptr ? path : std::string(real.get());
  }

  std::optional<std::string> LinkTarget(const std::string& path) const override {
    char buffer[PATH_MAX];
    const ssize_t size = readlink(path.c_str(), buffer, sizeof buffer);
    if (size < 0) return std::nullopt;
    return std::string(buffer, static_cast<std::size_t>(size));
  }

 private:
  static Error CannotBeRead(Links links) {
    // What the kernel says of links that are refused means something else.
    return links == Links::kRefuse && errno == ELOOP
               ? Error{"cannot be read: a link took the place of a file or folder"}
               : SystemError("cannot be read");
  }

  static Error ChangedMeanwhile() {
    return {"is not written: another program changed it since it was read"};
  }

  static Error HasLinks(const struct stat& info, bool in_place) {
    return {Cat("is not written: it has ", static_cast<unsigned long>(info.st_nlink),
                " hard links, and ",
                in_place ? "nobody named it (a file that is named is written)"
                         : "replacing it would part them (--in-place writes into it)")};
  }

  // Replaces the file that is there by a new one; `old` is null if there is none.
  static Result<FileIdentity> PutInPlace(const Place& place, std::string_view bytes,
                                         const struct stat* old) {
    NewFile file(place, old == nullptr ? 0666 : 0600);
    if (!file.ok()) return SystemError("cannot be written: its folder does not take a new file");
    if (old != nullptr) {
      struct stat made = {};
      if (fstat(file.fd(), &made) != 0) return SystemError("cannot be written");
      if (made.st_gid != old->st_gid &&
          fchown(file.fd(), static_cast<uid_t>(-1), old->st_gid) != 0) {
        return Error{
            "is not written: replacing it would change its group (--in-place writes into it)"};
      }
      const Descriptor from(place.Open(O_RDONLY | O_NONBLOCK));
      if (from.ok()) CopyExtendedAttributes(from.get(), file.fd());
      // As when somebody writes into it: another text is not to run as another user.
      if (fchmod(file.fd(), old->st_mode & 01777) != 0) {
        return SystemError("cannot be written: its permissions cannot be kept");
      }
    }
    if (!WriteAll(file.fd(), bytes) || fsync(file.fd()) != 0) {
      return SystemError("cannot be written");
    }
    if (old != nullptr) {
      const Result<FileIdentity> now = place.IdentityNow();
      if (!now || !(*now == IdentityOf(*old))) return ChangedMeanwhile();
    }
    if (!file.Move()) return SystemError("cannot be written");
    return place.IdentityNow();
  }

  // Room is made first, so that a full disk is known before the first old byte is gone.
  static Result<FileIdentity> WriteInto(const Place& place, std::string_view bytes,
                                        const struct stat& old) {
    Descriptor file(place.Open(O_WRONLY | O_NONBLOCK));
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
    return place.IdentityNow();
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

}  // namespace

std::unique_ptr<FileSystem> MakeRealFileSystem() { return std::make_unique<RealFileSystem>(); }

}  // namespace awl
