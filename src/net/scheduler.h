#ifndef AWL_NET_SCHEDULER_H_
#define AWL_NET_SCHEDULER_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace awl {

// A moment in milliseconds since some start, by whatever clock the caller has.
using Millis = std::int64_t;

struct HostLimits {
  std::size_t at_once = 2;
  Millis interval = 100;  // between two starts, or up to a quarter more
};

// Says which job may start next so that no host is asked too often: each host has a queue, a
// number of jobs at once and an interval; one that pushes back (429, 503) gets longer pauses, and
// is given up for this run after the third in a row. Pure: it starts nothing and reads no clock.
// Jobs are the caller's numbers.
class Scheduler {
 public:
  using Job = std::size_t;

  enum class Order : std::uint8_t {
    kLongestQueueFirst,  // so that the busiest host, which decides how long all takes, never waits
    kSmallestJobFirst,   // where time may run out before all is asked
  };
  struct Options {
    std::size_t at_once = 128;
    Order order = Order::kLongestQueueFirst;
    std::uint32_t seed = 1;  // of the jitter
  };
  explicit Scheduler(Options options) : options_(options), random_(options.seed) {}
  Scheduler(const Scheduler&) = delete;
  Scheduler& operator=(const Scheduler&) = delete;

  // Limits of `host` other than those of HostLimits. Before its first job.
  void SetLimits(std::string_view host, HostLimits limits);
  // After all that the host has to do by now.
  void Add(std::string_view host, Job job, Millis now = 0);
  // Before all others of the host: the next hop of something that has begun.
  void AddFirst(std::string_view host, Job job, Millis now);
  // Not before `time`, and after what the host has to do by then.
  void AddLater(std::string_view host, Job job, Millis time, Millis now);

  // A job to start at once, if there is one. Its host counts it until Finish.
  std::optional<Job> Next(Millis now);
  // When Next is to be called again if nothing finishes before then; nothing if only Finish or Add
  // can bring a job.
  std::optional<Millis> NextTime() const;
  void Finish(std::string_view host, Millis now);

  // The host asked for patience, for so long if it said so: it gets a pause, and from then on one
  // connection and twice the interval, until it has answered kCalm times. False if that was too
  // often or too long: then the host is given up, and TakeDeferred has the jobs that had not begun.
  bool PushBack(std::string_view host, std::optional<Millis> wait, Millis now);
  static constexpr int kCalm = 20;
  // The host answered a request without asking for patience: what it asked before was heeded.
  void Relent(std::string_view host);
  bool IsGivenUp(std::string_view host) const;
  // Jobs of hosts that were given up.
  std::vector<Job> TakeDeferred() { return std::exchange(deferred_, {}); }
  // All that has not begun; none is left.
  std::vector<Job> TakeWaiting();

  std::size_t running() const { return running_; }
  std::size_t waiting() const { return waiting_; }
  // The host with the most jobs that have not begun, and how many those are.
  std::pair<std::string_view, std::size_t> Busiest() const;

 private:
  // Hosts that may start a job, by a key and their index: the smallest first.
  using HostSet = std::set<std::pair<Millis, std::size_t>>;

  struct Host {
    std::string name = {};
    HostLimits limits = {};
    int calm_in = 0;  // so many answers, until its limits are no longer halved
    std::deque<Job> ready = {};
    std::multimap<Millis, Job> later = {};
    std::size_t running = 0;
    Millis next_start = 0;
    Millis pause_until = 0;
    int pushed_back = 0;  // since it last answered
    int pushed_back_in_all = 0;
    bool given_up = false;
    // Where it is entered, if it is.
    HostSet* set = nullptr;
    Millis key = 0;

    std::size_t jobs() const { return ready.size() + later.size(); }
  };
  std::size_t IndexOf(std::string_view name);
  static HostLimits LimitsNow(const Host& host);
  // When the host may start its next job; nothing if it has none or as many as it may have run.
  std::optional<Millis> StartOf(const Host& host) const;
  // Puts the host where its jobs and limits say; after each change of them.
  void Enter(std::size_t index, Millis now);
  void Defer(Host* host);
  Millis Jittered(Millis time);

  Options options_;
  std::minstd_rand random_;
  std::unordered_map<std::string, std::size_t> indexes_;
  std::vector<Host> hosts_;
  HostSet waiting_hosts_ = {};  // by the time of their next start
  HostSet ready_hosts_ = {};    // whose time has come, by order
  std::vector<Job> deferred_;
  std::size_t running_ = 0;
  std::size_t waiting_ = 0;
};

}  // namespace awl

#endif  // AWL_NET_SCHEDULER_H_
