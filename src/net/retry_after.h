#ifndef AWL_NET_RETRY_AFTER_H_
#define AWL_NET_RETRY_AFTER_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "net/scheduler.h"

namespace awl {

// How long a Retry-After header asks to wait: seconds, or a date, against `now` in seconds since
// 1970. At most a year; nothing if the value is neither.
std::optional<Millis> ParseRetryAfter(std::string_view value, std::int64_t now);

}  // namespace awl

#endif  // AWL_NET_RETRY_AFTER_H_
