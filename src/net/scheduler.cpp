#include "net/scheduler.h"

#include <algorithm>

namespace awl {
namespace {

constexpr int kPushBacks = 3;  // in a row
constexpr int kPushBacksInAll = 12;
constexpr Millis kFirstPause = 2000;
constexpr Millis kLongestWait = 120'000;

}  // namespace

std::size_t Scheduler::IndexOf(std::string_view name) {
  const auto [at, added] = indexes_.try_emplace(std::string(name), hosts_.size());
  if (added) {
    Host& host = hosts_.emplace_back();
    host.name = name;
  }
  return at->second;
}

void Scheduler::SetLimits(std::string_view host, HostLimits limits) {
  hosts_[IndexOf(host)].limits = limits;
}

void Scheduler::Add(std::string_view host, Job job, Millis now) {
  const std::size_t index = IndexOf(host);
  if (hosts_[index].given_up) return deferred_.push_back(job);
  ++waiting_;
  hosts_[index].ready.push_back(job);
  Enter(index, now);
}

void Scheduler::AddFirst(std::string_view host, Job job, Millis now) {
  const std::size_t index = IndexOf(host);
  if (hosts_[index].given_up) return deferred_.push_back(job);
  ++waiting_;
  hosts_[index].ready.push_front(job);
  Enter(index, now);
}

void Scheduler::AddLater(std::string_view host, Job job, Millis time, Millis now) {
  const std::size_t index = IndexOf(host);
  if (hosts_[index].given_up) return deferred_.push_back(job);
  ++waiting_;
  hosts_[index].later.emplace(time, job);
  Enter(index, now);
}

std::optional<Millis> Scheduler::StartOf(const Host& host) const {
  if (host.jobs() == 0 || host.running >= LimitsNow(host).at_once) return std::nullopt;
  const Millis start = std::max(host.next_start, host.pause_until);
  return host.ready.empty() ? std::max(start, host.later.begin()->first) : start;
}

void Scheduler::Enter(std::size_t index, Millis now) {
  Host& host = hosts_[index];
  if (host.set != nullptr) host.set->erase({host.key, index});
  host.set = nullptr;
  const std::optional<Millis> start = StartOf(host);
  if (!start) return;
  if (*start > now) {
    host.set = &waiting_hosts_;
    host.key = *start;
  } else {
    host.set = &ready_hosts_;
    const Job first = host.ready.empty() ? host.later.begin()->second : host.ready.front();
    host.key = options_.order == Order::kSmallestJobFirst ? static_cast<Millis>(first)
                                                          : -static_cast<Millis>(host.jobs());
  }
  host.set->emplace(host.key, index);
}

std::optional<Scheduler::Job> Scheduler::Next(Millis now) {
  while (!waiting_hosts_.empty() && waiting_hosts_.begin()->first <= now) {
    Enter(waiting_hosts_.begin()->second, now);
  }
  if (ready_hosts_.empty() || running_ >= options_.at_once) return std::nullopt;
  const std::size_t index = ready_hosts_.begin()->second;
  Host& host = hosts_[index];
  Job job;
  if (!host.ready.empty()) {
    job = host.ready.front();
    host.ready.pop_front();
  } else {
    job = host.later.begin()->second;
    host.later.erase(host.later.begin());
  }
  ++host.running;
  ++running_;
  --waiting_;
  host.next_start = now + Jittered(LimitsNow(host).interval);
  Enter(index, now);
  return job;
}

std::optional<Millis> Scheduler::NextTime() const {
  if (running_ >= options_.at_once) return std::nullopt;
  if (!ready_hosts_.empty()) return 0;
  if (waiting_hosts_.empty()) return std::nullopt;
  return waiting_hosts_.begin()->first;
}

void Scheduler::Finish(std::string_view name, Millis now) {
  const std::size_t index = IndexOf(name);
  --hosts_[index].running;
  --running_;
  Enter(index, now);
}

bool Scheduler::PushBack(std::string_view name, std::optional<Millis> wait, Millis now) {
  const std::size_t index = IndexOf(name);
  Host& host = hosts_[index];
  if (host.given_up) return false;
  // What was under way at the same time is told the same: that is one push.
  if (now >= host.pause_until) {
    ++host.pushed_back;
    ++host.pushed_back_in_all;
  }
  host.calm_in = kCalm;
  if (host.pushed_back > kPushBacks || host.pushed_back_in_all > kPushBacksInAll ||
      (wait && *wait > kLongestWait)) {
    Defer(&host);
    Enter(index, now);
    return false;
  }
  const Millis pause = wait ? *wait : Jittered(kFirstPause << std::max(host.pushed_back - 1, 0));
  host.pause_until = std::max(host.pause_until, now + pause);
  Enter(index, now);
  return true;
}

void Scheduler::Relent(std::string_view name) {
  Host& host = hosts_[IndexOf(name)];
  host.pushed_back = 0;
  host.calm_in = std::max(host.calm_in - 1, 0);
}

HostLimits Scheduler::LimitsNow(const Host& host) {
  if (host.calm_in == 0) return host.limits;
  return {.at_once = 1, .interval = 2 * host.limits.interval};
}

void Scheduler::Defer(Host* host) {
  host->given_up = true;
  waiting_ -= host->jobs();
  deferred_.insert(deferred_.end(), host->ready.begin(), host->ready.end());
  for (const auto& [time, job] : host->later) deferred_.push_back(job);
  host->ready.clear();
  host->later.clear();
}

bool Scheduler::IsGivenUp(std::string_view host) const {
  const auto at = indexes_.find(std::string(host));
  return at != indexes_.end() && hosts_[at->second].given_up;
}

std::vector<Scheduler::Job> Scheduler::TakeWaiting() {
  std::vector<Job> jobs = std::exchange(deferred_, {});
  for (std::size_t index = 0; index < hosts_.size(); ++index) {
    Host& host = hosts_[index];
    jobs.insert(jobs.end(), host.ready.begin(), host.ready.end());
    for (const auto& [time, job] : host.later) jobs.push_back(job);
    waiting_ -= host.jobs();
    host.ready.clear();
    host.later.clear();
    Enter(index, 0);
  }
  return jobs;
}

std::pair<std::string_view, std::size_t> Scheduler::Busiest() const {
  std::pair<std::string_view, std::size_t> busiest;
  for (const Host& host : hosts_) {
    if (host.jobs() > busiest.second) busiest = {host.name, host.jobs()};
  }
  return busiest;
}

// Up to a quarter more, so that hosts are not asked in step.
Millis Scheduler::Jittered(Millis time) {
  return std::uniform_int_distribution<Millis>(time, time + time / 4)(random_);
}

}  // namespace awl
