#include "config/load_config.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/fence.h"
#include "base/strings.h"
#include "base/suggest.h"
#include "config/names.h"
#include "config/preset_table.h"
#include "config/presets.h"
#include "config/read_links.h"
#include "config/read_patterns.h"
#include "config/read_rules.h"
#include "config/yaml.h"
#include "pattern/pattern_set.h"
#include "text/excerpt.h"

namespace awl {
namespace {

constexpr std::string_view kFileNames[] = {".awl.yaml", "awl.yaml"};
// What people write for these, and would wait for in vain.
constexpr std::string_view kWrongNames[] = {".awl.yml", "awl.yml"};
constexpr std::string_view kKeys[] = {"extends",   "rules",    "lists", "exclude",
                                      "overrides", "patterns", "links"};
constexpr std::string_view kOverrideKeys[] = {"paths", "sections", "rules"};
// Files that extend each other: more than anyone needs, and a limit for those that branch.
constexpr std::size_t kMaxFiles = 64;

// "" is the parent of "a", "/" of "/a"; the last one has none.
std::optional<std::string> ParentOf(const std::string& path) {
  if (path.empty() || path == "/") return std::nullopt;
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return std::string();
  return slash == 0 ? std::string("/") : path.substr(0, slash);
}

// `path` as people write it in the current folder.
std::string Shown(const FileSystem& files, const std::string& path) {
  const std::string here = files.Resolve(".");
  if (here.size() > 1 && path.size() > here.size() && path.compare(0, here.size(), here) == 0 &&
      path[here.size()] == '/') {
    return path.substr(here.size() + 1);
  }
  return path;
}

bool LooksLikeFile(std::string_view name) {
  return name.find('/') != std::string_view::npos || name.ends_with(".yaml") ||
         name.ends_with(".yml");
}

// One file that was read.
struct LoadedFile {
  std::string path;  // resolved
  std::shared_ptr<const Source> source;
  YamlNode root;
};

// Reads a config file and all that it extends. `extends` may be nested, so this is a walk over a
// graph of files: `chain_` is the way to the file at hand, for cycles.
class Loader {
 public:
  explicit Loader(const FileSystem& files) : files_(files) {
    problems_.set_showing([this](const Source& source) { return ShowingOf(source.path()); });
  }

  Result<LoadedConfig> Load(const ConfigRequest& request, const std::string& folder) {
    is_tracked_ = request.is_tracked;
    if (!request.none) {
      ConfigRequest wanted = request;
      if (wanted.path.empty()) {
        Result<std::string> found = FindConfig(files_, folder);
        if (!found) return found.error();
        wanted.path = *found;
        wanted.found = true;
      }
      if (!wanted.path.empty()) {
        if (std::optional<Error> error = ReadFirst(wanted)) return *error;
      }
    }
    if (out_.config.path.empty()) out_.config.root = RepositoryRoot(folder);
    CollectOwnRules();
    for (const LoadedFile& file : loaded_) Interpret(file);
    AddCommandLine(request);
    if (!problems_.empty()) return Error{problems_.text()};
    return std::move(out_);
  }

  Result<std::shared_ptr<const PatternSet>> LoadPatternsOf(const std::string& path) {
    if (files_.KindOf(path) != FileKind::kFile) {
      return Error{Cat(Printable(path), ": error: no such file\n")};
    }
    const std::string resolved = files_.Resolve(path);
    fence_.emplace(files_, RepositoryRoot(std::string(FolderOf(resolved))));
    if (!files_.LinkTarget(path)) shown_.insert(path);
    resolved_[path] = resolved;
    Result<FileContents> contents = files_.Read(path, kYamlMaxBytes + 1);
    if (!contents) return Error{Cat(Printable(path), ": error: ", contents.error().message, "\n")};
    auto source = std::make_shared<const Source>(path, std::move(contents->bytes));
    Result<YamlNode> root = Parsed(*source);
    if (!root) return root.error();
    if (root->is_sequence()) {
      YamlNode config{.kind = YamlNode::Kind::kMap, .range = root->range};
      root->key = "patterns";
      config.children.push_back(std::move(*root));
      root = std::move(config);
    }
    loaded_.push_back({resolved, std::move(source), std::move(*root)});
    CollectOwnRules();
    if (!problems_.empty()) return Error{problems_.text()};
    return out_.config.patterns;
  }

 private:
  // Without a config, globs would be relative to this.
  std::string RepositoryRoot(const std::string& folder) const {
    const std::string start = files_.Resolve(folder.empty() ? "." : folder);
    for (std::optional<std::string> at = start; at; at = ParentOf(*at)) {
      if (files_.KindOf(JoinPath(*at, ".git")) != FileKind::kMissing) return *at;
    }
    return start;
  }

