#include "engine/work_tree.h"

#include <algorithm>
#include <charconv>
#include <chrono>

#include "awl/document.h"
#include "awl/list.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "facts/anchors.h"
#include "facts/facts.h"
#include "parse/parse.h"
#include "text/excerpt.h"

namespace awl {
namespace {

constexpr std::size_t kReadLimit = std::size_t{16} << 20;
constexpr std::size_t kWalkLimit = 200'000;  // files, in a folder without git
constexpr std::size_t kRevisionLimit = 256;
// What git says of a repository that belongs to another user.
constexpr std::string_view kForeignOwner = "dubious ownership";
constexpr auto kRevisionsTime = std::chrono::seconds(10);

// Calls `use` with each part of `text` that ends in `end`.
template <typename Use>
void ForEachEnded(std::string_view text, char end, Use use) {
  while (!text.empty()) {
    const std::size_t at = std::min(text.find(end), text.size());
    use(text.substr(0, at));
    text.remove_prefix(std::min(at + 1, text.size()));
  }
}

bool EndsWith(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

bool StartsWith(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

// Without a line end.
std::string FirstLine(std::string_view text) {
  return std::string(text.substr(0, text.find('\n')));
}

// Relative, with no part that leads up or into .git.
bool IsInside(std::string_view path) {
  if (path.empty() || path.front() == '/' || path.find('\0') != std::string_view::npos) {
    return false;
  }
  bool inside = true;
  ForEachEnded(path, '/',
               [&](std::string_view part) { inside = inside && part != ".." && !IsDotGit(part); });
  return inside;
}

// "\"a\\tb\\303\\244\"" as git quotes names, or the name as it stands.
std::string Unquote(std::string_view name) {
  if (name.size() < 2 || name.front() != '"') return std::string(name.substr(0, name.find('\t')));
  std::string out;
  for (std::size_t i = 1; i < name.size() && name[i] != '"'; ++i) {
    if (name[i] != '\\' || i + 1 == name.size()) {
      out += name[i];
      continue;
    }
    const char c = name[++i];
    constexpr std::string_view kLetters = "abtnvfr";
    const std::size_t letter = kLetters.find(c);
    if (letter != std::string_view::npos) {
      out += static_cast<char>('\a' + letter);
    } else if (c >= '0' && c <= '7') {
      int value = 0;
      std::size_t digits = 0;
      for (; digits < 3 && i + digits < name.size() && name[i + digits] >= '0' &&
             name[i + digits] <= '7';
           ++digits) {
        value = value * 8 + (name[i + digits] - '0');
      }
      out += static_cast<char>(value);
      i += digits - 1;
    } else {
      out += c;
    }
  }
  return out;
}

// Reads "12,3" or "12" (count 1) from the front of `text`.
bool TakeSpan(std::string_view* text, std::uint32_t* first, std::uint32_t* count) {
  const auto take = [text](std::uint32_t* number) {
    const char* begin = text->data();
    const auto [end, error] = std::from_chars(begin, begin + text->size(), *number);
    if (error != std::errc()) return false;
    text->remove_prefix(static_cast<std::size_t>(end - begin));
    return true;
  };
  *count = 1;
  if (!take(first)) return false;
  if (text->empty() || text->front() != ',') return true;
  text->remove_prefix(1);
  return take(count);
}

}  // namespace

std::map<std::string, std::vector<WorkTree::LineSpan>, std::less<>> ParseDiff(
    std::string_view diff) {
  std::map<std::string, std::vector<WorkTree::LineSpan>, std::less<>> files;
  std::vector<WorkTree::LineSpan>* file = nullptr;
  std::uint32_t in_hunk = 0;  // lines of the hunk that are still to come
  ForEachEnded(diff, '\n', [&](std::string_view line) {
    if (StartsWith(line, "\\")) return;
    if (in_hunk > 0) {
      --in_hunk;
      return;
    }
    if (StartsWith(line, "diff ")) {
      file = nullptr;
    } else if (StartsWith(line, "+++ ")) {
      const std::string name = Unquote(line.substr(4));
      if (StartsWith(name, "b/")) file = &files[name.substr(2)];
    } else if (StartsWith(line, "@@ -")) {
      line.remove_prefix(4);
      std::uint32_t old_first = 0;
      std::uint32_t old_count = 0;
      std::uint32_t first = 0;
      std::uint32_t count = 0;
      if (!TakeSpan(&line, &old_first, &old_count) || !StartsWith(line, " +")) return;
      line.remove_prefix(2);
      if (!TakeSpan(&line, &first, &count)) return;
      in_hunk = old_count + count;
      if (file != nullptr && count > 0 && first > 0) file->push_back({first - 1, count});
    }
  });
  return files;
}

WorkTree::WorkTree(const FileSystem& files, std::string root, bool has_git, ProcessRunner run_git)
    : fs_(files),
      root_(std::move(root)),
      has_git_(has_git),
      run_git_(std::move(run_git)),
      fence_(files, root_) {}

// Nothing of the environment, of the system's configuration or of the folder's own may make git run
// another program, write, ask, or reach for the network.
Result<ProcessResult> WorkTree::Git(std::vector<std::string> arguments) {
  ProcessRequest request{
      .command = {"git", "--no-pager", "--no-replace-objects", "--literal-pathspecs"},
      .folder = root_,
      .environment = {{"LC_ALL", "C"},
                      {"GIT_CONFIG_NOSYSTEM", "1"},
                      {"GIT_OPTIONAL_LOCKS", "0"},
                      {"GIT_TERMINAL_PROMPT", "0"},
                      {"GIT_NO_LAZY_FETCH", "1"},
                      {"GIT_ALLOW_PROTOCOL", "none"},
                      {"GIT_ASKPASS", "/bin/false"},
                      {"GIT_PAGER", "cat"}}};
  for (const std::string_view setting :
       {"core.fsmonitor=false", "core.hooksPath=/dev/null", "core.quotePath=false",
        "core.attributesFile=/dev/null", "log.showSignature=false", "protocol.allow=never",
        "submodule.recurse=false", "diff.external=", "core.sshCommand=false",
        "safe.bareRepository=explicit"}) {
    request.command.insert(request.command.end(), {"-c", std::string(setting)});
  }
  // Keys may hold any character, which -c cannot say.
  request.environment.emplace_back("GIT_CONFIG_COUNT", Cat(disarmed_.size()));
  for (std::size_t i = 0; i < disarmed_.size(); ++i) {
    request.environment.emplace_back(Cat("GIT_CONFIG_KEY_", i), disarmed_[i].first);
    request.environment.emplace_back(Cat("GIT_CONFIG_VALUE_", i), disarmed_[i].second);
  }
  request.command.insert(request.command.end(), arguments.begin(), arguments.end());
  return run_git_(request);
}

Result<std::string> WorkTree::GitOutput(std::vector<std::string> arguments) {
  ReadConfig();
  if (!git_works_) return Error{Cat("git cannot read the repository ", root_)};
  Result<ProcessResult> result = Git(arguments);
  if (result && result->errors.find(kForeignOwner) != std::string::npos && TrustAsSystemDoes()) {
    ReadConfig();  // until now git did not look at the repository's own
    result = Git(std::move(arguments));
  }
  if (!result) return result.error();
  if (result->exit_status != 0) return Error{FirstLine(result->errors)};
  return std::move(result->output);
}

// In containers the administrator says which repositories of other owners git may read. Of the
// system's configuration nothing else counts.
bool WorkTree::TrustAsSystemDoes() {
  if (asked_system_) return false;
  asked_system_ = true;
  const Result<ProcessResult> trusted =
      Git({"config", "--system", "-z", "--get-all", "safe.directory"});
  if (!trusted || trusted->exit_status != 0) return false;
  ForEachEnded(trusted->output, '\0', [this](std::string_view folder) {
    disarmed_.emplace_back("safe.directory", folder);
  });
  config_.clear();
  config_read_ = false;
  return true;
}

// Reading the configuration runs nothing. What it finds that would is turned off from then on.
void WorkTree::ReadConfig() {
  if (config_read_) return;
  config_read_ = true;
  if (!has_git_ || run_git_ == nullptr) return;
  const Result<ProcessResult> list = Git({"config", "-z", "--list"});
  if (!list || list->exit_status != 0) return;
  git_works_ = true;
  ForEachEnded(list->output, '\0', [this](std::string_view entry) {
    const std::size_t eol = std::min(entry.find('\n'), entry.size());
    std::string key(entry.substr(0, eol));
    const std::string_view value = entry.substr(std::min(eol + 1, entry.size()));
    if (StartsWith(key, "filter.")) {
      if (EndsWith(key, ".clean") || EndsWith(key, ".smudge") || EndsWith(key, ".process")) {
        disarmed_.emplace_back(key, "");
      } else if (EndsWith(key, ".required")) {
        disarmed_.emplace_back(key, "false");
      }
    }
    config_.emplace_back(std::move(key), value);
  });
}

// The last one counts.
std::string WorkTree::Setting(const std::string& key) const {
  const auto found = std::find_if(config_.rbegin(), config_.rend(),
                                  [&](const auto& entry) { return entry.first == key; });
  return found == config_.rend() ? std::string() : found->second;
}

void WorkTree::Walk() {
  struct Level {
    std::string prefix;
    std::vector<FolderEntry> entries;
    std::size_t next = 0;
  };
  std::vector<Level> levels;
  const auto enter = [&](std::string prefix) {
    Result<std::vector<FolderEntry>> entries = fs_.List(JoinPath(root_, prefix), Links::kRefuse);
    if (entries) levels.push_back({std::move(prefix), std::move(*entries)});
  };
  enter("");
  while (!levels.empty() && files_->size() < kWalkLimit) {
    Level& level = levels.back();
    if (level.next == level.entries.size()) {
      levels.pop_back();
      continue;
    }
    const FolderEntry& entry = level.entries[level.next++];
    const std::string path = level.prefix + entry.name;
    if (entry.kind == FileKind::kFile) files_->push_back(path);
    // A link to a folder could lead anywhere, or around in a circle.
    if (entry.kind == FileKind::kFolder && !entry.is_link && entry.name.front() != '.') {
      enter(path + "/");
    }
  }
}

void WorkTree::ListFiles() {
  if (files_) return;
  files_.emplace();
  const Result<std::string> listed =
      has_git_ ? GitOutput({"ls-files", "-z", "-c", "-o", "--exclude-standard"})
               : Result<std::string>(Error{});
  if (listed) {
    ForEachEnded(*listed, '\0', [this](std::string_view path) {
      if (!path.empty() && path.back() != '/') files_->emplace_back(path);
    });
  } else {
    Walk();
  }
  std::sort(files_->begin(), files_->end());
  files_->erase(std::unique(files_->begin(), files_->end()), files_->end());
}

const std::vector<std::string>& WorkTree::Files() {
  const std::lock_guard lock(mutex_);
  ListFiles();
  return *files_;
}

bool WorkTree::IsTracked(std::string_view path) {
  const std::lock_guard lock(mutex_);
  if (!has_git_ || !IsInside(path)) return false;
  const Result<std::string> listed =
      GitOutput({"ls-files", "-z", "-c", "--error-unmatch", "--", std::string(path)});
  return listed && *listed == Cat(path, std::string_view("\0", 1));
}

bool WorkTree::Exists(std::string_view path) {
  while (!path.empty() && path.back() == '/') path.remove_suffix(1);
  if (path.empty() || path == ".") return true;
  if (!IsInside(path)) return false;
  {
    const std::lock_guard lock(mutex_);
    ListFiles();
    const auto file = std::lower_bound(files_->begin(), files_->end(), path);
    if (file == files_->end() || *file != path) {
      const std::string prefix = Cat(path, "/");
      const auto below = std::lower_bound(files_->begin(), files_->end(), prefix);
      if (below == files_->end() || !StartsWith(*below, prefix)) return false;
    }
  }
  // git lists tracked files that somebody has just deleted. What lies outside is nobody's business:
  // a link to it is there.
  const Result<std::string> real = fence_.Admit(JoinPath(root_, path));
  return !real || fs_.KindOf(*real) != FileKind::kMissing;
}

std::optional<std::string> WorkTree::Read(std::string_view path) {
  if (!IsInside(path)) return std::nullopt;
  Result<FileContents> contents = fence_.Read(JoinPath(root_, path), kReadLimit);
  if (!contents) return std::nullopt;
  return std::move(contents->bytes);
}

struct WorkTree::ParsedFile {
  explicit ParsedFile(std::unique_ptr<const Document> parsed)
      : document(std::move(parsed)), list(*document), facts(list) {}

  const std::unique_ptr<const Document> document;
  const List list;
  const Facts facts;
};

std::optional<bool> WorkTree::HasAnchor(std::string_view path, std::string_view id) {
  std::shared_ptr<const ParsedFile> file;
  {
    const std::lock_guard lock(mutex_);
    const auto known = parsed_.find(path);
    if (known == parsed_.end()) {
      std::optional<std::string> text = Read(path);
      if (text && IsValidUtf8(*text)) {
        file = std::make_shared<const ParsedFile>(
            Parse(std::make_shared<const Source>(std::string(path), std::move(*text))));
      }
      parsed_.emplace(path, file);
    } else {
      file = known->second;
    }
  }
  return file == nullptr ? std::nullopt : std::optional(file->facts.anchors().Resolves(id));
}

void WorkTree::ForgetAnchors(std::string_view path) {
  const std::lock_guard lock(mutex_);
  const auto known = parsed_.find(path);
  if (known != parsed_.end()) parsed_.erase(known);
}

const std::string& WorkTree::CurrentRemote() {
  if (current_remote_) return *current_remote_;
  current_remote_ = "origin";
  const Result<std::string> head = GitOutput({"symbolic-ref", "--quiet", "--short", "HEAD"});
  if (head) {
    std::string remote = Setting(Cat("branch.", FirstLine(*head), ".remote"));
    if (!remote.empty() && remote != ".") current_remote_ = std::move(remote);
  }
  return *current_remote_;
}

std::optional<std::string> WorkTree::RemoteUrl() {
  const std::lock_guard lock(mutex_);
  ReadConfig();
  std::string url = Setting("remote.origin.url");
  if (url.empty()) url = Setting(Cat("remote.", CurrentRemote(), ".url"));
  return url.empty() ? std::nullopt : std::optional<std::string>(std::move(url));
}

std::optional<std::string> WorkTree::DefaultBranch() {
  const std::lock_guard lock(mutex_);
  if (default_branch_) return *default_branch_;
  default_branch_.emplace();
  ReadConfig();
  const std::string remote = Setting("remote.origin.url").empty() ? CurrentRemote() : "origin";
  const Result<std::string> head =
      GitOutput({"symbolic-ref", "--quiet", Cat("refs/remotes/", remote, "/HEAD")});
  if (head) {
    const std::string prefix = Cat("refs/remotes/", remote, "/");
    const std::string ref = FirstLine(*head);
    if (StartsWith(ref, prefix)) *default_branch_ = ref.substr(prefix.size());
  }
  return *default_branch_;
}

std::optional<std::int64_t> WorkTree::FirstCommitTime() {
  const std::lock_guard lock(mutex_);
  if (first_commit_) return *first_commit_;
  first_commit_.emplace();
  const Result<std::string> shallow = GitOutput({"rev-parse", "--is-shallow-repository"});
  if (!shallow || FirstLine(*shallow) != "false") return std::nullopt;
  const Result<std::string> roots =
      GitOutput({"rev-list", "--max-parents=0", "--timestamp", "HEAD"});
  if (!roots) return std::nullopt;
  ForEachEnded(*roots, '\n', [this](std::string_view line) {
    std::int64_t time = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), time);
    if (error == std::errc()) *first_commit_ = std::min(time, first_commit_->value_or(time));
  });
  return *first_commit_;
}

std::vector<std::string> WorkTree::Revisions(std::string_view path, std::size_t at_most) {
  const std::lock_guard lock(mutex_);
  if (!has_git_ || !IsInside(path)) return {};
  if (revisions_of_ != path) revisions_.clear();
  revisions_of_ = path;
  const auto [known, is_new] = revisions_.try_emplace(at_most);
  std::vector<std::string>& out = known->second;
  if (!is_new) return out;
  const auto until = std::chrono::steady_clock::now() + kRevisionsTime;
  const Result<std::string> commits =
      GitOutput({"rev-list", Cat("--max-count=", std::min(at_most, kRevisionLimit)), "HEAD", "--",
                 std::string(path)});
  if (!commits) return out;
  ForEachEnded(*commits, '\n', [&](std::string_view commit) {
    if (std::chrono::steady_clock::now() > until) return;
    Result<std::string> blob = GitOutput({"cat-file", "blob", Cat(commit, ":", path)});
    if (blob && blob->size() <= kReadLimit) out.push_back(std::move(*blob));
  });
  return out;
}

Result<std::string> WorkTree::CommitOf(std::string_view revision) {
  const Result<std::string> commit = GitOutput(
      {"rev-parse", "--verify", "--quiet", "--end-of-options", Cat(revision, "^{commit}")});
  if (commit) return FirstLine(*commit);
  // Of a revision that is unknown git says nothing.
  const std::string& said = commit.error().message;
  return Error{said.empty() ? Cat("unknown revision '", revision, "'") : Cat("git: ", said)};
}

Result<std::map<std::string, TreeEntry>> WorkTree::EntriesAt(const std::string& revision) {
  const std::lock_guard lock(mutex_);
  ReadConfig();
  if (!git_works_) return Error{Cat("needs git, which cannot read ", root_)};
  const Result<std::string> commit = CommitOf(revision);
  if (!commit) return commit.error();
  const Result<std::string> listed = GitOutput({"ls-tree", "-r", "-z", "--full-tree", *commit});
  if (!listed) return listed.error();
  std::map<std::string, TreeEntry> entries;
  // "100644 blob ID\tPATH"
  ForEachEnded(*listed, '\0', [&](std::string_view line) {
    const std::size_t tab = line.find('\t');
    if (tab == std::string_view::npos || tab < 13) return;
    TreeEntry& entry = entries[std::string(line.substr(tab + 1))];
    const std::string_view mode = line.substr(0, 6);
    if (StartsWith(mode, "100")) entry.kind = TreeEntry::Kind::kFile;
    if (mode == "120000") entry.kind = TreeEntry::Kind::kLink;
    entry.id = line.substr(12, tab - 12);
  });
  return entries;
}

Result<std::string> WorkTree::Blob(const std::string& id) {
  const std::lock_guard lock(mutex_);
  return GitOutput({"cat-file", "blob", id});
}

std::optional<std::string> WorkTree::ReadAt(std::string_view path, std::string_view revision) {
  const std::lock_guard lock(mutex_);
  if (!has_git_ || !IsInside(path)) return std::nullopt;
  const Result<std::string> commit = CommitOf(revision);
  if (!commit) return std::nullopt;
  Result<std::string> blob = GitOutput({"cat-file", "blob", Cat(*commit, ":", std::string(path))});
  if (!blob || blob->size() > kReadLimit) return std::nullopt;
  return std::move(*blob);
}

// With this attribute git checks out other bytes than a revision has, so that the lines that it
// calls changed are not those of the file.
std::optional<Error> WorkTree::FindOtherEncoding(const Changes& changes) {
  constexpr std::size_t kMostPaths = 500;  // of one command line
  for (auto next = changes.changed.begin(); next != changes.changed.end();) {
    std::vector<std::string> command = {"check-attr", "-z", "working-tree-encoding", "--"};
    for (std::size_t i = 0; i < kMostPaths && next != changes.changed.end(); ++i, ++next) {
      command.push_back(next->first);
    }
    const Result<std::string> attributes = GitOutput(std::move(command));
    if (!attributes) return attributes.error();
    std::vector<std::string_view> fields;  // path, attribute and value, again and again
    ForEachEnded(*attributes, '\0', [&](std::string_view field) { fields.push_back(field); });
    for (std::size_t i = 0; i + 2 < fields.size(); i += 3) {
      const std::string_view value = fields[i + 2];
      if (value == "unspecified" || value == "unset" || EqualsIgnoreAsciiCase(value, "utf-8")) {
        continue;
      }
      return Error{Cat(".gitattributes gives ", Printable(fields[i]), " the working-tree-encoding ",
                       Printable(value), ", so its lines cannot be compared; remove that")};
    }
  }
  return std::nullopt;
}

const Result<WorkTree::Changes>& WorkTree::ChangedSince(const std::string& revision) {
  const std::lock_guard lock(mutex_);
  if (changes_) return *changes_;
  const auto fail = [this](std::string message) -> const Result<Changes>& {
    return changes_.emplace(Error{std::move(message)});
  };
  ReadConfig();
  if (!git_works_) return fail(Cat("--changed-since needs git, which cannot read ", root_));
  const Result<std::string> commit = CommitOf(revision);
  if (!commit) return fail(commit.error().message);
  const Result<std::string> diff =
      GitOutput({"diff", "-U0", "-M", "--no-color", "--no-ext-diff", "--no-textconv", "--text",
                 "--ignore-submodules=all", "--no-relative", "--src-prefix=a/", "--dst-prefix=b/",
                 "--no-indent-heuristic", "--diff-algorithm=myers", *commit, "--"});
  if (!diff) return fail(diff.error().message);
  const Result<std::string> tracked = GitOutput({"ls-files", "-z", "-c"});
  if (!tracked) return fail(tracked.error().message);
  Changes changes{.changed = ParseDiff(*diff)};
  if (const auto error = FindOtherEncoding(changes)) return fail(error->message);
  ForEachEnded(*tracked, '\0', [&](std::string_view path) { changes.tracked.emplace_back(path); });
  std::sort(changes.tracked.begin(), changes.tracked.end());
  return changes_.emplace(std::move(changes));
}

WorkTree* WorkTrees::Find(const std::string& folder) {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> passed;
  WorkTree* tree = nullptr;
  for (std::string at = folder;;) {
    const auto known = by_folder_.find(at);
    if (known != by_folder_.end()) {
      tree = known->second;
      break;
    }
    passed.push_back(at);
    if (fs_.KindOf(JoinPath(at, ".git")) != FileKind::kMissing) {
      std::unique_ptr<WorkTree>& slot = trees_[at];
      if (slot == nullptr) slot = std::make_unique<WorkTree>(fs_, at, true, run_git_);
      tree = slot.get();
      break;
    }
    if (at.empty() || at == "/") break;
    at = FolderOf(at);
  }
  for (const std::string& path : passed) by_folder_[path] = tree;
  return tree;
}

WorkTree* WorkTrees::FindOrFolder(const std::string& folder) {
  WorkTree* tree = Find(folder);
  if (tree != nullptr) return tree;
  const std::lock_guard lock(mutex_);
  std::unique_ptr<WorkTree>& slot = folders_[folder];
  if (slot == nullptr) slot = std::make_unique<WorkTree>(fs_, folder, false, nullptr);
  return slot.get();
}

bool WorkTrees::IsTracked(const std::string& file) {
  WorkTree* tree = Find(std::string(FolderOf(file)));
  return tree != nullptr && tree->IsTracked(file.substr(JoinPath(tree->root(), "").size()));
}

}  // namespace awl
