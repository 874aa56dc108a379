#include "engine/link_run.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include "base/strings.h"
#include "base/utf8.h"
#include "engine/changed_lines.h"
#include "rule/repository.h"
#include "rule/web_links.h"
#include "text/glob.h"
#include "text/url.h"
#include "web/web.h"

namespace awl {
namespace {

constexpr std::size_t kMaxFragments = 50;

std::string HostOf(std::string_view url) { return AsciiLower(ParseUrl(url).host); }

// Takes the links of one file after the other, from several threads.
class Collector {
 public:
  explicit Collector(const LinkSettings& settings, const std::string& changed_since)
      : exclude_(settings.exclude, Glob::Kind::kText),
        policies_(HostPoliciesOf(settings)),
        hosts_(policies_),
        changed_since_(changed_since) {}

  void Take(const Linter::File& file) {
    const std::set<std::string> old = KeysBefore(file);
    std::map<NodeId, std::string> words = WordsByLink(file);
    const Source& source = file.document.source();
    for (const Destination& destination : file.facts->destinations()) {
      if (!IsAskedFor(destination)) continue;
      if (file.changed != nullptr && !file.changed->Touches(source, destination.range)) continue;
      std::string key = LinkKey(destination.url);
      if (old.count(key) != 0) continue;
      const std::lock_guard lock(mutex_);
      Add(destination, std::move(key), std::move(words[destination.node]));
    }
  }

  CollectedLinks Finish() {
    CollectedLinks out{.left_out = left_out_.size()};
    for (auto& [key, link] : links_) out.links.push_back(std::move(link));
    return out;
  }

 private:
  // What the file linked in the revision that the change began with; a link that has only moved is
  // none of the change's.
  std::set<std::string> KeysBefore(const Linter::File& file) const {
    std::set<std::string> keys;
    if (changed_since_.empty() || file.repository == nullptr) return keys;
    const std::optional<std::string> text = file.repository->ReadAt(changed_since_);
    if (!text) return keys;
    const ParsedFile before = ParseFile(std::make_shared<const Source>("", *text));
    for (const Destination& destination : before.facts->destinations()) {
      if (IsAskedFor(destination)) keys.insert(LinkKey(destination.url));
    }
    return keys;
  }

  static std::map<NodeId, std::string> WordsByLink(const Linter::File& file) {
    std::map<NodeId, std::string> words;
    for (const Entry& entry : file.list.entries()) {
      if (entry.link == kNoNode) continue;
      words[entry.link] =
          Cat(file.document.Slice(entry.name), " ", file.document.Slice(entry.description));
    }
    return words;
  }

  void Add(const Destination& destination, std::string key, std::string words) {
    const HostPolicy* policy = hosts_.Find(AsciiLower(destination.parts.host));
    if ((policy != nullptr && policy->skip) || exclude_.Matches(destination.url)) {
      left_out_.insert(std::move(key));
      return;
    }
    WantedLink& link = links_[key];
    const std::string_view page = destination.url.substr(0, destination.url.find('#'));
    // Of http and https that a list both has, http tells of both.
    const bool replaces =
        link.request.url.empty() || (StartsWithIgnoreAsciiCase(page, "http:") &&
                                     !StartsWithIgnoreAsciiCase(link.request.url, "http:"));
    if (replaces) link.request.url = page;
    link.request.key = std::move(key);
    if (link.words.empty()) link.words = std::move(words);
    const std::string_view fragment = destination.parts.fragment;
    std::vector<std::string>& fragments = link.request.fragments;
    if (!fragment.empty() && fragments.size() < kMaxFragments &&
        std::find(fragments.begin(), fragments.end(), fragment) == fragments.end()) {
      fragments.emplace_back(fragment);
    }
  }

  const GlobSet exclude_;
  const std::vector<HostPolicy> policies_;
  const HostPolicies hosts_;
  const std::string& changed_since_;
  std::mutex mutex_;  // guards what follows
  std::map<std::string, WantedLink> links_;
  std::set<std::string> left_out_;
};

// The requests of a run: what is not fresh, oldest answers first.
std::vector<LinkRequest> RequestsFor(const LinkState& before, std::span<const WantedLink> wanted,
                                     const LinkRunOptions& options, std::size_t* fresh) {
  std::vector<LinkRequest> requests;
  for (const WantedLink& link : wanted) {
    const LinkRecord* record = before.Find(link.request.key);
    if (record != nullptr && !options.recheck && IsFresh(*record, options.fresh, options.now)) {
      ++*fresh;
      continue;
    }
    LinkRequest request = link.request;
    // The protocol is JSON, which is UTF-8: of other bytes no URL consists.
    if (!IsValidUtf8(request.url) || !IsValidUtf8(request.key)) continue;
    request.checked = record == nullptr ? 0 : record->checked;
    request.was_alive = record != nullptr && record->evidence == Evidence::kOk;
    requests.push_back(std::move(request));
  }
  std::stable_sort(
      requests.begin(), requests.end(),
      [](const LinkRequest& a, const LinkRequest& b) { return a.checked < b.checked; });
  return requests;
}

// Counts what is left, by host.
class ProgressCount {
 public:
  explicit ProgressCount(std::span<const LinkRequest> requests) {
    progress_.all = requests.size();
    for (const LinkRequest& request : requests) {
      std::string host = HostOf(request.url);
      ++left_[host];
      hosts_.emplace(request.key, std::move(host));
    }
  }

