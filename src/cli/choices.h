#ifndef AWL_CLI_CHOICES_H_
#define AWL_CLI_CHOICES_H_

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "awl/config.h"
#include "base/result.h"
#include "cli/commands.h"
#include "config/load_config.h"
#include "engine/discovery.h"
#include "engine/revision_files.h"

namespace awl {

// "--format: expected text, json or …, not \"jsn\"; did you mean \"json\"?"
std::string BadChoice(std::string_view option, std::span<const std::string_view> choices,
                      std::string_view given);

// --color, NO_COLOR, FORCE_COLOR, TERM and whether a terminal is there; `to_file` is --output.
Result<bool> WantsColor(const std::string& when, bool to_file, const Context& context);
// Whether the terminal is one of those known to draw OSC 8 links.
bool DrawsLinks(const Context& context);
// The width to wrap at: the terminal's, within reason.
std::size_t TextWidth(const Context& context);

// The paths of a command line that have one config.
struct PathGroup {
  std::vector<std::string> paths = {};
  LoadedConfig config = {};
};
// Finds the config of each path, as --config and --no-config say, and puts paths with the same one
// together, in the order of the command line. No path is the current folder.
Result<std::vector<PathGroup>> GroupByConfig(const FileOptions& options, const RuleChoice& rules,
                                             const Context& context);

// An error where --stdin-filename names a standard input that is not read.
std::optional<Error> CheckStdinName(const FileOptions& options);

// --config-from: the files that config and baseline are read from; null where that is not said.
Result<std::unique_ptr<RevisionFiles>> FilesOfRevision(const FileOptions& options, WorkTrees& trees,
                                                       const FileSystem& files);

// Runs git as the user would. An Error where no program can be run.
Result<ProcessResult> RunGit(const Context& context, const ProcessRequest& request);

// Where a path of the command line leads. One in the work tree (or, without one, the current
// folder) may be a link that a stranger's commit brought, so with --fenced it must not lead out of
// it.
Result<std::string> Admitted(const FileSystem& files, const FileOptions& options,
                             const std::string& path);

// Writes what the command line asks for. A name in the work tree (or, without one, the current
// folder) may be that of a link which a stranger's commit brought, so it must not be one.
Result<FileIdentity> WriteOutput(FileSystem& files, const std::string& path,
                                 std::string_view bytes);

// What stands between single quotes of a shell to be read back as `text`.
std::string InSingleQuotes(std::string_view text);
// As a shell reads it back.
std::string ShellQuoted(std::string_view word);

}  // namespace awl

#endif  // AWL_CLI_CHOICES_H_
