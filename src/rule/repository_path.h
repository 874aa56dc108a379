#ifndef AWL_RULE_REPOSITORY_PATH_H_
#define AWL_RULE_REPOSITORY_PATH_H_

#include <optional>
#include <string>
#include <string_view>

#include "rule/repository.h"

namespace awl {

// Paths here are as in Repository: relative to the root, with '/'.

std::string_view FileName(std::string_view path);    // "docs/a.md" -> "a.md"
std::string_view FolderPart(std::string_view path);  // "docs/a.md" -> "docs/"; "a.md" -> ""

// "a.b.md" -> "a.b" and ".md"; a leading dot begins no extension.
struct SplitName {
  std::string_view stem = {};
  std::string_view extension = {};
};
SplitName SplitFileName(std::string_view name);

// What a link in the file `from` leads to: "docs/readme.md", "../a.md" -> "a.md". A path that
// begins with '/' counts from the root. Empty if it leads out of the repository.
std::string ResolvePath(std::string_view from, std::string_view path);

bool IsMarkdownPath(std::string_view path);  // by its extension, .md or .markdown in any case

// True if the checked file is the readme in the root, whatever its extension and letter case. What
// is wrong with the repository as a whole is said of that file alone.
bool IsRootReadme(const Repository& repository);

// The file of that path in any letter case, the one with the same letters first.
std::optional<std::string> FindFile(const Repository& repository, std::string_view path);

}  // namespace awl

#endif  // AWL_RULE_REPOSITORY_PATH_H_
