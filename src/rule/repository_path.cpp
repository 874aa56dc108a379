#include "rule/repository_path.h"

#include "base/strings.h"

namespace awl {

std::string_view FileName(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::string_view FolderPart(std::string_view path) { return path.substr(0, path.rfind('/') + 1); }

SplitName SplitFileName(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return {.stem = name, .extension = {}};
  return {.stem = name.substr(0, dot), .extension = name.substr(dot)};
}

bool IsRootReadme(const Repository& repository) {
  const std::string_view path = repository.path();
  return path.find('/') == std::string_view::npos &&
         EqualsIgnoreAsciiCase(SplitFileName(path).stem, "readme");
}

std::optional<std::string> FindFile(const Repository& repository, std::string_view path) {
  if (repository.Exists(path)) return std::string(path);
  for (const std::string& file : repository.files()) {
    if (EqualsIgnoreAsciiCase(file, path)) return file;
  }
  return std::nullopt;
}

}  // namespace awl
