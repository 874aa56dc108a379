#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "base/utf8.h"
#include "cli/choices.h"
#include "cli/commands.h"
#include "curate/list_diff.h"
#include "engine/discovery.h"
#include "engine/fix_loop.h"
#include "engine/work_tree.h"
#include "text/excerpt.h"
#include "text/log_text.h"

namespace awl {
namespace {

constexpr std::string_view kDiffFormats[] = {"text", "markdown", "json"};

// Two texts of a list.
struct Texts {
  std::string path;  // what reports print
  std::string before;
  std::string after;
};

// One `awl diff`.
class DiffCommand {
 public:
  DiffCommand(const DiffOptions& options, Context& context)
      : options_(options), context_(context) {}

  int Run() {
    const auto* format =
        std::find(std::begin(kDiffFormats), std::end(kDiffFormats), options_.format);
    if (format == std::end(kDiffFormats)) {
      return Fail(context_, BadChoice("--format", kDiffFormats, options_.format));
    }
    const Result<Texts> texts = ReadTexts();
    if (!texts) return Fail(context_, texts.error().message);
    const ParsedFile before = ParseFile(std::make_shared<const Source>(texts->path, texts->before));
    const ParsedFile after = ParseFile(std::make_shared<const Source>(texts->path, texts->after));
    const ListDiff diff = DiffLists(*before.list, *after.list);
    const std::string out =
        WriteDiff(diff, texts->path, static_cast<DiffFormat>(format - std::begin(kDiffFormats)));
    // (JSON has escaped all of that already.)
    return context_.out.Write(LogText(out)) ? kExitClean : kExitFailure;
  }

 private:
  bool IsFile(const std::string& path) const {
    return context_.files.KindOf(path) == FileKind::kFile;
  }

  Result<std::string> ReadFile(const std::string& path, Links links = Links::kFollow) const {
    Result<FileContents> contents = context_.files.Read(path, Source::kMaxSize, links);
    if (!contents) return Error{Cat(Printable(path), ": ", contents.error().message)};
    return std::move(contents->bytes);
  }

  // Two files, or revisions and then a path.
  Result<Texts> ReadTexts() {
    const std::vector<std::string>& words = options_.words;
    if (words.size() == 2 && !options_.paths_after && IsFile(words[0]) && IsFile(words[1])) {
      Result<std::string> before = ReadFile(words[0]);
      if (!before) return before.error();
      Result<std::string> after = ReadFile(words[1]);
      if (!after) return after.error();
      return Texts{words[1], std::move(*before), std::move(*after)};
    }
    std::vector<std::string> revisions = words;
    std::string path;
    const std::size_t paths = options_.paths_after.value_or(
        !words.empty() && context_.files.KindOf(words.back()) != FileKind::kMissing ? 1 : 0);
    if (paths > 1) return Error{"diff takes one list at a time"};
    if (paths == 1) {
      path = revisions.back();
      revisions.pop_back();
    }
    if (revisions.size() > 2) {
      return Error{
          "diff takes two revisions at most, and one path: awl diff [REV [REV]] [--] [PATH]"};
    }
    return AtRevisions(path, revisions);
  }

  Result<Texts> AtRevisions(const std::string& path, const std::vector<std::string>& revisions) {
    WorkTrees trees(context_.files, context_.run_process);
    const Config none;
    std::vector<std::string> paths;
    if (!path.empty()) paths.push_back(path);
    const Discovery found = FindFiles(context_.files, trees, none, paths, {});
    if (!found.errors.empty()) return Error{found.errors.front()};
    if (found.files.size() != 1) return Error{"diff takes one list at a time; name the file"};
    const FoundFile& file = found.files.front();
    WorkTree* tree = trees.Find(std::string(FolderOf(file.real)));
    if (tree == nullptr || !tree->has_git()) {
      return Error{
          Cat(Printable(file.path), ": is in no git work tree; name two files to compare those")};
    }
    const std::string in_tree = file.real.substr(JoinPath(tree->root(), "").size());
    const std::string from = revisions.empty() ? "HEAD" : revisions[0];
    Result<std::string> before = ReadAt(tree, in_tree, from);
    if (!before) return before.error();
    Result<std::string> after = revisions.size() < 2 ? ReadFile(file.real, file.links)
                                                     : ReadAt(tree, in_tree, revisions[1]);
    if (!after) return after.error();
    return Texts{file.path, std::move(*before), std::move(*after)};
  }

  static Result<std::string> ReadAt(WorkTree* tree, const std::string& path,
                                    const std::string& revision) {
    std::optional<std::string> text;
    if (!revision.empty() && revision.front() != '-') text = tree->ReadAt(path, revision);
    if (text) return std::move(*text);
    return Error{Cat("\"", Printable(revision), "\" is no file, and no revision that has ",
                     Printable(path))};
  }

  const DiffOptions& options_;
  Context& context_;
};

}  // namespace

int RunDiff(const DiffOptions& options, Context& context) {
  return DiffCommand(options, context).Run();
}

}  // namespace awl