  // The config itself. What it names lies in its own repository, or folder.
  std::optional<Error> ReadFirst(const ConfigRequest& request) {
    const std::string& path = request.path;
    std::string resolved;
    if (request.found) {
      fence_.emplace(files_, RepositoryRoot(std::string(FolderOf(path))));
      const Result<std::string> admitted = fence_->Admit(path);
      if (!admitted) {
        return Error{
            Cat(Printable(Shown(files_, path)), ": error: ", admitted.error().message, "\n")};
      }
      resolved = *admitted;
    } else if (files_.KindOf(path) == FileKind::kFile) {
      resolved = files_.Resolve(path);
      fence_.emplace(files_, RepositoryRoot(std::string(FolderOf(resolved))));
    } else {
      return Error{Cat(Printable(path), ": error: no such config file\n")};
    }
    // A link, or a folder that is one, may lead to a file that is not a config: its lines are
    // nobody's business.
    const std::filesystem::path whole =
        path.starts_with('/') ? path : JoinPath(files_.Resolve("."), path);
    if (resolved == whole.lexically_normal().string()) shown_.insert(Shown(files_, resolved));
    ReadFile(resolved, nullptr, {}, request.found ? Links::kRefuse : Links::kFollow);
    if (!problems_.empty()) return Error{problems_.text()};
    out_.config.path = Shown(files_, resolved);
    out_.config.root = FolderOf(resolved);
    return std::nullopt;
  }

  // Of the file that messages call `shown`.
  Showing ShowingOf(const std::string& shown) const {
    if (shown_.count(shown) != 0) return Showing::kLines;
    const auto resolved = resolved_.find(shown);
    const bool is_tracked =
        resolved != resolved_.end() && is_tracked_ && is_tracked_(resolved->second);
    return is_tracked ? Showing::kLines : Showing::kNothing;
  }

  // To ask git takes a process, so it is only asked where there is something to say.
  Result<YamlNode> Parsed(const Source& source) const {
    Result<YamlNode> root = ParseYaml(source);
    if (root || ShowingOf(source.path()) == Showing::kLines) return root;
    return ParseYaml(source, Showing::kNothing);
  }

  // Reads the file at the resolved `path`, which `extends` at `range` of `from` named.
  void ReadFile(const std::string& path, const Source* from, Range range, Links links) {
    const auto fail = [&](std::string_view message) {
      if (from == nullptr) {
        problems_.Add(Cat(Printable(Shown(files_, path)), ": error: ", message, "\n"));
      } else {
        problems_.Add(*from, range, message);
      }
    };
    if (std::find(chain_.begin(), chain_.end(), path) != chain_.end()) {
      return fail("this file extends itself, directly or through others");
    }
    if (read_.size() == kMaxFiles) {
      return fail(Cat("more than ", kMaxFiles, " files extend each other"));
    }
    // Named twice on different ways: the first time counts.
    if (std::find(read_.begin(), read_.end(), path) != read_.end()) return;
    read_.push_back(path);

    Result<FileContents> contents = files_.Read(path, kYamlMaxBytes + 1, links);
    if (!contents) return fail(contents.error().message);
    auto source = std::make_shared<const Source>(Shown(files_, path), std::move(contents->bytes));
    resolved_[source->path()] = path;
    Result<YamlNode> root = Parsed(*source);
    if (!root) return problems_.Add(root.error().message);
    if (!root->is_map() && !root->is_null()) {
      return problems_.Add(*source, root->range, "expected a map of settings");
    }
    chain_.push_back(path);
    if (const YamlNode* extends = root->Find("extends")) Extend(*source, path, *extends);
    chain_.pop_back();
    loaded_.push_back({path, std::move(source), std::move(*root)});
  }

  void Extend(const Source& source, const std::string& path, const YamlNode& node) {
    const std::vector<YamlNode> single = {node};
    if (node.is_null()) return;
    for (const YamlNode& item : node.is_sequence() ? node.children : single) {
      if (!item.is_scalar()) {
        problems_.Add(source, item.range, "\"extends\": expected a preset or a file");
      } else if (const std::optional<Profile> profile = ParseProfile(item.text)) {
        out_.config.profile = *profile;
        out_.profile_mark = ConfigFile{source, names_, problems_}.MarkAt(item.range);
      } else if (const ListPreset* preset = FindListPreset(item.text)) {
        ReadPreset(*preset);
      } else if (!LooksLikeFile(item.text)) {
        problems_.Add(source, item.range,
                      Cat("unknown preset \"", Printable(item.text), "\"",
                          DidYouMean(item.text, PresetNames()),
                          " (a file is written with a slash: \"./", Printable(item.text), "\")"));
      } else {
        if (const auto found = Fenced(source, path, item)) {
          ReadFile(*found, &source, item.range, Links::kRefuse);
        }
      }
    }
  }

