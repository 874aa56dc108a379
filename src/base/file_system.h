#ifndef AWL_BASE_FILE_SYSTEM_H_
#define AWL_BASE_FILE_SYSTEM_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace awl {

enum class FileKind : std::uint8_t { kMissing, kFile, kFolder, kOther };

// What tells one state of a file from another. Two equal identities mean: nobody wrote it
// meanwhile.
struct FileIdentity {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::uint64_t size = 0;
  std::int64_t modified_ns = 0;
  std::int64_t changed_ns = 0;
  friend bool operator==(const FileIdentity&, const FileIdentity&) = default;
};

struct FileContents {
  std::string bytes;
  FileIdentity identity = {};
};

struct FolderEntry {
  std::string name;
  FileKind kind = FileKind::kMissing;  // of what a symbolic link leads to
  bool is_link = false;
};

// What becomes of symbolic links on the way to a file.
enum class Links : std::uint8_t {
  kFollow,  // for a path that the user named
  // A link anywhere in the path is an error, and so are the files of the kernel below /proc and
  // /sys. For a path that was judged before (see Fence): what has become a link since is not
  // followed.
  kRefuse,
};

struct ReplaceOptions {
  // Writes into the file that is there: for files with several hard links or a foreign owner. Not
  // atomic.
  bool in_place = false;
  // The user named the file. What was only found is not written where it has several hard links:
  // the others may be anywhere.
  bool named = true;
};

// The files that awl may touch. Everything above src/base reaches them through this, so that tests
// can run in memory. Paths are bytes; relative ones are relative to the current folder. Calls may
// come from any thread.
class FileSystem {
 public:
  virtual ~FileSystem() = default;

  // Follows links. A folder loop or a folder that may not be searched is kMissing.
  virtual FileKind KindOf(const std::string& path) const = 0;
  // Reads a regular file of at most `limit` bytes. FIFOs and devices are refused, not opened.
  virtual Result<FileContents> Read(const std::string& path, std::size_t limit,
                                    Links links) const = 0;
  Result<FileContents> Read(const std::string& path, std::size_t limit) const {
    return Read(path, limit, Links::kFollow);
  }
  // The entries of a folder, by name; "." and ".." excluded.
  virtual Result<std::vector<FolderEntry>> List(const std::string& folder, Links links) const = 0;
  Result<std::vector<FolderEntry>> List(const std::string& folder) const {
    return List(folder, Links::kFollow);
  }
  // Replaces the file at `path` by `bytes`, or refuses and leaves it as it is: if it is no longer
  // what `read` says, has several hard links, belongs to another user, or its folder cannot be
  // written. After a crash at any moment the file holds either the old bytes or the new ones.
  // Permissions are kept; a symbolic link stays and its target is replaced.
  virtual Result<FileIdentity> Replace(const std::string& path, std::string_view bytes,
                                       const FileIdentity& read, ReplaceOptions options) = 0;
  // Creates the file or replaces it, atomically as well.
  virtual Result<FileIdentity> Write(const std::string& path, std::string_view bytes,
                                     Links links) = 0;
  Result<FileIdentity> Write(const std::string& path, std::string_view bytes) {
    return Write(path, bytes, Links::kFollow);
  }
  // All of standard input, up to `limit` bytes.
  virtual Result<std::string> ReadStandardInput(std::size_t limit) const = 0;
  // The absolute path without links, "." and ".."; the same text as given where it does not exist.
  virtual std::string Resolve(const std::string& path) const = 0;
  // What the symbolic link at `path` says; nothing if there is no link. Links on the way are
  // followed.
  virtual std::optional<std::string> LinkTarget(const std::string& path) const = 0;
};

// `name` in `folder`; "" and "." are the current folder.
std::string JoinPath(std::string_view folder, std::string_view name);
// What stands before the last '/'; "" if there is none, "/" at the root.
std::string_view FolderOf(std::string_view path);
std::string_view BaseName(std::string_view path);

// What Read says of a file with more than `limit` bytes.
Error TooLarge(std::size_t limit);

// The files of this machine.
std::unique_ptr<FileSystem> MakeRealFileSystem();

// For tests: files in a map. Folders exist where a file or link below them does. The current folder
// is "".
class MemoryFileSystem final : public FileSystem {
 public:
  std::map<std::string, std::string> files = {};
  std::map<std::string, std::string> links = {};  // by path: what they say
  std::set<std::string> specials = {};            // FIFOs, devices and sockets
  std::string standard_input = {};

  using FileSystem::List;
  using FileSystem::Read;
  using FileSystem::Write;
  FileKind KindOf(const std::string& path) const override;
  Result<FileContents> Read(const std::string& path, std::size_t limit,
                            Links follow) const override;
  Result<std::vector<FolderEntry>> List(const std::string& folder, Links follow) const override;
  Result<FileIdentity> Replace(const std::string& path, std::string_view bytes,
                               const FileIdentity& read, ReplaceOptions options) override;
  Result<FileIdentity> Write(const std::string& path, std::string_view bytes,
                             Links follow) override;
  Result<std::string> ReadStandardInput(std::size_t limit) const override;
  std::string Resolve(const std::string& path) const override;
  std::optional<std::string> LinkTarget(const std::string& path) const override;

 private:
  // The key of what `path` leads to, or nothing: a link where none may be, or a circle of them.
  std::optional<std::string> Find(const std::string& path, Links follow) const;
};

}  // namespace awl

#endif  // AWL_BASE_FILE_SYSTEM_H_
