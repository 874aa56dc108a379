#include "net/fetch_run.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "net/host_limits.h"
#include "net/retry_after.h"
#include "web/page.h"

namespace awl {
namespace {

constexpr std::size_t kBodyLimit = std::size_t{32} << 10;
// Where a link wants to know of a fragment, which may be anywhere in a page.
constexpr std::size_t kFragmentBodyLimit = std::size_t{1} << 20;
constexpr Millis kLongestPoll = 1000;

Scheduler::Options SchedulerOptions(const FetchOptions& options) {
  return {.at_once = static_cast<std::size_t>(std::clamp(options.concurrency, 1, kMaxConcurrency)),
          .order = options.max_time.count() > 0 ? Scheduler::Order::kSmallestJobFirst
                                                : Scheduler::Order::kLongestQueueFirst};
}

bool IsRedirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

// The server asks to come again later.
bool IsPatience(int status) { return status == 429 || status == 503; }

Failure FailureOf(UrlFault fault) {
  switch (fault) {
    case UrlFault::kNone:
      return Failure::kNone;
    case UrlFault::kScheme:
      return Failure::kBlockedScheme;
    case UrlFault::kCredentials:
      return Failure::kUserinfo;
    case UrlFault::kMalformed:
      break;
  }
  return Failure::kBadUrl;
}

// IPv4 alone, unless there is none.
std::vector<IpAddress> PreferV4(const std::vector<IpAddress>& addresses) {
  std::vector<IpAddress> v4;
  std::copy_if(addresses.begin(), addresses.end(), std::back_inserter(v4),
               [](const IpAddress& address) { return !address.is_v6; });
  return v4.empty() ? addresses : v4;
}

// Where GitLab sends those who ask for what is not there, or not for them.
bool IsGitlabLogin(const HttpUrl& url) {
  return url.text.starts_with("https://gitlab.com/users/sign_in");
}

}  // namespace

FetchRun::FetchRun(const FetchOptions& options, Outside outside)
    : options_(options),
      outside_(outside),
      policies_(options.hosts),
      scheduler_(SchedulerOptions(options)),
      resolver_(outside.look_up, [&client = outside.client] { client.Wake(); }) {}

void FetchRun::Run(std::span<const LinkRequest> requests) {
  const Millis now = outside_.clock.Now();
  const Millis max_time = std::chrono::milliseconds(options_.max_time).count();
  end_ = max_time > 0 ? now + max_time : std::numeric_limits<Millis>::max();
  for (const LinkRequest& request : requests) links_.emplace_back().request = &request;
  std::stable_sort(links_.begin(), links_.end(), [](const Link& a, const Link& b) {
    return a.request->checked < b.request->checked;
  });
  open_ = links_.size();
  for (Job job = 0; job < requests.size(); ++job) {
    if (!GoesToForge(job)) Schedule(job, now);
  }
  AskForges();
  while (open_ > 0 && !is_stopped_ && !outside_.stopped) {
    StartJobs();
    ReportDeferred();
    if (is_over_ && scheduler_.running() == 0) break;
    if (open_ > 0) Wait();
    TakeLookups();
    TakeAnswers();
  }
  outside_.client.Stop();
}

void FetchRun::Schedule(Job job, Millis time) {
  Link& link = links_[job];
  ReadUrl read = ReadHttpUrl(link.request->url);
  link.attempt = {};
  link.seen.clear();
  if (read.fault != UrlFault::kNone) return Fail(job, FailureOf(read.fault));
  link.url = std::move(read.url);
  Place(job, time, false);
}

void FetchRun::Place(Job job, Millis time, bool first) {
  Link& link = links_[job];
  link.clock = ClockOf(link.url.host);
  if (known_hosts_.insert(link.clock).second) {
    scheduler_.SetLimits(link.clock, LimitsAt(link.url.host));
  }
  const Millis now = outside_.clock.Now();
  if (first) {
    scheduler_.AddFirst(link.clock, job, now);
  } else if (time > now) {
    scheduler_.AddLater(link.clock, job, time, now);
  } else {
    scheduler_.Add(link.clock, job, now);
  }
}

void FetchRun::StartJobs() {
  const Millis now = outside_.clock.Now();
  if (now >= end_) {
    is_over_ = true;
    scheduler_.TakeWaiting();
    return;
  }
  while (const std::optional<Job> job = scheduler_.Next(now)) Start(*job);
}

void FetchRun::Start(Job job) {
  Link& link = links_[job];
  link.seen.push_back(link.url.text);
  const ConnectTo* to = outside_.client.Redirected(link.url);
  if (link.url.address) {
    // The guard at the socket would say the same, but for what --connect-to sends elsewhere.
    if (!options_.allow_private && options_.proxy.empty() && !IsPublic(*link.url.address)) {
      scheduler_.Finish(link.clock, outside_.clock.Now());
      return Fail(job, Failure::kBlockedAddress);
    }
    return Request(job, {});
  }
  if (!options_.proxy.empty() || (to != nullptr && to->address)) return Request(job, {});
  LookUp(job);
}

void FetchRun::LookUp(Job job) {
  const Link& link = links_[job];
  const Name name = {link.url.host, is_second(link)};
  if (lookups_.count(name) == 0) {
    std::vector<Job>& jobs = waiting_lookups_[name];
    jobs.push_back(job);
    if (jobs.size() == 1) resolver_.Ask(link.url.host);
    return;
  }
  const Lookup& lookup = lookups_[name];
  if (lookup.failure == Failure::kNone) return Request(job, lookup.addresses);
  scheduler_.Finish(link.clock, outside_.clock.Now());
  Fail(job, lookup.failure);
}

void FetchRun::TakeLookups() {
  for (Lookup& lookup : resolver_.Take()) {
    for (const bool second : {false, true}) {
      const auto at = waiting_lookups_.find({lookup.host, second});
      if (at == waiting_lookups_.end()) continue;
      const std::vector<Job> jobs = std::move(at->second);
      waiting_lookups_.erase(at);
      lookups_[{lookup.host, second}] = lookup;
      for (const Job job : jobs) LookUp(job);
    }
  }
}

void FetchRun::Request(Job job, std::span<const IpAddress> addresses) {
  const Link& link = links_[job];
  if (link.api != nullptr) {
    HttpRequest request = ApiHttpRequest(link);
    request.addresses = {addresses.begin(), addresses.end()};
    return outside_.client.Start(request, job);
  }
  const bool second = is_second(link);
  HttpRequest request = {.url = link.url,
                         .addresses = {addresses.begin(), addresses.end()},
                         .is_second_attempt = second};
  if (second) request.addresses = PreferV4(request.addresses);
  // Half of it is enough for most that answer at all.
  request.timeout_ms =
      static_cast<long>(second ? options_.timeout.count() : (options_.timeout.count() + 1) / 2);
  request.body_limit = link.request->fragments.empty() ? kBodyLimit : kFragmentBodyLimit;
  outside_.client.Start(request, job);
}

void FetchRun::TakeAnswers() {
  for (auto& [job, answer] : outside_.client.TakeDone()) {
    scheduler_.Finish(links_[job].clock, outside_.clock.Now());
    OnAnswer(job, std::move(answer));
  }
}

void FetchRun::OnAnswer(Job job, HttpAnswer answer) {
  Link& link = links_[job];
  if (link.api != nullptr) return OnApiAnswer(job, answer);
  if (answer.failure != Failure::kNone) return Fail(job, answer.failure, std::move(answer.detail));
  if (WaitsOn(job, answer)) return;
  if (!IsPatience(answer.status)) scheduler_.Relent(link.clock);
  if (IsRedirect(answer.status)) return Follow(job, answer);
  link.attempt.status = answer.status;
  link.attempt.server = answer.server;
  link.attempt.has_cf_mitigated = answer.has_cf_mitigated;
  link.attempt.page =
      ReadPage(answer.body, answer.content_type, answer.is_whole, link.request->fragments);
  if (link.is_unknown_to_gitlab && IsGitlabLogin(link.url)) {
    link.attempt = {.status = 404, .hops = std::move(link.attempt.hops), .via_api = true};
  }
  EndAttempt(job);
}

bool FetchRun::WaitsOn(Job job, const HttpAnswer& answer) {
  if (!IsPatience(answer.status)) return false;
  Link& link = links_[job];
  const std::optional<Millis> wait = ParseRetryAfter(answer.retry_after, outside_.clock.Date());
  if (!scheduler_.PushBack(link.clock, wait, outside_.clock.Now())) return false;
  link.seen.pop_back();
  scheduler_.AddFirst(link.clock, job, outside_.clock.Now());
  return true;
}

void FetchRun::Follow(Job job, const HttpAnswer& answer) {
  Link& link = links_[job];
  if (!answer.has_location) return Fail(job, Failure::kBadRedirect);
  ReadUrl read = JoinHttpUrl(link.url, answer.location);
  if (read.fault == UrlFault::kMalformed) return Fail(job, Failure::kBadRedirect);
  if (read.fault != UrlFault::kNone) return Fail(job, FailureOf(read.fault));
  if (link.attempt.hops.size() == kMaxHops) return Fail(job, Failure::kTooManyRedirects);
  std::string url = read.url.text;
  if (!read.url.fragment.empty()) url += "#" + read.url.fragment;
  link.attempt.hops.push_back({.status = answer.status, .url = std::move(url)});
  if (std::find(link.seen.begin(), link.seen.end(), read.url.text) != link.seen.end()) {
    return Fail(job, Failure::kRedirectLoop);
  }
  link.url = std::move(read.url);
  Place(job, 0, true);
}

void FetchRun::Fail(Job job, Failure failure, std::string detail) {
  if (links_[job].api != nullptr) return OnApiAnswer(job, {.failure = failure});
  Attempt& attempt = links_[job].attempt;
  attempt.failure = failure;
  attempt.detail = std::move(detail);
  EndAttempt(job);
}

void FetchRun::EndAttempt(Job job) {
  Link& link = links_[job];
  link.attempt.time = outside_.clock.Date();
  link.attempts.push_back(std::exchange(link.attempt, {}));
  if (link.attempts.size() > 1 || !WantsAnother(link)) return Report(job);
  if (scheduler_.IsGivenUp(link.clock)) {
    // One that asked for patience again and again has been asked often enough; for all others once
    // is not enough.
    const int status = link.attempts.back().status;
    return IsPatience(status) ? Report(job) : Defer(job);
  }
  Schedule(job, TimeOfSecond(link));
}

// After a minute; or when it is a minute since the last run asked, if that saw nothing alive
// either.
Millis FetchRun::TimeOfSecond(const Link& link) const {
  constexpr std::int64_t kLongAgo = 86400;
  const Millis wait = options_.second_attempt_after.count();
  const Millis now = outside_.clock.Now();
  const LinkRequest& request = *link.request;
  if (request.was_alive || request.checked == 0) return now + wait;
  // A state may say any time.
  const std::int64_t seconds =
      std::clamp<std::int64_t>(link.attempts.back().time - request.checked, 0, kLongAgo);
  return now + std::max<Millis>(wait - seconds * 1000, 0);
}

bool FetchRun::WantsAnother(const Link& link) const {
  const HostPolicy* policy = policies_.Find(ReadHttpUrl(link.request->url).url.host);
  return WantsSecondAttempt(link.attempts.back(), policy == nullptr
                                                      ? std::span<const int>()
                                                      : std::span<const int>(policy->accepted));
}

// Of a link that has been reported nothing is kept.
void FetchRun::Forget(Link* link) {
  const LinkRequest* request = link->request;
  *link = {};
  link->request = request;
}

void FetchRun::Report(Job job) {
  Link& link = links_[job];
  Emit({.key = link.request->key,
        .attempts = std::move(link.attempts),
        .repository = std::move(link.repository)});
  Forget(&link);
}

void FetchRun::Defer(Job job) {
  Link& link = links_[job];
  Emit({.key = link.request->key, .is_deferred = true});
  Forget(&link);
}

void FetchRun::Emit(Observation observation) {
  --open_;
  if (!is_stopped_) is_stopped_ = !outside_.sink(std::move(observation));
}

void FetchRun::ReportDeferred() {
  for (const Job job : scheduler_.TakeDeferred()) {
    if (const ApiRequest* api = links_[job].api.get()) {
      DeferAll(api->links);
    } else {
      Defer(job);
    }
  }
}

void FetchRun::Wait() {
  const Millis now = outside_.clock.Now();
  Millis next = std::min(now + kLongestPoll, end_);
  if (const std::optional<Millis> time = scheduler_.NextTime()) {
    if (scheduler_.running() == 0 && outside_.clock.Skip(std::min(*time, end_))) return;
    next = std::min(next, *time);
  }
  outside_.client.Poll(static_cast<int>(std::max<Millis>(next - now, 0)));
}

}  // namespace awl