  // Where the file lies that `name` names in the file at `path`. What keeps it from being read goes
  // to the problems.
  std::optional<std::string> Fenced(const Source& source, const std::string& path,
                                    const YamlNode& name) {
    const bool absolute = name.text.starts_with('/');
    const std::string target =
        std::filesystem::path(absolute ? name.text : JoinPath(FolderOf(path), name.text))
            .lexically_normal()
            .string();
    const Result<std::string> real = fence_->Admit(target);
    if (!real) {
      problems_.Add(source, name.range,
                    Cat("\"", Printable(name.text), "\" ", Printable(real.error().message)));
      return std::nullopt;
    }
    if (name.text.empty() || files_.KindOf(*real) != FileKind::kFile) {
      problems_.Add(source, name.range,
                    Cat("no such file: \"", Printable(name.text), "\", looked for at ",
                        Printable(Shown(files_, target))));
      return std::nullopt;
    }
    return *real;
  }

  // As a file that this one extends.
  void ReadPreset(const ListPreset& preset) {
    const std::string path = Cat("preset ", preset.name);
    if (std::find(read_.begin(), read_.end(), path) != read_.end()) return;
    read_.push_back(path);
    auto source = std::make_shared<const Source>(path, std::string(preset.text));
    Result<YamlNode> root = ParseYaml(*source);
    if (!root) return problems_.Add(root.error().message);
    loaded_.push_back({path, std::move(source), std::move(*root)});
  }

  // The names of the list's own rules must be known before settings name them.
  void CollectOwnRules() {
    auto set = std::make_shared<PatternSet>();
    const auto take = [this](std::string_view name) { return names_.AddOwn(name); };
    PatternReader reader(PatternReader::Origin::kOwn, take, problems_, set.get());
    for (const LoadedFile& file : loaded_) {
      const YamlNode* patterns = file.root.Find("patterns");
      if (patterns == nullptr || patterns->is_null()) continue;
      if (!patterns->is_sequence()) {
        problems_.Add(*file.source, patterns->key_range,
                      "\"patterns\": expected a list of rules and files");
        continue;
      }
      for (const YamlNode& pattern : patterns->children) {
        if (pattern.is_scalar()) {
          ReadPatternFile(file, pattern, &reader);
        } else {
          reader.Read(*file.source, pattern);
        }
      }
    }
    if (!set->patterns().empty()) out_.config.patterns = std::move(set);
  }

  void ReadPatternFile(const LoadedFile& from, const YamlNode& name, PatternReader* reader) {
    const Source& source = *from.source;
    const std::optional<std::string> found = Fenced(source, from.path, name);
    if (!found) return;
    const std::string& path = *found;
    if (std::find(pattern_files_.begin(), pattern_files_.end(), path) != pattern_files_.end()) {
      return;
    }
    if (pattern_files_.size() == kMaxFiles) {
      return problems_.Add(source, name.range, Cat("more than ", kMaxFiles, " files of patterns"));
    }
    pattern_files_.push_back(path);
    Result<FileContents> contents = files_.Read(path, kYamlMaxBytes + 1, Links::kRefuse);
    if (!contents) return problems_.Add(source, name.range, contents.error().message);
    auto file = std::make_shared<const Source>(Shown(files_, path), std::move(contents->bytes));
    resolved_[file->path()] = path;
    const Result<YamlNode> root = Parsed(*file);
    if (!root) return problems_.Add(root.error().message);
    ReadPatternList(*file, *root, reader);
  }

  // A file of its own holds a list, or a map with the list in `patterns`.
  void ReadPatternList(const Source& source, const YamlNode& root, PatternReader* reader) {
    const YamlNode* list = root.is_map() ? root.Find("patterns") : &root;
    if (list == nullptr || !list->is_sequence()) {
      return problems_.Add(source, root.range, "expected a list of rules");
    }
    for (const YamlNode& pattern : list->children) reader->Read(source, pattern);
  }

  void Interpret(const LoadedFile& loaded) {
    const ConfigFile file{*loaded.source, names_, problems_};
    file.CheckKeys(loaded.root, kKeys);
    if (const YamlNode* rules = loaded.root.Find("rules")) {
      for (RuleSetting& setting : ReadRules(file, *rules)) {
        out_.config.rules.push_back(std::move(setting));
      }
    }
    AddGlobs(file, loaded.root, "lists", &out_.config.lists, &out_.list_marks);
    AddGlobs(file, loaded.root, "exclude", &out_.config.exclude, &out_.exclude_marks);
    if (const YamlNode* overrides = loaded.root.Find("overrides")) AddOverrides(file, *overrides);
    if (const YamlNode* links = loaded.root.Find("links")) {
      ReadLinks(file, *links, &out_.config.links);
    }
  }

