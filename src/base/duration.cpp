#include "base/duration.h"

#include <charconv>
#include <cstdint>
#include <iterator>
#include <system_error>

namespace awl {

std::optional<std::chrono::milliseconds> ParseDuration(std::string_view text) {
  constexpr struct {
    std::string_view name;
    std::int64_t milliseconds;
  } kUnits[] = {{"ms", 1}, {"s", 1000}, {"m", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}};
  constexpr std::int64_t kMost = std::int64_t{1000} * 86'400'000;
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [unit, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || number < 0 || number > kMost) return std::nullopt;
  const std::string_view name = text.substr(static_cast<std::size_t>(unit - text.data()));
  for (const auto& known : kUnits) {
    if (name != known.name) continue;
    if (number > kMost / known.milliseconds) return std::nullopt;
    return std::chrono::milliseconds(number * known.milliseconds);
  }
  return std::nullopt;
}

}  // namespace awl
