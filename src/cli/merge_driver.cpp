#include "cli/merge_driver.h"

#include <optional>
#include <string>
#include <vector>

#include "base/fence.h"
#include "base/process.h"
#include "base/strings.h"
#include "cli/choices.h"
#include "text/excerpt.h"
#include "text/log_text.h"

namespace awl {
namespace {

constexpr std::string_view kAttribute = "*.md merge=awl";
constexpr const char* kDriver =
    "awl merge --path %P --marker-size %L -L ours -L base -L theirs -o %A %O %A %B";
constexpr std::size_t kMaxAttributes = std::size_t{1} << 20;

std::optional<Error> Git(const Context& context, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "git");
  const Result<ProcessResult> result = RunGit(context, {.command = arguments});
  if (!result) return Error{Cat("git: ", result.error().message)};
  if (result->exit_status != 0) {
    return Error{Cat("git ", arguments[1], ": ", Trim(result->errors))};
  }
  return std::nullopt;
}

// .gitattributes at the root of the repository, its text, and where the line of awl begins in it.
struct Attributes {
  std::string root;  // of the repository
  std::string path;
  std::string text = {};
  std::size_t line = std::string::npos;
};

Result<Attributes> ReadAttributes(Context& context) {
  const std::string root = RepositoryRoot(context.files, ".");
  if (root.empty()) return Error{"this folder is in no git work tree; run it in your list's clone"};
  Attributes attributes{.root = root, .path = JoinPath(root, ".gitattributes")};
  if (context.files.KindOf(attributes.path) == FileKind::kMissing) return attributes;
  // A stranger's commit may have made it a link.
  Result<FileContents> contents = Fence(context.files, root).Read(attributes.path, kMaxAttributes);
  if (!contents) return Error{Cat(attributes.path, ": ", contents.error().message)};
  attributes.text = std::move(contents->bytes);
  const std::string all = Cat("\n", attributes.text, "\n");
  for (const std::string_view end : {"\n", "\r\n"}) {
    const std::size_t at = all.find(Cat("\n", kAttribute, end));
    if (at != std::string::npos) attributes.line = at;
  }
  return attributes;
}

Result<FileIdentity> Write(Context& context, const Attributes& attributes, std::string_view text) {
  return Fence(context.files, attributes.root).Write(context.files, attributes.path, text);
}

int Done(Context& context, std::string_view what) {
  return context.err.Write(LogText(Cat(what, "\n"))) ? kExitClean : kExitFailure;
}

}  // namespace

int InstallMergeDriver(Context& context) {
  const Result<Attributes> attributes = ReadAttributes(context);
  if (!attributes) return Fail(context, attributes.error().message);
  for (const auto& [key, value] :
       {std::pair{"merge.awl.name", "awl, which merges lists by their entries"},
        std::pair{"merge.awl.driver", kDriver}}) {
    if (const auto error = Git(context, {"config", key, value}))
      return Fail(context, error->message);
  }
  if (attributes->line == std::string::npos) {
    std::string text = attributes->text;
    if (!text.empty() && text.back() != '\n') text += '\n';
    const auto written = Write(context, *attributes, Cat(text, kAttribute, "\n"));
    if (!written) return Fail(context, Cat(attributes->path, ": ", written.error().message));
  }
  return Done(context,
              Cat("git merges Markdown here with awl now: merge.awl in this clone's config, \"",
                  kAttribute, "\" in ", Printable(attributes->path),
                  ". Other clones need awl merge --install as well."));
}

int UninstallMergeDriver(Context& context) {
  const Result<Attributes> attributes = ReadAttributes(context);
  if (!attributes) return Fail(context, attributes.error().message);
  // It may not be there; then there is nothing to remove.
  const Result<ProcessResult> known =
      RunGit(context, {.command = {"git", "config", "--get-regexp", "^merge\\.awl\\."}});
  if (known && known->exit_status == 0) {
    if (const auto error = Git(context, {"config", "--remove-section", "merge.awl"})) {
      return Fail(context, error->message);
    }
  }
  if (attributes->line != std::string::npos) {
    std::string text = attributes->text;
    const std::size_t end = text.find('\n', attributes->line);
    text.erase(attributes->line, end == std::string::npos ? end : end + 1 - attributes->line);
    const auto written = Write(context, *attributes, text);
    if (!written) return Fail(context, Cat(attributes->path, ": ", written.error().message));
  }
  return Done(context, "git merges Markdown here as any other text now.");
}

}  // namespace awl
