#include "web/wayback.h"

#include <algorithm>

#include "base/civil_day.h"
#include "base/strings.h"
#include "text/url.h"

namespace awl {
namespace {

constexpr std::size_t kTimeLength = 14;  // "20200131235959"
constexpr std::size_t kMaxCopy = 2000;

std::string Copies() { return Cat("https://", kWaybackHost, "/web/"); }

std::string HostWithoutWww(std::string_view url) {
  std::string host = AsciiLower(ParseUrl(url).host);
  if (host.starts_with("www.")) host.erase(0, 4);
  return host;
}

}  // namespace

std::string CopyNear(const LinkRecord& record, std::string_view url) {
  std::string day = CivilDay(record.alive != 0 ? record.alive : record.hard_since);
  day.erase(std::remove(day.begin(), day.end(), '-'), day.end());
  return Cat(Copies(), day, "/", url);
}

bool IsCopyFor(std::string_view key, std::string_view url) {
  const std::string copies = Copies();
  if (!url.starts_with(copies) || url.size() > kMaxCopy) return false;
  url.remove_prefix(copies.size());
  const std::string_view time = url.substr(0, kTimeLength);
  if (time.size() != kTimeLength || !std::all_of(time.begin(), time.end(), IsAsciiDigit)) {
    return false;
  }
  url.remove_prefix(kTimeLength);
  const bool is_page = url.starts_with("/http://") || url.starts_with("/https://");
  // A key has no scheme.
  return is_page && HostWithoutWww(url.substr(1)) == HostWithoutWww(Cat("//", key));
}

std::string CopyIn(const Observation& observation, std::string_view url) {
  if (observation.attempts.empty()) return {};
  const Attempt& attempt = BestOf(observation.attempts);
  const std::string_view copy = attempt.FinalUrl(url);
  const bool is_there = Classify(attempt) == Evidence::kOk && !attempt.page.is_parked &&
                        IsCopyFor(observation.key, copy);
  return is_there ? std::string(copy) : std::string();
}

}  // namespace awl
