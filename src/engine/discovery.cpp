#include "engine/discovery.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

#include "base/strings.h"
#include "text/excerpt.h"
#include "text/glob.h"

namespace awl {
namespace {

std::string_view ExtensionOf(std::string_view path) {
  const std::string_view name = BaseName(path);
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : name.substr(dot);
}

bool IsMarkdown(std::string_view path) {
  const std::string_view extension = ExtensionOf(path);
  return EqualsIgnoreAsciiCase(extension, ".md") || EqualsIgnoreAsciiCase(extension, ".markdown");
}

// `path` as it is seen from `folder`, or nothing if it is not below.
std::string_view Below(std::string_view folder, std::string_view path) {
  if (folder.empty()) return path;
  const std::size_t size = folder == "/" ? 0 : folder.size();
  const bool below =
      path.size() > size + 1 && path.substr(0, size) == folder.substr(0, size) && path[size] == '/';
  return below ? path.substr(size + 1) : std::string_view();
}

bool HasDotGit(std::string_view path) {
  while (!path.empty()) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    if (IsDotGit(path.substr(0, slash))) return true;
    path.remove_prefix(std::min(slash + 1, path.size()));
  }
  return false;
}

class Finder {
 public:
  Finder(const FileSystem& fs, WorkTrees& trees, const Config& config, const FindOptions& options)
      : fs_(fs),
        trees_(trees),
        config_root_(fs.Resolve(config.root.empty() ? "." : config.root)),
        exclude_(config.exclude),
        options_(options) {}

  void AddPath(const std::string& path) {
    if (path == "-") {
      found_.files.push_back({.path = "-", .real = {}, .config_path = {}, .named = true});
      return;
    }
    Result<std::string> real = options_.fenced ? Fenced(path) : fs_.Resolve(path);
    if (!real) {
      found_.errors.push_back(Cat(Printable(path), ": ", Printable(real.error().message)));
      return;
    }
    // A shell's *.md names links, too.
    if (HasDotGit(*real) && !HasDotGit(Whole(path))) {
      found_.errors.push_back(Cat(Printable(path), ": is a link into a .git folder"));
      return;
    }
    switch (fs_.KindOf(path)) {
      case FileKind::kFolder:
        AddFolder(path, *real);
        break;
      // Reading says best what is wrong with it.
      case FileKind::kFile:
      case FileKind::kOther:
        AddFile({.path = path,
                 .real = std::move(*real),
                 .config_path = {},
                 .named = true,
                 .links = options_.fenced ? Links::kRefuse : Links::kFollow});
        break;
      case FileKind::kMissing:
        found_.errors.push_back(Cat(Printable(path), ": does not exist"));
        break;
    }
  }

  void AddReadme() {
    const Result<std::vector<FolderEntry>> entries = fs_.List(".");
    if (!entries) {
      found_.errors.push_back(Cat("the current folder ", entries.error().message));
      return;
    }
    // README.md beside readme.md may be there to be checked in its place.
    bool any = false;
    for (const FolderEntry& entry : *entries) {
      if (EqualsIgnoreAsciiCase(entry.name, "readme.md") && entry.kind != FileKind::kFolder) {
        Result<std::string> real = Fenced(entry.name);
        any = true;
        if (!real) {
          found_.errors.push_back(
              Cat(Printable(entry.name), ": ", Printable(real.error().message)));
        } else {
          AddFile({.path = entry.name, .real = std::move(*real), .config_path = {}, .named = true});
        }
      }
    }
    if (any) return;
    found_.errors.push_back("there is no readme.md here; name a file or a folder to check");
  }

  Discovery Take() { return std::move(found_); }

 private:
  // `path`, absolute, without "." and "..".
  std::string Whole(const std::string& path) const {
    return std::filesystem::path(path.starts_with('/') ? path : JoinPath(fs_.Resolve("."), path))
        .lexically_normal()
        .string();
  }

  // Where a path leads that nobody has named, seen from the current folder. A link may lead to
  // another list of the same commit, and not to what else lies about in the work tree (tools that
  // were installed there, secrets that git ignores), or in a repository around it.
  Result<std::string> Fenced(const std::string& path) {
    const std::string here = fs_.Resolve(".");
    WorkTree* tree = trees_.Find(here);
    const Fence fence(fs_, tree == nullptr ? here : tree->root());
    const std::string whole = Whole(path);
    Result<std::string> real = fence.Admit(whole);
    if (!real || *real == whole) return real;
    const std::string target(Below(fence.root(), *real));
    if (!IsMarkdown(target)) {
      return Error{Cat("is a link to ", target, ", which is not a Markdown file")};
    }
    if (tree == nullptr || !tree->has_git()) return real;
    for (const std::string_view end : {std::string_view(whole), std::string_view(*real)}) {
      const std::string_view file = Below(fence.root(), end);
      if (tree->IsTracked(file)) continue;
      return Error{Cat("is a link to ", target, ", and git does not track ", file,
                       "; add it, or name the file that it leads to")};
    }
    return real;
  }

  void AddFile(FoundFile file) {
    const std::string_view below = Below(config_root_, file.real);
    file.config_path = below.empty() ? std::string_view(file.real) : below;
    if (!exclude_.empty() && (!file.named || options_.force_exclude) &&
        exclude_.Matches(file.config_path)) {
      ++found_.excluded;
      return;
    }
    if (seen_.insert(file.real).second) found_.files.push_back(std::move(file));
  }

  // `real` is where it leads.
  void AddFolder(const std::string& folder, const std::string& real) {
    WorkTree* tree = trees_.FindOrFolder(real);
    bool any = false;
    for (const std::string& path : tree->Files()) {
      if (!IsMarkdown(path)) continue;
      const std::string full = JoinPath(tree->root(), path);
      const std::string_view below = Below(real, full);
      if (below.empty()) continue;
      const std::string shown = JoinPath(folder, below);
      // What a link leads to is found where it is, or does not belong to the folder.
      Result<std::string> admitted = tree->fence().Admit(full);
      if (!admitted || *admitted != full || fs_.KindOf(full) != FileKind::kFile) continue;
      any = true;
      AddFile({.path = shown, .real = full, .config_path = {}});
    }
    if (!any) found_.errors.push_back(Cat(Printable(folder), ": has no Markdown files"));
  }

  const FileSystem& fs_;
  WorkTrees& trees_;
  const std::string config_root_;
  const GlobSet exclude_;
  const FindOptions options_;
  std::set<std::string> seen_;
  Discovery found_;
};

}  // namespace

Discovery FindFiles(const FileSystem& fs, WorkTrees& trees, const Config& config,
                    const std::vector<std::string>& paths, const FindOptions& options) {
  Finder finder(fs, trees, config, options);
  if (paths.empty()) finder.AddReadme();
  for (const std::string& path : paths) finder.AddPath(path);
  return finder.Take();
}

std::string ConfigPath(const FileSystem& fs, const Config& config, const std::string& real) {
  const std::string_view below = Below(fs.Resolve(config.root.empty() ? "." : config.root), real);
  return std::string(below.empty() ? std::string_view(real) : below);
}

bool IsReadme(std::string_view path) {
  const std::string_view name = BaseName(path);
  return EqualsIgnoreAsciiCase(name.substr(0, name.rfind('.')), "readme");
}

std::string RepositoryRoot(const FileSystem& files, const std::string& folder) {
  std::string at = files.Resolve(folder.empty() ? "." : folder);
  while (files.KindOf(JoinPath(at, ".git")) == FileKind::kMissing) {
    if (at.empty() || at == "/") return {};
    at = FolderOf(at);
  }
  return at;
}

}  // namespace awl
