#ifndef AWL_TESTS_LINKS_FAKE_FETCHER_H_
#define AWL_TESTS_LINKS_FAKE_FETCHER_H_

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "web/fetcher.h"

namespace awl {

// Answers from a table, by URL; what is not in it is alive.
class FakeFetcher final : public Fetcher {
 public:
  // What the fetchers of a test share.
  struct Web {
    std::map<std::string, Observation> answers = {};  // keys are filled in
    std::vector<std::string> asked = {};              // URLs, in order
    std::vector<LinkRequest> requests = {};           // all that was to be asked, the last time
    std::optional<std::size_t> ends_after = {};       // answers, as --max-time does
    std::optional<Error> error = {};
    FetchOptions options = {};
    std::function<void()> on_answer = nullptr;
    std::function<void(const LinkRequest&)> on_asked = nullptr;

    void Answer(const std::string& url, Attempt attempt) {
      answers[url].attempts.push_back(std::move(attempt));
    }
  };

  explicit FakeFetcher(Web* web) : web_(*web) {}

  std::optional<Error> Fetch(std::span<const LinkRequest> requests,
                             const ObservationSink& sink) override {
    web_.requests.assign(requests.begin(), requests.end());
    std::size_t count = 0;
    for (const LinkRequest& request : requests) {
      if (web_.ends_after && count++ == *web_.ends_after) break;
      web_.asked.push_back(request.url);
      if (web_.on_asked != nullptr) web_.on_asked(request);
      const auto answer = web_.answers.find(request.url);
      Observation observation = answer == web_.answers.end()
                                    ? Observation{.attempts = {{.status = 200}}}
                                    : answer->second;
      observation.key = request.key;
      if (web_.on_answer != nullptr) web_.on_answer();
      if (!sink(std::move(observation))) break;
    }
    return web_.error;
  }

 private:
  Web& web_;
};

}  // namespace awl

#endif  // AWL_TESTS_LINKS_FAKE_FETCHER_H_
