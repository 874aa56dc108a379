#ifndef AWL_NET_WEB_FETCHER_H_
#define AWL_NET_WEB_FETCHER_H_

#include <atomic>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "net/fetch_clock.h"
#include "net/github_token.h"
#include "net/http_client.h"
#include "net/resolver.h"
#include "web/fetcher.h"

namespace awl {

// Asks the web itself.
class WebFetcher final : public Fetcher {
 public:
  // What it has of the world; a test replaces some.
  struct Outside {
    FetchClock* clock = nullptr;  // null: the real one
    Resolver::Function look_up = LookUp;
    GithubToken token = {};
  };
  static Result<std::unique_ptr<WebFetcher>> Make(const FetchOptions& options, Outside outside);

  std::optional<Error> Fetch(std::span<const LinkRequest> requests,
                             const ObservationSink& sink) override;
  // Ends Fetch soon; may be called from any thread.
  void Stop();
  bool is_stopped() const { return stopped_; }

 private:
  WebFetcher(const FetchOptions& options, Outside outside, HttpClient::Options client);

  FetchOptions options_;
  Outside outside_;
  FetchClock real_clock_;
  HttpClient client_;
  std::atomic<bool> stopped_ = false;
};

}  // namespace awl

#endif  // AWL_NET_WEB_FETCHER_H_
