#ifndef AWL_WEB_RUN_VERDICTS_H_
#define AWL_WEB_RUN_VERDICTS_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/glob.h"
#include "web/fetcher.h"
#include "web/state_file.h"

namespace awl {

// A link that the run wants to know of, whether it is asked or not.
struct WantedLink {
  LinkRequest request = {};
  std::string words = {};  // of its entry: name and description
};

// What is judged by all observations of a run together.
struct RunView {
  // Of at least 20 hosts more than a fifth could not be reached, nor could most of those that were
  // alive before: it is our own network. Nothing may be judged.
  bool is_network_down = false;
  // Hosts and reasons that three or more links have at once, some of them alive the last time.
  std::set<std::string> ill = {};
};
RunView ViewRun(const LinkState& before, std::span<const Observation> observations);

// The state after a run: `before`, with all that the run saw. Pure, so that it can be made again
// and again while observations come in.
LinkState AfterRun(const LinkState& before, std::span<const WantedLink> wanted,
                   std::span<const Observation> observations, std::span<const HostPolicy> hosts,
                   std::int64_t now);

// True if the link was alive so short a time ago that it need not be asked. `fresh` seconds, a
// quarter more or less by the key, so that not all are asked in the same run.
bool IsFresh(const LinkRecord& record, std::int64_t fresh, std::int64_t now);

// The statuses that are accepted of the URL's host.
class HostPolicies {
 public:
  explicit HostPolicies(std::span<const HostPolicy> policies);
  // The first that matches; null: none.
  const HostPolicy* Find(std::string_view host) const;

 private:
  std::span<const HostPolicy> policies_;
  std::vector<Glob> globs_;
};

}  // namespace awl

#endif  // AWL_WEB_RUN_VERDICTS_H_
