#ifndef AWL_CLI_LINK_HELPER_H_
#define AWL_CLI_LINK_HELPER_H_

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/process.h"
#include "web/fetcher.h"

namespace awl {

// Starts the program that asks the web.
using ProcessStarter =
    std::function<Result<std::unique_ptr<TalkingProcess>>(const ProcessRequest& request)>;

struct LinkHelper {
  std::string program = {};  // awl-links, as it is installed with this awl
  // GITHUB_TOKEN and the like, for the program alone.
  std::vector<std::pair<std::string, std::string>> environment = {};
  ProcessStarter start = nullptr;
  const std::atomic<bool>* stop = nullptr;  // set by a signal handler; may be null
};

// Runs the program for each Fetch, and talks to it as web/wire.h says. libcurl stays out of awl:
// with its libraries it would cost each start 5 to 15 ms.
std::unique_ptr<Fetcher> MakeHelperFetcher(LinkHelper helper, const FetchOptions& options);

// Where awl-links is for the awl at `executable`: beside it, or in libexec/awl of the same prefix.
// The first that `exists` says is there; where there is none, what to install is in the Error.
Result<std::string> FindLinkHelper(const std::string& executable,
                                   const std::function<bool(const std::string&)>& exists);

}  // namespace awl

#endif  // AWL_CLI_LINK_HELPER_H_
