#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "base/process.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "cli/choices.h"
#include "cli/commands.h"
#include "cli/merge_driver.h"
#include "merge/promise.h"
#include "merge/three_way.h"
#include "text/excerpt.h"
#include "text/log_text.h"

namespace awl {
namespace {

// A list of this size has a hundred thousand entries; what is larger is some other text.
constexpr std::size_t kMaxList = std::size_t{16} << 20;
constexpr std::size_t kMaxResult = std::size_t{1} << 30;
constexpr std::size_t kFewestMarkerSigns = 7;
// git merge-file exits with the number of conflicts, or 127 for more, and with 255 for an error. To
// git a driver that exits with more than 128 has crashed.
constexpr int kMostConflicts = 127;

bool HasConflictMarkers(std::string_view text) {
  const auto has_line = [text](std::string_view marker) {
    for (std::size_t at = text.find(marker); at != std::string_view::npos;
         at = text.find(marker, at + 1)) {
      if (at == 0 || IsEol(text[at - 1])) return true;
    }
    return false;
  };
  return has_line("<<<<<<< ") && has_line(">>>>>>> ");
}

// "\n", "\r\n" or "\r"; "" for a text of one line, "mixed" for one with several kinds.
std::string LineEndsOf(std::string_view text) {
  std::string kind;
  for (std::size_t at = text.find_first_of("\r\n"); at != std::string_view::npos;
       at = text.find_first_of("\r\n", at)) {
    const std::string here(text.substr(at, text.substr(at).starts_with("\r\n") ? 2 : 1));
    if (!kind.empty() && kind != here) return "mixed";
    kind = here;
    at += here.size();
  }
  return kind;
}

struct Sides {
  std::string base;
  std::string ours;
  std::string theirs;
};

// Why these texts are not merged as lists; "" if they are.
std::string WhyNotAsLists(const Sides& sides) {
  std::string eol;
  for (const std::string* text : {&sides.base, &sides.ours, &sides.theirs}) {
    if (text->size() > kMaxList) return "a side is larger than 16 MB";
    if (text->find('\0') != std::string::npos) return "a side is binary";
    if (!IsValidUtf8(*text)) return "a side is not UTF-8";
    if (HasConflictMarkers(*text)) return "a side has conflict markers already";
    if (text->starts_with("\xEF\xBB\xBF") != sides.ours.starts_with("\xEF\xBB\xBF") &&
        !text->empty()) {
      return "only some of the sides have a byte order mark";
    }
    const std::string here = LineEndsOf(*text);
    if (here == "mixed" || (!eol.empty() && !here.empty() && here != eol)) {
      return "the sides differ in their line ends";
    }
    if (!here.empty()) eol = here;
  }
  return {};
}

struct Outcome {
  std::string text;
  int status = kExitClean;
  std::string remark = {};  // what the user should know
};

// One `awl merge BASE OURS THEIRS`.
class MergeCommand {
 public:
  MergeCommand(const MergeOptions& options, Context& context)
      : options_(options), context_(context) {}

  int Run() {
    if (options_.files.size() != 3) {
      return Fail(context_, "merge takes three files: BASE OURS THEIRS (or --install)");
    }
    if (options_.labels.size() > 3) return Fail(context_, "-L may be given three times at most");
    for (const std::string& path : options_.files) {
      if (context_.files.KindOf(path) != FileKind::kFile) {
        return Fail(context_, Cat(Printable(path), ": is no file that can be read"));
      }
    }
    const Result<Outcome> outcome = Merge();
    if (!outcome) return Fail(context_, outcome.error().message);
    if (!outcome->remark.empty() && !options_.quiet) {
      context_.err.Write(LogText(Cat("awl: ", Printable(Name()), ": ", outcome->remark, "\n")));
    }
    const std::string& path = options_.output.empty() ? options_.files[1] : options_.output;
    const Result<FileIdentity> written = context_.files.Write(path, outcome->text);
    if (!written) return Fail(context_, Cat(Printable(path), ": ", written.error().message));
    return outcome->status;
  }

