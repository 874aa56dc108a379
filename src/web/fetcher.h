#ifndef AWL_WEB_FETCHER_H_
#define AWL_WEB_FETCHER_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "web/attempt.h"
#include "web/repository_facts.h"

namespace awl {

// A URL that is wanted. Many links may lead to it.
struct LinkRequest {
  // What the links share: CanonicalUrl of the URL without its fragment. Unique among the requests
  // of a run; it comes back in the observation.
  std::string key = {};
  // What to ask for, as a browser's address bar takes it: UTF-8, perhaps with letters beyond ASCII
  // or spaces; no fragment. It comes from a stranger: any scheme, any bytes but line ends.
  std::string url = {};
  std::vector<std::string> fragments = {};  // that links to it have; empty: nobody wants to know
  // When it was asked last, in seconds since 1970; 0: never. Oldest go first when time is short.
  // What was not alive then, a minute ago or more, needs no minute between two attempts.
  std::int64_t checked = 0;
  bool was_alive = false;  // by the last answer: such a host may serve as canary
};

// What a run saw of one request.
struct Observation {
  std::string key = {};
  // One or two: failures are tried twice. Empty if it is deferred.
  std::vector<Attempt> attempts = {};
  // Of github.com, gitlab.com and codeberg.org, if their API could be asked. If the API says "not
  // found", this is empty, and the attempts say status 404 with via_api set.
  std::optional<RepositoryFacts> repository = {};
  // The host has had enough for this run (429 and the like, thrice): its verdict stays.
  bool is_deferred = false;
};

// `links.hosts` in the config: how a host wants to be treated. `glob` is over host names.
struct HostPolicy {
  std::string glob = {};
  bool skip = false;
  std::chrono::milliseconds interval{0};  // 0: as for all
  int per_host = 0;                       // 0: as for all
  std::vector<int> accepted = {};         // statuses that are alive
};

struct FetchOptions {
  int concurrency = 128;
  int per_host = 2;
  std::chrono::milliseconds interval{100};
  std::chrono::milliseconds timeout{20000};
  std::chrono::seconds max_time{0};  // stop asking after that; 0: no limit
  // Least time between two attempts at one URL, or between one of the last run and the second.
  std::chrono::milliseconds second_attempt_after{60000};
  std::vector<HostPolicy> hosts = {};
  // From the command line only; see docs/security.md.
  bool allow_private = false;
  std::vector<std::string> connect_to = {};  // curl's HOST:PORT:ADDRESS:PORT
  std::string ca_file = {};
  std::string proxy = {};
  // For tests of the forges' APIs; empty: the real ones.
  std::string github_api = {};
};

// What no option and no config lifts.
inline constexpr int kMaxConcurrency = 256;
inline constexpr int kMaxPerHost = 4;
inline constexpr std::chrono::milliseconds kMinInterval{50};
inline constexpr std::chrono::milliseconds kMaxTimeout{60000};

// Takes the observations as they come. Returning false ends the run: nothing more is asked, and
// Fetch returns soon.
using ObservationSink = std::function<bool(Observation)>;

// Asks the web. net implements it, the command runs it in the program awl-links, tests fake it.
class Fetcher {
 public:
  virtual ~Fetcher() = default;
  // Asks for all requests, and hands what it saw to `sink`: from the calling thread, in any order,
  // once for each request. A request without an observation was not asked: the time was up, or the
  // run was stopped. An Error means that nothing could be asked at all, or not to the end.
  virtual std::optional<Error> Fetch(std::span<const LinkRequest> requests,
                                     const ObservationSink& sink) = 0;
};

}  // namespace awl

#endif  // AWL_WEB_FETCHER_H_
