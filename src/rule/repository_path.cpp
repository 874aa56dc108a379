#include "rule/repository_path.h"

#include <algorithm>

#include "base/strings.h"

namespace awl {

std::string_view FileName(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::string_view FolderPart(std::string_view path) { return path.substr(0, path.rfind('/') + 1); }

SplitName SplitFileName(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return {.stem = name, .extension = {}};
  return {.stem = name.substr(0, dot), .extension = name.substr(dot)};
}

std::string ResolvePath(std::string_view from, std::string_view path) {
  std::string joined(path.starts_with('/') ? std::string_view() : FolderPart(from));
  joined += path;
  std::string out;
  for (std::size_t i = 0; i <= joined.size();) {
    const std::size_t end = std::min(joined.find('/', i), joined.size());
    const std::string_view part = std::string_view(joined).substr(i, end - i);
    i = end + 1;
    if (part == "..") {
      if (out.empty()) return {};
      const std::size_t slash = out.rfind('/');
      out.erase(slash == std::string::npos ? 0 : slash);
    } else if (!part.empty() && part != ".") {
      if (!out.empty()) out += '/';
      out += part;
    }
  }
  return out;
}

bool IsMarkdownPath(std::string_view path) {
  const std::string_view extension = SplitFileName(FileName(path)).extension;
  return EqualsIgnoreAsciiCase(extension, ".md") || EqualsIgnoreAsciiCase(extension, ".markdown");
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
