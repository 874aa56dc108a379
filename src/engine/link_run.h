#ifndef AWL_ENGINE_LINK_RUN_H_
#define AWL_ENGINE_LINK_RUN_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "awl/config.h"
#include "awl/linter.h"
#include "base/file_system.h"
#include "base/result.h"
#include "engine/runner.h"
#include "web/fetcher.h"
#include "web/run_verdicts.h"
#include "web/state_file.h"

namespace awl {

// The links of the files of a run.
struct CollectedLinks {
  std::vector<WantedLink> links = {};  // by key; those that the config leaves out are not there
  std::size_t left_out = 0;            // by `exclude` or `skip`
  std::vector<std::string> errors = {};
};

// Reads the files that `options` names and collects their links. With `options.changed_since` only
// those on changed lines that the file did not have in that revision.
CollectedLinks CollectLinks(const Linter& linter, FileSystem& files, const RunOptions& options);

struct LinkRunOptions {
  VerdictRules rules = {};
  std::vector<HostPolicy> hosts = {};
  std::int64_t now = 0;    // of the whole run, in seconds since 1970
  std::int64_t fresh = 0;  // seconds
  bool recheck = false;    // ask for what is fresh, too
};

VerdictRules VerdictRulesOf(const LinkSettings& settings);
std::vector<HostPolicy> HostPoliciesOf(const LinkSettings& settings);

// How far a run is.
struct LinkProgress {
  std::size_t asked = 0;  // have been answered
  std::size_t all = 0;    // will be asked
  std::size_t hosts = 0;  // that are not done
  std::size_t suspects = 0;
  std::string longest = {};  // the host with the most that is left
  std::size_t longest_left = 0;
};

// What a run did, for the text at its end.
struct LinkStatistics {
  std::size_t fresh = 0;                             // alive a short time ago, not asked
  std::size_t asked = 0;                             // answered
  std::size_t unasked = 0;                           // the time was up
  std::map<Verdict, std::size_t> verdicts = {};      // of all links of the lists
  std::map<std::string, std::size_t> shut = {};      // hosts that did not let awl in, with links
  std::map<std::string, std::size_t> deferred = {};  // hosts that had enough for this run
};

struct LinkRunResult {
  LinkState state = {};
  LinkStatistics statistics = {};
  bool is_network_down = false;     // nothing was judged: `state` is what it was
  std::optional<Error> error = {};  // the fetcher's
};

// Called from the fetcher's thread. `on_save` has a state to write while the run goes on; false
// from either ends it.
struct LinkRunEvents {
  std::function<bool(const LinkState&)> on_save = nullptr;
  std::function<bool(const LinkProgress&)> on_progress = nullptr;
};

// Answers between two saves.
inline constexpr std::size_t kSaveEvery = 500;

// Asks `fetcher` for what is not fresh, and judges. Null: by the state alone.
LinkRunResult RunLinks(const LinkState& before, std::span<const WantedLink> wanted,
                       Fetcher* fetcher, const LinkRunOptions& options,
                       const LinkRunEvents& events);

}  // namespace awl

#endif  // AWL_ENGINE_LINK_RUN_H_
