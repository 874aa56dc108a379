#include "net/web_fetcher.h"

#include <algorithm>
#include <utility>

#include "base/strings.h"
#include "net/fetch_run.h"

namespace awl {
namespace {

// The most that any host may have at once.
std::size_t MostPerHost(const FetchOptions& options) {
  int most = options.per_host;
  for (const HostPolicy& policy : options.hosts) most = std::max(most, policy.per_host);
  return static_cast<std::size_t>(std::clamp(most, 1, kMaxPerHost));
}

}  // namespace

Result<std::unique_ptr<WebFetcher>> WebFetcher::Make(const FetchOptions& options, Outside outside) {
  HttpClient::Options client = {
      .concurrency = static_cast<std::size_t>(std::clamp(options.concurrency, 1, kMaxConcurrency)),
      .per_host = MostPerHost(options),
      .allow_private = options.allow_private,
      .ca_file = options.ca_file,
      .proxy = options.proxy};
  for (const std::string& text : options.connect_to) {
    const std::optional<ConnectTo> to = ParseConnectTo(text);
    if (!to) {
      return Error{Cat("--connect-to wants HOST:PORT:ADDRESS:PORT with an IP address, got ", text)};
    }
    client.connect_to.push_back(*to);
  }
  return std::unique_ptr<WebFetcher>(
      new WebFetcher(options, std::move(outside), std::move(client)));
}

WebFetcher::WebFetcher(const FetchOptions& options, Outside outside, HttpClient::Options client)
    : options_(options), outside_(std::move(outside)), client_(std::move(client)) {}

std::optional<Error> WebFetcher::Fetch(std::span<const LinkRequest> requests,
                                       const ObservationSink& sink) {
  FetchClock& clock = outside_.clock != nullptr ? *outside_.clock : real_clock_;
  FetchRun run(options_, {.client = client_,
                          .token = outside_.token,
                          .clock = clock,
                          .look_up = outside_.look_up,
                          .stopped = stopped_,
                          .sink = sink});
  run.Run(requests);
  return std::nullopt;
}

void WebFetcher::Stop() {
  stopped_ = true;
  client_.Wake();
}

}  // namespace awl
