#ifndef AWL_BASE_DURATION_H_
#define AWL_BASE_DURATION_H_

#include <chrono>
#include <optional>
#include <string_view>

namespace awl {

// "100ms", "20s", "10m", "2h", "6d": a whole number and a unit, at most 1000 days. Nothing for
// anything else.
std::optional<std::chrono::milliseconds> ParseDuration(std::string_view text);

inline constexpr std::string_view kDurationForm = "a time like 100ms, 20s, 10m, 2h or 6d";

}  // namespace awl

#endif  // AWL_BASE_DURATION_H_
