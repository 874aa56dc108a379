#ifndef AWL_CLI_LINK_STATE_H_
#define AWL_CLI_LINK_STATE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "awl/config.h"
#include "base/file_system.h"
#include "base/result.h"
#include "web/state_file.h"
#include "web/web.h"

namespace awl {

// The file that keeps what `awl links` has seen. It is replaced as a whole, and only if it still is
// what was read: of two runs at once the second to write fails, and nothing is lost.
class StateStore {
 public:
  // `path` is the user's, or a path that a fence has admitted. A file that is not there is an empty
  // state; one that is no state is an error, and never overwritten.
  static Result<std::unique_ptr<StateStore>> Open(FileSystem& files, std::string path);

  const LinkState& state() const { return state_; }
  std::optional<Error> Save(const LinkState& state, const VerdictRules& rules, std::int64_t now);

 private:
  StateStore(FileSystem& files, std::string path) : files_(files), path_(std::move(path)) {}

  FileSystem& files_;
  const std::string path_;
  LinkState state_ = {};
  std::optional<FileIdentity> identity_ = {};  // nothing: the file is not there
};

// Where the state of a config is; an Error where the path leads out of the config's folder.
Result<std::string> StatePathOf(const FileSystem& files, const Config& config);

// What `awl check` knows of the web: the state of the config, read from `files`. Null where the
// config names none.
Result<std::unique_ptr<const Web>> WebOf(const FileSystem& files, const Config& config);

}  // namespace awl

#endif  // AWL_CLI_LINK_STATE_H_