  void Take(const Observation& observation) {
    const auto host = hosts_.find(observation.key);
    if (host == hosts_.end()) return;
    const auto left = left_.find(host->second);
    if (left != left_.end() && --left->second == 0) left_.erase(left);
    ++progress_.asked;
    if (observation.attempts.empty()) return;
    const Evidence evidence = Classify(BestOf(observation.attempts));
    progress_.suspects += evidence == Evidence::kHard ? 1 : 0;
  }

  const LinkProgress& Now() {
    progress_.hosts = left_.size();
    progress_.longest_left = 0;
    progress_.longest.clear();
    for (const auto& [host, left] : left_) {
      if (left <= progress_.longest_left) continue;
      progress_.longest_left = left;
      progress_.longest = host;
    }
    return progress_;
  }

 private:
  std::map<std::string, std::string> hosts_;  // by key
  std::map<std::string, std::size_t> left_;   // by host
  LinkProgress progress_;
};

void CountHosts(std::span<const Observation> observations, const LinkState& state,
                LinkStatistics* statistics) {
  for (const Observation& observation : observations) {
    const std::string host = HostOf(Cat("//", observation.key));
    if (observation.is_deferred) ++statistics->deferred[host];
    const LinkRecord* record = state.Find(observation.key);
    if (record == nullptr || observation.attempts.empty()) continue;
    if (record->evidence == Evidence::kShut) ++statistics->shut[host];
  }
}

}  // namespace

VerdictRules VerdictRulesOf(const LinkSettings& settings) {
  return {.dead_runs = settings.dead_runs,
          .dead_days = settings.dead_days,
          .dead_after_alive = settings.dead_after_alive,
          .unreachable_runs = settings.unreachable_runs,
          .unreachable_days = settings.unreachable_days};
}

std::vector<HostPolicy> HostPoliciesOf(const LinkSettings& settings) {
  std::vector<HostPolicy> policies;
  for (const LinkHost& host : settings.hosts) {
    policies.push_back({.glob = host.glob,
                        .skip = host.skip,
                        .interval = std::chrono::milliseconds(host.interval),
                        .per_host = host.per_host,
                        .accepted = host.accept});
  }
  return policies;
}

CollectedLinks CollectLinks(const Linter& linter, FileSystem& files, const RunOptions& options) {
  Collector collector(linter.config().links, options.changed_since);
  RunOptions reading = options;
  reading.visit = [&collector](const Linter::File& file) { collector.Take(file); };
  std::vector<std::string> errors;
  const RunResult result = Run(linter, files, reading, [&errors](FileReport report) {
    if (!report.error.empty()) errors.push_back(Cat(report.path, ": ", report.error));
    return true;
  });
  CollectedLinks out = collector.Finish();
  out.errors = result.errors;
  out.errors.insert(out.errors.end(), errors.begin(), errors.end());
  return out;
}

LinkRunResult RunLinks(const LinkState& before, std::span<const WantedLink> wanted,
                       Fetcher* fetcher, const LinkRunOptions& options,
                       const LinkRunEvents& events) {
  LinkRunResult result;
  std::vector<Observation> observations;
  const auto state_now = [&] {
    return AfterRun(before, wanted, observations, options.hosts, options.now);
  };
  if (fetcher != nullptr) {
    const std::vector<LinkRequest> requests =
        RequestsFor(before, wanted, options, &result.statistics.fresh);
    ProgressCount progress(requests);
    if (!requests.empty()) {
      result.error = fetcher->Fetch(requests, [&](Observation observation) {
        progress.Take(observation);
        observations.push_back(std::move(observation));
        // What a network that is down has left untold would be lost with the save.
        const bool saves = observations.size() % kSaveEvery == 0 && events.on_save != nullptr &&
                           !ViewRun(before, observations).is_network_down;
        if (saves && !events.on_save(state_now())) return false;
        return events.on_progress == nullptr || events.on_progress(progress.Now());
      });
    }
    result.statistics.asked = observations.size();
    result.statistics.unasked = requests.size() - observations.size();
  }
  result.is_network_down = ViewRun(before, observations).is_network_down;
  result.state = result.is_network_down ? before : state_now();
  for (const WantedLink& link : wanted) {
    const LinkRecord* record = result.state.Find(link.request.key);
    if (record == nullptr || record->checked == 0) continue;
    ++result.statistics.verdicts[Judge(*record, options.rules)];
  }
  CountHosts(observations, result.state, &result.statistics);
  return result;
}

}  // namespace awl