  void AddGlobs(const ConfigFile& file, const YamlNode& root, std::string_view key,
                std::vector<std::string>* globs, std::vector<ConfigMark>* marks) {
    const YamlNode* node = root.Find(key);
    if (node == nullptr) return;
    for (std::string& glob : file.Globs(*node, key)) globs->push_back(std::move(glob));
    marks->resize(globs->size(), file.MarkAt(node->key_range));
  }

  void AddOverrides(const ConfigFile& file, const YamlNode& node) {
    if (node.is_null()) return;
    if (!node.is_sequence()) {
      return file.Fail(node.range, "\"overrides\": expected a list of maps");
    }
    for (const YamlNode& item : node.children) {
      if (!item.is_map()) {
        file.Fail(item.range, "an override is a map with \"paths\" or \"sections\", and \"rules\"");
        continue;
      }
      file.CheckKeys(item, kOverrideKeys);
      Override& out = out_.config.overrides.emplace_back();
      if (const YamlNode* paths = item.Find("paths")) out.paths = file.Globs(*paths, "paths");
      if (const YamlNode* sections = item.Find("sections")) {
        out.sections = file.Globs(*sections, "sections");
      }
      if (out.paths.empty() && out.sections.empty()) {
        file.Fail(item.range, "an override needs \"paths\" or \"sections\"");
      }
      const YamlNode* rules = item.Find("rules");
      if (rules == nullptr) {
        file.Fail(item.range, "an override needs \"rules\"");
      } else {
        out.rules = ReadRules(file, *rules);
      }
    }
  }

  void AddCommandLine(const ConfigRequest& request) {
    if (request.profile) {
      out_.config.profile = *request.profile;
      out_.profile_mark = {.path = "--profile"};
    }
    const auto check = [&](const std::vector<std::string>& names, std::string_view option) {
      for (const std::string& name : names) {
        if (!names_.Contains(name) && RulesOfAlias(name).empty()) {
          problems_.Add(Cat("error: ", option, ": ", names_.Unknown(name), "\n"));
        }
      }
    };
    check(request.select, "--select");
    check(request.ignore, "--ignore");
    out_.config.select = request.select;
    out_.config.ignore = request.ignore;
  }

  const FileSystem& files_;
  RuleNames names_;
  ConfigProblems problems_;
  LoadedConfig out_;
  std::optional<Fence> fence_;  // around all that the config names
  std::function<bool(const std::string&)> is_tracked_;
  std::set<std::string> shown_;                  // files, as messages call them, to show lines of
  std::map<std::string, std::string> resolved_;  // by what messages call them
  std::vector<std::string> chain_;
  std::vector<std::string> read_;
  std::vector<LoadedFile> loaded_;  // extended ones first
  std::vector<std::string> pattern_files_;
};

}  // namespace

Result<std::string> FindConfig(const FileSystem& files, const std::string& folder) {
  for (std::optional<std::string> at = files.Resolve(folder.empty() ? "." : folder); at;
       at = ParentOf(*at)) {
    std::string found;
    for (const std::string_view name : kFileNames) {
      const std::string path = JoinPath(*at, name);
      // Reading says best what is wrong with a link or folder of this name.
      if (files.KindOf(path) == FileKind::kMissing && !files.LinkTarget(path)) continue;
      if (!found.empty()) {
        return Error{Cat("error: both ", Printable(Shown(files, found)), " and ",
                         Printable(Shown(files, path)), " exist; keep one\n")};
      }
      found = path;
    }
    for (const std::string_view name : kWrongNames) {
      const std::string path = JoinPath(*at, name);
      if (files.KindOf(path) != FileKind::kFile) continue;
      return Error{Cat(Printable(Shown(files, path)),
                       ": error: a config is called .awl.yaml or awl.yaml; ",
                       found.empty() ? "rename it" : "remove this one", "\n")};
    }
    if (!found.empty()) return found;
    if (files.KindOf(JoinPath(*at, ".git")) != FileKind::kMissing) break;
  }
  return std::string();
}

Result<LoadedConfig> LoadConfig(const FileSystem& files, const ConfigRequest& request,
                                const std::string& folder) {
  return Loader(files).Load(request, folder);
}

Result<std::shared_ptr<const PatternSet>> LoadPatterns(const FileSystem& files,
                                                       const std::string& path) {
  return Loader(files).LoadPatternsOf(path);
}

}  // namespace awl
