#include "web/link_record.h"

#include <algorithm>
#include <iterator>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/strings.h"
#include "text/likeness.h"
#include "text/url.h"

namespace awl {
namespace {

constexpr std::string_view kVerdicts[] = {"alive", "uncertain", "suspect", "unreachable", "dead"};
static_assert(std::size(kVerdicts) == static_cast<std::size_t>(Verdict::kDead) + 1);

constexpr std::int64_t kDay = 86400;
// More runs than any rule asks for.
constexpr int kManyRuns = 1000;

std::int64_t DaysBetween(std::int64_t from, std::int64_t to) { return (to - from) / kDay; }

// Counts one more run in which the same thing was seen.
template <typename T>
void CountSame(T now_seen, T* last_seen, int* runs) {
  *runs = now_seen == *last_seen ? std::min(*runs + 1, kManyRuns) : 1;
  *last_seen = std::move(now_seen);
}

void CountRun(std::int64_t now, int* runs, std::int64_t* since) {
  if (*runs == 0) *since = now;
  *runs = std::min(*runs + 1, kManyRuns);
}

bool IsTls(Failure failure) {
  return failure == Failure::kTlsExpired || failure == Failure::kTlsWrongName ||
         failure == Failure::kTlsUnknownIssuer || failure == Failure::kTlsOther;
}

// The last URL that permanent hops alone led to; the first temporary one ends it.
std::string PermanentTarget(const Attempt& attempt) {
  std::string target;
  for (const Hop& hop : attempt.hops) {
    if (!hop.is_permanent()) break;
    target = hop.url;
  }
  return target;
}

std::string HashOf(std::string_view title) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const XXH64_hash_t hash = XXH3_64bits(title.data(), title.size());
  std::string out;
  for (int shift = 60; shift >= 0; shift -= 4) out += kDigits[(hash >> shift) & 15];
  return out;
}

void TakeRedirects(const Attempt& attempt, LinkRecord* record) {
  std::string landed = attempt.hops.empty() ? std::string() : attempt.hops.back().url;
  CountSame(std::move(landed), &record->landed, &record->landed_runs);
  CountSame(PermanentTarget(attempt), &record->moved, &record->moved_runs);
}

void TakePage(const Page& page, std::string_view words, LinkRecord* record) {
  record->is_parked = page.is_parked;
  record->missing_fragments = page.missing_fragments;
  record->title = page.title.empty() ? std::string() : HashOf(page.title);
  if (page.title.empty() || words.empty()) return;
  record->is_alike = Likeness(page.title, words) > 0;
  record->was_alike = record->was_alike || record->is_alike;
}

void TakeAlive(const Attempt& attempt, std::string_view words, std::int64_t time,
               LinkRecord* record) {
  record->alive = std::max(record->alive, time);
  record->hard_runs = record->soft_runs = 0;
  record->hard_since = record->soft_since = 0;
  record->archived.clear();
  if (attempt.via_api) return;
  TakeRedirects(attempt, record);
  TakePage(attempt.page, words, record);
}

std::string_view Excuse(HeldBack held_back) {
  return held_back == HeldBack::kHostIsIll ? ", as several links of this host say at once"
                                           : ", at a time before the last run's";
}

}  // namespace

std::string_view NameOf(Verdict verdict) { return kVerdicts[static_cast<std::size_t>(verdict)]; }
std::optional<Verdict> VerdictNamed(std::string_view name) {
  const auto* found = std::find(std::begin(kVerdicts), std::end(kVerdicts), name);
  if (found == std::end(kVerdicts)) return std::nullopt;
  return static_cast<Verdict>(found - std::begin(kVerdicts));
}

Verdict Judge(const LinkRecord& record, const VerdictRules& rules) {
  if (record.evidence == Evidence::kOk) return Verdict::kAlive;
  if (record.held_back) return Verdict::kUncertain;
  const bool rested =
      record.alive == 0 || DaysBetween(record.alive, record.checked) >= rules.dead_after_alive;
  if (record.evidence == Evidence::kHard) {
    const bool confirmed = record.hard_runs >= rules.dead_runs &&
                           DaysBetween(record.hard_since, record.checked) >= rules.dead_days;
    return confirmed && rested ? Verdict::kDead : Verdict::kSuspect;
  }
  if (record.evidence == Evidence::kSoft) {
    const bool confirmed = record.soft_runs >= rules.unreachable_runs &&
                           DaysBetween(record.soft_since, record.checked) >= rules.unreachable_days;
    // What was alive after the first of these runs has reset them.
    return confirmed ? Verdict::kUnreachable : Verdict::kUncertain;
  }
  return Verdict::kUncertain;
}

void TakeObservation(const Observation& observation, const ObservationContext& context,
                     LinkRecord* record) {
  if (observation.is_deferred || observation.attempts.empty()) return;
  const Attempt& attempt = BestOf(observation.attempts, context.accepted);
  const Evidence evidence = Classify(attempt, context.accepted);
  // A run begins before it asks.
  const std::int64_t time = std::max(context.now, observation.attempts.back().time);
  if (observation.repository) record->repository = observation.repository;
  record->evidence = evidence;
  record->reason = ReasonOf(attempt);
  record->via_api = attempt.via_api;
  record->held_back = evidence != Evidence::kOk && context.held_back != HeldBack::kNo;
  if (evidence == Evidence::kOk) {
    TakeAlive(attempt, context.words, time, record);
  } else if (record->held_back) {
    record->reason += Excuse(context.held_back);
  } else if (evidence == Evidence::kHard) {
    CountRun(time, &record->hard_runs, &record->hard_since);
  } else if (evidence == Evidence::kSoft) {
    CountRun(time, &record->soft_runs, &record->soft_since);
  } else if (evidence == Evidence::kShut) {
    // Somebody is there.
    record->soft_runs = 0;
    record->soft_since = 0;
  }
  const Failure tls = IsTls(attempt.failure) ? attempt.failure : Failure::kNone;
  CountSame(tls, &record->tls, &record->tls_runs);
  // A clock that ran backwards must not make what follows look longer than it was.
  record->checked = std::max(record->checked, time);
}

}  // namespace awl
