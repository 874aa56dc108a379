#ifndef AWL_RULE_REPOSITORY_H_
#define AWL_RULE_REPOSITORY_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "awl/document.h"
#include "facts/facts.h"

namespace awl {

// Another file of the same run, parsed before the rules that ask for it.
struct CheckedFile {
  std::string_view path;  // relative to the repository's root, with '/'
  const Document* document;
  const Facts* facts;
};

// What a rule may know of the folder a file stands in and of its git history. Read-only; paths are
// relative to the root of the work tree, with '/', and never lead out of it. The engine implements
// it, tests fake it. Calls may come from any thread.
class Repository {
 public:
  virtual ~Repository() = default;

  // The path of the checked file.
  virtual std::string_view path() const = 0;
  virtual std::span<const CheckedFile> checked_files() const = 0;

  // Files of the work tree: tracked, or untracked and not ignored. Sorted.
  virtual std::span<const std::string> files() const = 0;
  // True for a file or folder of that exact name, letter case included.
  virtual bool Exists(std::string_view path) const = 0;
  virtual std::optional<std::string> Read(std::string_view path) const = 0;
  // True if "#id" leads to a place of that Markdown file; none where it cannot be read.
  virtual std::optional<bool> HasAnchor(std::string_view /*path*/, std::string_view /*id*/) const {
    return std::nullopt;
  }

  // Of origin, or of the current branch's remote.
  virtual std::optional<std::string> remote_url() const = 0;
  // Of that remote, if known offline.
  virtual std::optional<std::string> default_branch() const = 0;
  // Seconds since 1970; none in a shallow clone.
  virtual std::optional<std::int64_t> first_commit_time() const = 0;
  // Contents of the checked file in earlier commits, newest first, bounded in number, size and
  // time.
  virtual std::vector<std::string> Revisions(std::size_t at_most) const = 0;
  // The checked file as it is in that commit, branch or tag; none where git does not know it.
  virtual std::optional<std::string> ReadAt(std::string_view /*revision*/) const {
    return std::nullopt;
  }
};

}  // namespace awl

#endif  // AWL_RULE_REPOSITORY_H_