 private:
  const std::string& Name() const {
    return options_.path.empty() ? options_.files[1] : options_.path;
  }
  // As git merge-file does: the file's name where no label is given.
  const std::string& Label(std::size_t side) const {
    static constexpr std::size_t kFileOf[] = {1, 0, 2};
    return side < options_.labels.size() ? options_.labels[side] : options_.files[kFileOf[side]];
  }
  std::size_t MarkerSize() const {
    return options_.marker_size == 0 ? kFewestMarkerSigns : options_.marker_size;
  }

  Result<Sides> ReadSides() const {
    std::string texts[3];
    for (std::size_t i = 0; i < 3; ++i) {
      Result<FileContents> contents = context_.files.Read(options_.files[i], Source::kMaxSize);
      if (!contents) return contents.error();
      texts[i] = std::move(contents->bytes);
    }
    return Sides{std::move(texts[0]), std::move(texts[1]), std::move(texts[2])};
  }

  Result<Outcome> Merge() const {
    Result<Outcome> git = MergeByGit();
    const Result<Sides> sides = ReadSides();
    std::string why = sides ? WhyNotAsLists(*sides) : sides.error().message;
    if (why.empty()) {
      const MergePromise promise(sides->base, sides->ours, sides->theirs);
      if (!promise.has_entries()) {
        why = "no side has a list";
      } else if (!git || git->status != kExitClean || !promise.Doubled(git->text).empty()) {
        Result<Outcome> merged = MergeAsLists(*sides, promise);
        if (merged) return merged;
        why = merged.error().message;
      }
    }
    // A merge that git finishes needs no explanation.
    if (git && git->status != kExitClean)
      git->remark = Cat("merged as git merges text, since ", why);
    return git;
  }

  Result<Outcome> MergeAsLists(const Sides& sides, const MergePromise& promise) const {
    const ConflictStyle style{.ours = Label(0), .theirs = Label(2), .marker_size = MarkerSize()};
    Merged merged = MergeThreeWay(sides.base, sides.ours, sides.theirs, style);
    std::string broken = promise.Broken(merged.with_ours, merged.with_theirs);
    if (!broken.empty()) return Error{std::move(broken)};
    Outcome outcome{.text = std::move(merged.text)};
    if (merged.conflicts > 0) {
      outcome.status = kExitFindings;
      outcome.remark = Cat(Counted(merged.conflicts, "conflict"), " left");
    }
    return outcome;
  }

  Result<Outcome> MergeByGit() const {
    ProcessRequest request{
        .command = {"git", "merge-file", "-p", "-q", Cat("--marker-size=", MarkerSize())},
        .timeout = std::chrono::minutes(10),
        .output_limit = kMaxResult};
    for (std::size_t side = 0; side < 3; ++side) {
      request.command.insert(request.command.end(), {"-L", Label(side)});
    }
    request.command.push_back("--");
    for (const std::size_t file : {1, 0, 2}) request.command.push_back(options_.files[file]);
    Result<ProcessResult> result = RunGit(context_, request);
    if (!result) return Error{Cat("git merge-file: ", result.error().message)};
    if (result->exit_status <= kMostConflicts) {
      return Outcome{.text = std::move(result->output), .status = std::min(result->exit_status, 1)};
    }
    // Binary: git leaves our side and tells of a conflict.
    Result<FileContents> ours = context_.files.Read(options_.files[1], kMaxResult);
    if (!ours) return ours.error();
    return Outcome{.text = std::move(ours->bytes), .status = kExitFindings};
  }

  const MergeOptions& options_;
  Context& context_;
};

}  // namespace

int RunMerge(const MergeOptions& options, Context& context) {
  if (options.install && options.uninstall) {
    return Fail(context, "--install and --uninstall do not go together");
  }
  if (options.install || options.uninstall) {
    if (!options.files.empty()) return Fail(context, "--install and --uninstall take no files");
    return options.install ? InstallMergeDriver(context) : UninstallMergeDriver(context);
  }
  return MergeCommand(options, context).Run();
}

}  // namespace awl
