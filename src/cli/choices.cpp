#include "cli/choices.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <optional>
#include <utility>

#include "base/fence.h"
#include "base/strings.h"
#include "base/suggest.h"
#include "config/names.h"
#include "engine/work_tree.h"
#include "text/excerpt.h"
#include "text/log_text.h"

namespace awl {
namespace {

constexpr std::size_t kNoTerminalWidth = 100;
constexpr std::size_t kMaxWidth = 200;

// Where the config of a path of the command line is looked for.
std::string ConfigFolder(const std::string& path, const FileOptions& options,
                         const FileSystem& files) {
  if (path == "-") return std::string(FolderOf(options.stdin_filename));
  return std::string(files.KindOf(path) == FileKind::kFolder ? path : FolderOf(path));
}

// A path of the command line, and the tree that a stranger's commit may have made, around here.
struct InTree {
  InTree(const FileSystem& files, const std::string& given)
      : InTree(files, given, files.Resolve(".")) {}

  Fence fence;
  std::string path;  // without "." and ".."
  bool is_inside = false;

 private:
  InTree(const FileSystem& files, const std::string& given, const std::string& here)
      : fence(files, RootAround(files, here)),
        path(std::filesystem::path(given.starts_with('/') ? given : JoinPath(here, given))
                 .lexically_normal()
                 .string()) {
    const std::string& root = fence.root();
    is_inside = path.starts_with(JoinPath(root, "")) && !(root.empty() && path[0] == '/');
  }
  static std::string RootAround(const FileSystem& files, const std::string& here) {
    std::string root = RepositoryRoot(files, ".");
    return root.empty() ? here : root;
  }
};

}  // namespace

std::string BadChoice(std::string_view option, std::span<const std::string_view> choices,
                      std::string_view given) {
  std::string out = Cat(option, ": expected ");
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (i > 0) out += i + 1 == choices.size() ? " or " : ", ";
    out += choices[i];
  }
  return Cat(out, ", not \"", Printable(given), "\"", DidYouMean(given, choices));
}

Result<bool> WantsColor(const std::string& when, bool to_file, const Context& context) {
  static constexpr std::string_view kWhen[] = {"auto", "always", "never"};
  if (when == "always") return true;
  if (when == "never") return false;
  if (when != "auto") return Error{BadChoice("--color", kWhen, when)};
  if (to_file) return false;
  if (!context.environment("NO_COLOR").empty()) return false;
  const std::string force = context.environment("FORCE_COLOR");
  if (!force.empty()) return force != "0";
  return context.out_is_terminal && context.environment("TERM") != "dumb";
}

bool DrawsLinks(const Context& context) {
  const std::string force = context.environment("FORCE_HYPERLINK");
  if (!force.empty()) return force != "0";
  if (!context.out_is_terminal) return false;
  for (const char* name : {"KITTY_WINDOW_ID", "WT_SESSION", "KONSOLE_VERSION", "DOMTERM"}) {
    if (!context.environment(name).empty()) return true;
  }
  const std::string vte = context.environment("VTE_VERSION");
  int version = 0;
  std::from_chars(vte.data(), vte.data() + vte.size(), version);
  if (version >= 5000) return true;
  const std::string program = context.environment("TERM_PROGRAM");
  return program == "iTerm.app" || program == "WezTerm" || program == "vscode" ||
         program == "ghostty" || program == "Hyper";
}

std::size_t TextWidth(const Context& context) {
  return context.width == 0 ? kNoTerminalWidth
                            : std::clamp<std::size_t>(context.width, 40, kMaxWidth);
}

