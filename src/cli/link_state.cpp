#include "cli/link_state.h"

#include <utility>

#include "base/fence.h"
#include "base/strings.h"
#include "engine/link_run.h"
#include "text/excerpt.h"

namespace awl {
namespace {

Error StateError(const std::string& path, const Error& error) {
  return {Cat(Printable(path), ": ", error.message)};
}

}  // namespace

Result<std::unique_ptr<StateStore>> StateStore::Open(FileSystem& files, std::string path) {
  std::unique_ptr<StateStore> store(new StateStore(files, std::move(path)));
  if (files.KindOf(store->path_) == FileKind::kMissing) return store;
  Result<FileContents> contents = files.Read(store->path_, kMaxStateSize);
  if (!contents) return StateError(store->path_, contents.error());
  Result<LinkState> state = ParseState(contents->bytes, Printable(store->path_));
  if (!state) return state.error();
  store->state_ = std::move(*state);
  store->identity_ = contents->identity;
  return store;
}

std::optional<Error> StateStore::Save(const LinkState& state, const VerdictRules& rules,
                                      std::int64_t now) {
  const std::string text = WriteState(state, rules, now);
  if (!identity_ && files_.KindOf(path_) != FileKind::kMissing) {
    return StateError(path_, {"was made by somebody else while this ran, and is left as it is"});
  }
  Result<FileIdentity> written =
      identity_ ? files_.Replace(path_, text, *identity_, {}) : files_.Write(path_, text);
  if (!written) return StateError(path_, written.error());
  identity_ = *written;
  return std::nullopt;
}

Result<std::string> StatePathOf(const FileSystem& files, const Config& config) {
  const Fence fence(files, config.root);
  Result<std::string> path = fence.Admit(JoinPath(config.root, config.links.state));
  if (!path) {
    return Error{Cat("links.state: ", Printable(config.links.state), " ", path.error().message)};
  }
  return path;
}

Result<std::unique_ptr<const Web>> WebOf(const FileSystem& files, const Config& config) {
  if (config.links.state.empty()) return std::unique_ptr<const Web>();
  const Result<std::string> path = StatePathOf(files, config);
  if (!path) return path.error();
  // As before the first run of `awl links`.
  if (files.KindOf(*path) == FileKind::kMissing) return std::unique_ptr<const Web>();
  const Result<FileContents> contents = files.Read(*path, kMaxStateSize, Links::kRefuse);
  if (!contents) return StateError(config.links.state, contents.error());
  Result<LinkState> state = ParseState(contents->bytes, Printable(config.links.state));
  if (!state) return state.error();
  return std::unique_ptr<const Web>(
      std::make_unique<const Web>(std::move(*state), VerdictRulesOf(config.links)));
}

}  // namespace awl
