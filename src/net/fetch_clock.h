#ifndef AWL_NET_FETCH_CLOCK_H_
#define AWL_NET_FETCH_CLOCK_H_

#include <chrono>
#include <cstdint>

#include "net/scheduler.h"

namespace awl {

// The time that a run goes by. Tests turn it.
class FetchClock {
 public:
  virtual ~FetchClock() = default;
  virtual Millis Now() const {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
  }
  // Seconds since 1970.
  virtual std::int64_t Date() const {
    return std::chrono::duration_cast<std::chrono::seconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
  }
  // There is nothing to do before `time`. True if it is that time now, without waiting.
  virtual bool Skip(Millis /*time*/) { return false; }
};

}  // namespace awl

#endif  // AWL_NET_FETCH_CLOCK_H_