Result<std::vector<PathGroup>> GroupByConfig(const FileOptions& options, const RuleChoice& rules,
                                             const Context& context) {
  const FileSystem& files = context.files;
  ConfigRequest request{.path = options.config,
                        .none = options.no_config,
                        .profile = {},
                        .select = rules.select,
                        .ignore = rules.ignore};
  if (!rules.profile.empty()) {
    request.profile = ParseProfile(rules.profile);
    if (!request.profile) return Error{BadChoice("--profile", ProfileNames(), rules.profile)};
  }
  if (!request.path.empty()) {
    Result<std::string> admitted = Admitted(files, options, request.path);
    if (!admitted) return admitted.error();
    request.path = std::move(*admitted);
  }
  if (request.none && !request.path.empty()) {
    return Error{"--config and --no-config do not go together"};
  }

  WorkTrees trees(files, context.run_process);
  const Result<std::unique_ptr<RevisionFiles>> revision = FilesOfRevision(options, trees, files);
  if (!revision) return revision.error();
  const FileSystem& config_files = *revision == nullptr ? files : **revision;
  const bool of_revision = *revision != nullptr;
  request.is_tracked = [&trees, of_revision](const std::string& file) {
    return of_revision || trees.IsTracked(file);
  };

  std::vector<PathGroup> groups;
  // Folder to config file, and config file to group. The same folders come again and again.
  std::vector<std::pair<std::string, std::string>> found;
  std::vector<std::string> group_files;
  const auto add = [&](const std::string* path, const std::string& folder,
                       const std::string& file) -> std::optional<Error> {
    std::size_t at = 0;
    while (at < group_files.size() && group_files[at] != file) ++at;
    if (at == group_files.size()) {
      if (!file.empty()) request.path = file;
      request.found = options.config.empty();
      request.none = options.no_config || file.empty();
      Result<LoadedConfig> config = LoadConfig(config_files, request, folder);
      if (!config) return config.error();
      groups.push_back({.paths = {}, .config = std::move(*config)});
      group_files.push_back(file);
    }
    if (path != nullptr) groups[at].paths.push_back(*path);
    return std::nullopt;
  };
  const auto file_for = [&](const std::string& folder) -> Result<std::string> {
    if (!options.config.empty() || options.no_config) return options.config;
    for (const auto& [known, file] : found) {
      if (known == folder) return file;
    }
    Result<std::string> file = FindConfig(config_files, folder);
    if (file) found.emplace_back(folder, *file);
    return file;
  };

  std::vector<const std::string*> paths;
  for (const std::string& path : options.paths) paths.push_back(&path);
  if (paths.empty()) paths.push_back(nullptr);
  for (const std::string* path : paths) {
    const std::string folder = path == nullptr ? "" : ConfigFolder(*path, options, files);
    const Result<std::string> file = file_for(folder);
    if (!file) return file.error();
    if (std::optional<Error> error = add(path, folder, *file)) return *error;
  }
  return groups;
}

std::optional<Error> CheckStdinName(const FileOptions& options) {
  const std::vector<std::string>& paths = options.paths;
  if (options.stdin_filename.empty() || std::find(paths.begin(), paths.end(), "-") != paths.end()) {
    return std::nullopt;
  }
  return Error{"--stdin-filename goes with the path - (standard input)"};
}

Result<std::unique_ptr<RevisionFiles>> FilesOfRevision(const FileOptions& options, WorkTrees& trees,
                                                       const FileSystem& files) {
  if (options.config_from.empty()) return std::unique_ptr<RevisionFiles>();
  WorkTree* tree = trees.Find(files.Resolve("."));
  if (tree == nullptr) return Error{"--config-from: this folder is in no git work tree"};
  Result<std::unique_ptr<RevisionFiles>> opened =
      RevisionFiles::Open(files, *tree, options.config_from);
  if (!opened) return Error{Cat("--config-from: ", opened.error().message)};
  return opened;
}

Result<ProcessResult> RunGit(const Context& context, const ProcessRequest& request) {
  if (context.run_process == nullptr) return Error{"no program can be run here"};
  return context.run_process(request);
}

Result<FileIdentity> WriteOutput(FileSystem& files, const std::string& path,
                                 std::string_view bytes) {
  const InTree in_tree(files, path);
  if (!in_tree.is_inside) return files.Write(path, bytes);
  const Result<std::string> real = in_tree.fence.Admit(in_tree.path);
  if (!real) return real.error();
  if (*real != in_tree.path) return Error{"is a link, or lies behind one: it is not written"};
  return files.Write(*real, bytes, Links::kRefuse);
}

Result<std::string> Admitted(const FileSystem& files, const FileOptions& options,
                             const std::string& path) {
  const InTree in_tree(files, path);
  if (!options.fenced || !in_tree.is_inside) return path;
  Result<std::string> real = in_tree.fence.Admit(in_tree.path);
  if (!real) return Error{Cat(Printable(path), ": ", Printable(real.error().message))};
  return real;
}

std::string InSingleQuotes(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  return out;
}

std::string ShellQuoted(std::string_view word) {
  bool plain = !word.empty();
  for (const char c : word) {
    plain = plain &&
            (IsAsciiAlnum(c) || std::string_view("-_./:,=@%+").find(c) != std::string_view::npos);
  }
  if (plain) return std::string(word);
  return Cat("'", InSingleQuotes(word), "'");
}

int Fail(Context& context, std::string_view message) {
  std::string text(message);
  while (!text.empty() && text.back() == '\n') text.pop_back();
  // "path:line:column: error: …" is clickable as it is.
  const bool placed = text.find(": error: ") != std::string::npos || text.starts_with("error: ");
  const std::string line = placed ? text : Cat("awl: ", Printable(text));
  context.err.Write(LogText(Cat(line, "\n")));
  return kExitFailure;
}

}  // namespace awl
