#include "net/retry_after.h"

#include <curl/curl.h>

#include <algorithm>
#include <string>

#include "base/strings.h"

namespace awl {
namespace {

constexpr std::int64_t kYear = 366 * 86'400;

}  // namespace

std::optional<Millis> ParseRetryAfter(std::string_view value, std::int64_t now) {
  value = Trim(value);
  if (value.empty()) return std::nullopt;
  std::int64_t seconds = 0;
  if (std::all_of(value.begin(), value.end(), IsAsciiDigit)) {
    for (const char digit : value) seconds = std::min(seconds * 10 + (digit - '0'), kYear);
  } else {
    const time_t date = curl_getdate(std::string(value).c_str(), nullptr);
    if (date == -1) return std::nullopt;
    seconds = std::clamp<std::int64_t>(static_cast<std::int64_t>(date) - now, 0, kYear);
  }
  return seconds * 1000;
}

}  // namespace awl
