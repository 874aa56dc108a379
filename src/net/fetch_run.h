#ifndef AWL_NET_FETCH_RUN_H_
#define AWL_NET_FETCH_RUN_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "net/fetch_clock.h"
#include "net/http_client.h"
#include "net/resolver.h"
#include "net/scheduler.h"
#include "web/fetcher.h"
#include "web/run_verdicts.h"

namespace awl {

// One run over many links, in one thread. A link goes from hop to hop, each of them scheduled at
// its host like any other; one that fails begins again a minute later. It is reported once.
class FetchRun {
 public:
  struct Outside {
    HttpClient& client;
    FetchClock& clock;
    const Resolver::Function& look_up;
    const std::atomic<bool>& stopped;
    const ObservationSink& sink;
  };
  FetchRun(const FetchOptions& options, Outside outside);

  void Run(std::span<const LinkRequest> requests);

 private:
  struct Link {
    const LinkRequest* request = nullptr;
    HttpUrl url = {};                    // asked now or next
    Attempt attempt = {};                // under way
    std::vector<std::string> seen = {};  // URLs of this attempt
    std::vector<Attempt> attempts = {};  // that have ended
    std::string clock = {};              // of the host that it is scheduled at
  };
  using Job = Scheduler::Job;
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
  void Report(Job job);
  void Defer(Job job);
  void Emit(Observation observation);
  void ReportDeferred();
  void Wait();
  bool is_second(const Link& link) const { return !link.attempts.empty(); }

  const FetchOptions& options_;
  Outside outside_;
  HostPolicies policies_;
  Scheduler scheduler_;
  Resolver resolver_;
  std::vector<Link> links_;
  std::map<Name, Lookup> lookups_;
  std::map<Name, std::vector<Job>> waiting_lookups_;
  std::map<std::string, bool, std::less<>> known_hosts_;  // that the scheduler has limits of
  std::size_t open_ = 0;                                  // links not yet reported
  Millis end_ = 0;                                        // when to stop asking
  bool is_over_ = false;                                  // that time has come
  bool is_stopped_ = false;                               // the sink wants no more
};

}  // namespace awl

#endif  // AWL_NET_FETCH_RUN_H_
