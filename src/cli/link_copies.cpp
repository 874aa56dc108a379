#include "cli/link_copies.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "web/wayback.h"

namespace awl {
namespace {

// A page that has no copy is nothing new: no need to wait before asking twice.
constexpr std::int64_t kLongAgo = 1;
constexpr std::int64_t kDay = 86400;

bool AsksForCopies(const std::vector<RuleSetting>& settings) {
  return std::any_of(settings.begin(), settings.end(), [](const RuleSetting& setting) {
    return setting.name == "link-dead" &&
           std::any_of(setting.options.begin(), setting.options.end(),
                       [](const OptionValue& option) {
                         return option.name == "cure" && option.text == "archive";
                       });
  });
}

// What a forge says of its repositories is cured in another way.
bool LacksCopy(const LinkRecord& record, const VerdictRules& rules) {
  return record.archived.empty() && !record.via_api && Judge(record, rules) == Verdict::kDead;
}

}  // namespace

bool WantsCopies(const Config& config) {
  return AsksForCopies(config.rules) ||
         std::any_of(config.overrides.begin(), config.overrides.end(),
                     [](const Override& part) { return AsksForCopies(part.rules); });
}

std::optional<Error> FindCopies(std::span<const WantedLink> wanted, const VerdictRules& rules,
                                std::int64_t now, Fetcher& fetcher,
                                const std::function<bool()>& goes_on, LinkState* state) {
  std::vector<LinkRequest> requests;
  for (const WantedLink& link : wanted) {
    const LinkRecord* record = state->Find(link.request.key);
    if (record == nullptr || !LacksCopy(*record, rules)) continue;
    if (!IsValidUtf8(link.request.url) || !IsValidUtf8(link.request.key)) continue;
    requests.push_back(
        {.key = link.request.key, .url = CopyNear(*record, link.request.url), .checked = kLongAgo});
  }
  if (requests.empty()) return std::nullopt;
  if (requests.size() > kMaxCopies) {
    // Those without a copy are asked for again and again, and must leave room for the others.
    const auto begin = static_cast<std::size_t>(now / kDay) * 7919 % requests.size();
    std::rotate(requests.begin(), requests.begin() + static_cast<std::ptrdiff_t>(begin),
                requests.end());
    requests.resize(kMaxCopies);
  }
  std::map<std::string_view, std::string_view> urls;  // by key
  for (const LinkRequest& request : requests) urls.emplace(request.key, request.url);
  return fetcher.Fetch(requests, [&](const Observation& observation) {
    const auto asked = urls.find(observation.key);
    if (asked != urls.end()) {
      state->records[observation.key].archived = CopyIn(observation, asked->second);
    }
    return goes_on();
  });
}

}  // namespace awl
