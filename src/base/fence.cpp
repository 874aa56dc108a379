#include "base/fence.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "base/utf8.h"

namespace awl {
namespace {

// As many as Linux follows.
constexpr int kMostLinks = 40;
// Of all links on a way together. Each part costs a system call, and a list may name the way often.
constexpr std::size_t kMostParts = 256;

struct CodePoints {
  char32_t first;
  char32_t last;
};

// Unicode's Default_Ignorable_Code_Point: HFS+ passes over some of them when it looks for a name,
// and folders of ext4 that do not tell letter case apart over all.
constexpr CodePoints kIgnorable[] = {
    {0x00AD, 0x00AD},   {0x034F, 0x034F},   {0x061C, 0x061C}, {0x115F, 0x1160}, {0x17B4, 0x17B5},
    {0x180B, 0x180F},   {0x200B, 0x200F},   {0x202A, 0x202E}, {0x2060, 0x206F}, {0x3164, 0x3164},
    {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFF8}, {0x1BCA0, 0x1BCA3},
    {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF},
};

std::string WithoutIgnorable(std::string_view name) {
  std::string out;
  for (std::size_t at = 0; at < name.size();) {
    const CodePoint c = DecodeUtf8(name, at);
    const bool passed_over =
        c.valid &&
        std::any_of(std::begin(kIgnorable), std::end(kIgnorable), [&](const CodePoints& range) {
          return c.value >= range.first && c.value <= range.last;
        });
    if (!passed_over) out += name.substr(at, c.length);
    at += c.length;
  }
  return out;
}

// The parts of a path that are still to be walked, the next one last.
void Push(std::string_view path, std::vector<std::string>* parts) {
  while (!path.empty()) {
    const std::size_t slash = path.rfind('/');
    const std::size_t begin = slash == std::string_view::npos ? 0 : slash + 1;
    parts->emplace_back(path.substr(begin));
    path = path.substr(0, begin == 0 ? 0 : begin - 1);
  }
}

// What of `path` comes after `root`; nothing if it is elsewhere.
std::optional<std::string_view> Below(std::string_view root, std::string_view path) {
  if (root.empty()) return path.starts_with('/') ? std::nullopt : std::optional(path);
  if (root == "/") return path.starts_with('/') ? std::optional(path) : std::nullopt;
  if (!path.starts_with(root)) return std::nullopt;
  path.remove_prefix(root.size());
  if (!path.empty() && path.front() != '/') return std::nullopt;
  return path;
}

Error LiesInGit() { return {"lies in a .git folder"}; }

// A file called .git has a line of this, as `git init --separate-git-dir` writes it.
constexpr std::string_view kGitFileBegin = "gitdir: ";
constexpr std::size_t kMaxGitFile = 16 << 10;

// The git folder of the tree where it lies in the tree and is not called .git, which is then a file
// or link that leads to it; "" where there is none.
std::string GitFolderIn(const FileSystem& files, const std::string& root) {
  const std::string git = JoinPath(root, ".git");
  const FileKind kind = files.KindOf(git);
  if (kind == FileKind::kMissing || (kind == FileKind::kFolder && !files.LinkTarget(git)))
    return {};
  std::string folder = git;
  if (kind == FileKind::kFile) {
    const Result<FileContents> file = files.Read(git, kMaxGitFile);
    if (!file || !file->bytes.starts_with(kGitFileBegin)) return {};
    std::string_view name = std::string_view(file->bytes).substr(kGitFileBegin.size());
    name = name.substr(0, name.find_last_not_of("\r\n") + 1);
    folder = name.starts_with('/') ? std::string(name) : JoinPath(root, name);
  }
  folder = files.Resolve(folder);
  return folder != git && Below(root, folder) ? folder : std::string();
}

// In any letter case, which the file system may not tell apart.
bool IsAtOrBelow(std::string_view folder, std::string_view path) {
  return path.size() >= folder.size() &&
         EqualsIgnoreAsciiCase(path.substr(0, folder.size()), folder) &&
         (path.size() == folder.size() || path[folder.size()] == '/');
}

}  // namespace

bool IsDotGit(std::string_view name) {
  // Of nearly all names the first byte says it: what begins with an ignorable one is not ASCII.
  if (name.empty()) return false;
  if (IsAscii(name.front()) && name.front() != '.' && AsciiLower(name.front()) != 'g') return false;
  std::string plain = WithoutIgnorable(name);
  // NTFS: streams of a file, and what Windows takes for separators.
  plain.resize(std::min(plain.find_first_of(":\\"), plain.size()));
  while (!plain.empty() && (plain.back() == '.' || plain.back() == ' ')) plain.pop_back();
  return EqualsIgnoreAsciiCase(plain, ".git") || EqualsIgnoreAsciiCase(plain, "git~1");
}

Result<std::string> Fence::Admit(std::string_view path) const {
  const Error out{Cat("leads out of ", root_.empty() ? "." : root_)};
  const auto below = Below(root_, path);
  if (!below || path.find('\0') != std::string_view::npos) return out;
  std::vector<std::string> rest;
  Push(*below, &rest);
  std::vector<std::size_t> ends;  // of the folders in `at`, to go back up
  std::string at = root_;
  int followed = 0;
  std::size_t walked = 0;  // parts of the links
  while (!rest.empty()) {
    const std::string part = std::move(rest.back());
    rest.pop_back();
    if (part.empty() || part == ".") continue;
    if (part == "..") {
      if (ends.empty()) return out;
      at.resize(ends.back());
      ends.pop_back();
      continue;
    }
    if (IsDotGit(part)) return LiesInGit();
    std::string next = JoinPath(at, part);
    const std::optional<std::string> target = files_.LinkTarget(next);
    if (!target) {
      ends.push_back(at.size());
      at = std::move(next);
      continue;
    }
    if (++followed > kMostLinks) return Error{"is a link that leads to itself"};
    walked += static_cast<std::size_t>(std::count(target->begin(), target->end(), '/')) + 1;
    if (walked > kMostParts) return Error{"is a link with too long a way"};
    if (target->starts_with('/')) {
      const auto inside = Below(root_, *target);
      if (!inside) return out;
      at = root_;
      ends.clear();
      Push(*inside, &rest);
    } else {
      Push(*target, &rest);
    }
  }
  const std::string git_folder = GitFolderIn(files_, root_);
  if (!git_folder.empty() && IsAtOrBelow(git_folder, at)) return LiesInGit();
  return at;
}

FileKind Fence::KindOf(std::string_view path) const {
  const Result<std::string> real = Admit(path);
  return real ? files_.KindOf(*real) : FileKind::kMissing;
}

Result<FileContents> Fence::Read(std::string_view path, std::size_t limit) const {
  const Result<std::string> real = Admit(path);
  if (!real) return real.error();
  return files_.Read(*real, limit, Links::kRefuse);
}

Result<std::vector<FolderEntry>> Fence::List(std::string_view folder) const {
  const Result<std::string> real = Admit(folder);
  if (!real) return real.error();
  return files_.List(*real, Links::kRefuse);
}

Result<FileIdentity> Fence::Write(FileSystem& files, std::string_view path,
                                  std::string_view bytes) const {
  const Result<std::string> real = Admit(path);
  if (!real) return real.error();
  return files.Write(*real, bytes, Links::kRefuse);
}

}  // namespace awl
