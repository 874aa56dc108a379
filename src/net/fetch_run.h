#ifndef AWL_NET_FETCH_RUN_H_
#define AWL_NET_FETCH_RUN_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "net/fetch_clock.h"
#include "net/forge_link.h"
#include "net/github_token.h"
#include "net/http_client.h"
#include "net/resolver.h"
#include "net/scheduler.h"
#include "web/fetcher.h"
#include "web/run_verdicts.h"

namespace awl {

// One run over many links, in one thread. A link goes from hop to hop, each of them scheduled at
// its host like any other; one that fails is asked again, mostly a minute later. It is reported
// once.
class FetchRun {
 public:
  struct Outside {
    HttpClient& client;
    const GithubToken& token;
    FetchClock& clock;
    const Resolver::Function& look_up;
    const std::atomic<bool>& stopped;
    const ObservationSink& sink;
  };
  FetchRun(const FetchOptions& options, Outside outside);

  void Run(std::span<const LinkRequest> requests);

 private:
  using Job = Scheduler::Job;
  // A request to a forge's API, for these links.
  struct ApiRequest {
    Forge forge = Forge::kGithub;
    std::vector<Job> links = {};
  };
  struct Link {
    const LinkRequest* request = nullptr;  // null: `api` is set
    std::unique_ptr<const ApiRequest> api = {};
    HttpUrl url = {};                    // asked now or next
    Attempt attempt = {};                // under way
    std::vector<std::string> seen = {};  // URLs of this attempt
    std::vector<Attempt> attempts = {};  // that have ended
    std::string clock = {};              // of the host that it is scheduled at
    std::optional<ForgeLink> forge = {};
    std::optional<RepositoryFacts> repository = {};
    bool is_unknown_to_gitlab = false;
  };
  // Lookups of second attempts are their own, since the first may have been wrong.
  using Name = std::pair<std::string, bool>;

  // Adds the link's next attempt to the scheduler, from its own URL, not before `time`.
  void Schedule(Job job, Millis time);
  void Place(Job job, Millis time, bool first);
  // Everything that may start by now.
  void StartJobs();
  void Start(Job job);
  void Request(Job job, std::span<const IpAddress> addresses);
  void LookUp(Job job);
  void TakeLookups();
  void TakeAnswers();
  void OnAnswer(Job job, HttpAnswer answer);
  // True if the answer was a request for patience that the scheduler grants.
  bool WaitsOn(Job job, const HttpAnswer& answer);
  void Follow(Job job, const HttpAnswer& answer);
  void Fail(Job job, Failure failure, std::string detail = {});
  void EndAttempt(Job job);
  // Whether what the attempt saw is to be seen once more.
  bool WantsAnother(const Link& link) const;
  // When that may be.
  Millis TimeOfSecond(const Link& link) const;
  void Report(Job job);
  static void Forget(Link* link);
  void Defer(Job job);
  void Emit(Observation observation);
  void ReportDeferred();
  void Wait();

  // fetch_run_forges.cpp
  bool HasGithubApi() const { return !outside_.token.empty() || !options_.github_api.empty(); }
  HostLimits LimitsAt(std::string_view host) const;
  // True if an API, or nobody in this run, is asked for the link.
  bool GoesToForge(Job job);
  void AskForges();
  void AddApiRequest(Forge forge, std::vector<Job> links);
  HttpRequest ApiHttpRequest(const Link& link) const;
  void OnApiAnswer(Job job, const HttpAnswer& answer);
  void OnGithubAnswer(const ApiRequest& api, const HttpAnswer& answer);
  void TakeForgeAnswer(Job job, ForgeAnswer answer);
  void DeferAll(const std::vector<Job>& links);

  bool is_second(const Link& link) const { return !link.attempts.empty(); }

  const FetchOptions& options_;
  Outside outside_;
  HostPolicies policies_;
  Scheduler scheduler_;
  Resolver resolver_;
  // Links, oldest answers first; after them requests to APIs.
  std::deque<Link> links_;
  std::map<Name, Lookup> lookups_;
  std::map<Name, std::vector<Job>> waiting_lookups_;
  std::set<std::string, std::less<>> known_hosts_;  // that the scheduler has limits of
  // Links that wait for a request to an API to be made up.
  std::vector<Job> at_github_;
  std::map<std::string, std::vector<Job>> at_others_;  // by the URL of the API
  std::size_t at_github_pages_ = 0;                    // asked without the API
  std::size_t open_ = 0;                               // links not yet reported
  Millis end_ = 0;                                     // when to stop asking
  bool is_over_ = false;                               // that time has come
  bool is_stopped_ = false;                            // the sink wants no more
};

}  // namespace awl

#endif  // AWL_NET_FETCH_RUN_H_
