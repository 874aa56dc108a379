#ifndef AWL_WEB_LINK_RECORD_H_
#define AWL_WEB_LINK_RECORD_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "web/attempt.h"
#include "web/fetcher.h"
#include "web/repository_facts.h"

namespace awl {

// What is known of a link after some runs, in the order of what it costs the link.
enum class Verdict : std::uint8_t {
  kAlive,        // the last answer was ok
  kUncertain,    // nothing that counts can be said, for ever if need be
  kSuspect,      // hard evidence, not yet often or long enough
  kUnreachable,  // soft evidence, often and long
  kDead,         // hard evidence, confirmed
};
std::string_view NameOf(Verdict verdict);
std::optional<Verdict> VerdictNamed(std::string_view name);

// How often and how long something must be seen before it counts: `links:` in the config.
struct VerdictRules {
  int dead_runs = 2;
  int dead_days = 3;          // from the first of these runs to the last
  int dead_after_alive = 28;  // days since the link was last seen alive
  int unreachable_runs = 4;
  int unreachable_days = 28;
  int moved_runs = 2;  // that end at the same place; also of what is said of TLS
  friend bool operator==(const VerdictRules&, const VerdictRules&) = default;
};

// The memory of one link: what the runs so far have seen of it. Times are seconds since 1970, 0
// where there was none.
struct LinkRecord {
  std::string key = {};                  // as LinkRequest::key
  Evidence evidence = Evidence::kOther;  // of the last run
  std::string reason = {};               // of the last run, for people: "404"
  bool held_back = false;                // the last run was not allowed to count; `reason` says why
  bool via_api = false;                  // the last run asked a forge's API
  std::int64_t checked = 0;              // when it was asked last
  std::int64_t alive = 0;                // when it was last seen alive
  std::int64_t seen = 0;                 // when it was last in the list

  // Runs with hard evidence since it was last alive, and when the first of them was.
  int hard_runs = 0;
  std::int64_t hard_since = 0;
  // The same of soft evidence.
  int soft_runs = 0;
  std::int64_t soft_since = 0;
  // How many runs in a row ended in the same failure of TLS.
  Failure tls = Failure::kNone;
  int tls_runs = 0;

  // Where redirects led, whatever their kind; and where the permanent ones alone led, up to the
  // first other. Empty where there was none. For how many runs in a row.
  std::string landed = {};
  int landed_runs = 0;
  std::string moved = {};
  int moved_runs = 0;

  std::string title = {};  // hash of the page's title
  bool was_alike = false;  // its title once shared a word with the entry
  bool is_alike = false;   // it does now
  bool is_parked = false;
  std::vector<std::string> missing_fragments = {};
  std::optional<RepositoryFacts> repository = {};
  std::string archived = {};  // a snapshot of the Wayback Machine
};

Verdict Judge(const LinkRecord& record, const VerdictRules& rules);

// Why an observation may not count against its link.
enum class HeldBack : std::uint8_t { kNo, kHostIsIll, kClockRanBackwards };

// What the run knows beside the observation.
struct ObservationContext {
  std::int64_t now = 0;
  HeldBack held_back = HeldBack::kNo;
  std::span<const int> accepted = {};  // HostPolicy::accepted of the URL's host
  // The entry's name and description, for the likeness of the page's title; empty: not known.
  std::string_view words = {};
};

// Adds what a run saw to what was seen before. A deferred observation leaves the record as it is.
void TakeObservation(const Observation& observation, const ObservationContext& context,
                     LinkRecord* record);

}  // namespace awl

#endif  // AWL_WEB_LINK_RECORD_H_
