#include "config/read_links.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "base/duration.h"
#include "base/strings.h"
#include "text/excerpt.h"
#include "text/glob.h"
#include "web/fetcher.h"

namespace awl {
namespace {

constexpr std::string_view kLinkKeys[] = {"state", "confirm", "unreachable",
                                          "fresh", "exclude", "hosts"};
constexpr std::string_view kConfirmKeys[] = {"runs", "days", "after-alive"};
constexpr std::string_view kUnreachableKeys[] = {"runs", "days"};
constexpr std::string_view kHostKeys[] = {"skip", "interval", "per-host", "accept"};
// More than anybody needs; each is tried on each URL.
constexpr std::size_t kMaxHosts = 200;
constexpr int kMaxRuns = 100;
constexpr int kMaxDays = 1000;

std::string Shown(const YamlNode& node) {
  return node.is_scalar() ? Cat("\"", Printable(node.text), "\"") : std::string(KindName(node));
}

// A number from `least` to `most`.
std::optional<int> Number(const ConfigFile& file, const YamlNode& node, std::string_view name,
                          int least, int most) {
  int number = -1;
  if (node.is_scalar() && !node.quoted) {
    const char* end = node.text.data() + node.text.size();
    const auto [rest, error] = std::from_chars(node.text.data(), end, number);
    if (error != std::errc() || rest != end) number = -1;
  }
  if (number >= least && number <= most) return number;
  file.Fail(node.range, Cat("\"", name, "\": expected a whole number from ", least, " to ", most,
                            ", not ", Shown(node)));
  return std::nullopt;
}

std::optional<std::chrono::milliseconds> Time(const ConfigFile& file, const YamlNode& node,
                                              std::string_view name) {
  const auto time = node.is_scalar() ? ParseDuration(node.text) : std::nullopt;
  if (!time) {
    file.Fail(node.range, Cat("\"", name, "\": expected ", kDurationForm, ", not ", Shown(node)));
  }
  return time;
}

bool IsMap(const ConfigFile& file, const YamlNode& node, std::string_view name) {
  if (!node.is_map())
    file.Fail(node.range, Cat("\"", name, "\": expected a map, not ", KindName(node)));
  return node.is_map();
}

// `confirm` or `unreachable`: sets those of the numbers that are there.
void ReadNumbers(const ConfigFile& file, const YamlNode& node, std::string_view name,
                 std::span<const std::string_view> keys, int* runs, int* days, int* after_alive) {
  if (!IsMap(file, node, name)) return;
  file.CheckKeys(node, keys);
  const auto read = [&](std::string_view key, int least, int most, int* to) {
    const YamlNode* value = node.Find(key);
    if (value == nullptr || to == nullptr) return;
    *to = Number(file, *value, key, least, most).value_or(*to);
  };
  read("runs", 1, kMaxRuns, runs);
  read("days", 0, kMaxDays, days);
  read("after-alive", 0, kMaxDays, after_alive);
}

void ReadAccepted(const ConfigFile& file, const YamlNode& node, std::vector<int>* accept) {
  if (!node.is_sequence()) {
    return file.Fail(node.range,
                     Cat("\"accept\": expected a list of HTTP statuses, not ", KindName(node)));
  }
  for (const YamlNode& item : node.children) {
    if (const auto status = Number(file, item, "accept", 100, 999)) accept->push_back(*status);
  }
}

void ReadHost(const ConfigFile& file, const YamlNode& node, std::vector<LinkHost>* hosts) {
  LinkHost host{.glob = node.key};
  if (host.glob.size() > Glob::kMaxSize) {
    return file.Fail(node.key_range, Cat("a glob has at most ", Glob::kMaxSize, " bytes"));
  }
  if (node.is_scalar() && node.text == "skip") {
    host.skip = true;
  } else if (!node.is_map()) {
    return file.Fail(node.range, Cat("a host: expected \"skip\" or a map, not ", Shown(node)));
  }
  file.CheckKeys(node, kHostKeys);
  for (const YamlNode& child : node.children) {
    if (child.key == "interval") {
      const auto time = Time(file, child, "interval");
      if (time && *time < kMinInterval) {
        file.Fail(child.range, Cat("\"interval\": at least ", kMinInterval.count(), "ms"));
      }
      host.interval = time ? time->count() : 0;
    } else if (child.key == "per-host") {
      host.per_host = Number(file, child, "per-host", 1, kMaxPerHost).value_or(0);
    } else if (child.key == "accept") {
      ReadAccepted(file, child, &host.accept);
    } else if (child.key == "skip") {
      host.skip = child.is_scalar() && child.text == "true";
      if (!child.is_scalar() || (child.text != "true" && child.text != "false")) {
        file.Fail(child.range, Cat("\"skip\": expected true or false, not ", Shown(child)));
      }
    }
  }
  hosts->push_back(std::move(host));
}

// A file that `awl links` writes: below the config's folder, whatever a stranger's config says.
void ReadState(const ConfigFile& file, const YamlNode& node, std::string* state) {
  if (!node.is_scalar() || node.text.empty()) {
    return file.Fail(node.range, Cat("\"state\": expected a file, not ", Shown(node)));
  }
  const std::string framed = Cat("/", node.text, "/");
  if (node.text.front() == '/' || framed.find("/../") != std::string::npos) {
    return file.Fail(node.range,
                     "\"state\": expected a file in the folder of this config, or below");
  }
  *state = node.text;
}

}  // namespace

void ReadLinks(const ConfigFile& file, const YamlNode& node, LinkSettings* links) {
  if (node.is_null() || !IsMap(file, node, "links")) return;
  file.CheckKeys(node, kLinkKeys);
  if (const YamlNode* state = node.Find("state")) ReadState(file, *state, &links->state);
  if (const YamlNode* confirm = node.Find("confirm")) {
    ReadNumbers(file, *confirm, "confirm", kConfirmKeys, &links->dead_runs, &links->dead_days,
                &links->dead_after_alive);
  }
  if (const YamlNode* unreachable = node.Find("unreachable")) {
    ReadNumbers(file, *unreachable, "unreachable", kUnreachableKeys, &links->unreachable_runs,
                &links->unreachable_days, nullptr);
  }
  if (const YamlNode* fresh = node.Find("fresh")) {
    const auto time = Time(file, *fresh, "fresh");
    if (time) links->fresh = std::chrono::duration_cast<std::chrono::seconds>(*time).count();
  }
  if (const YamlNode* exclude = node.Find("exclude")) {
    for (std::string& glob : file.Globs(*exclude, "exclude")) {
      links->exclude.push_back(std::move(glob));
    }
  }
  const YamlNode* hosts = node.Find("hosts");
  if (hosts == nullptr || !IsMap(file, *hosts, "hosts")) return;
  if (links->hosts.size() + hosts->children.size() > kMaxHosts) {
    return file.Fail(hosts->key_range, Cat("\"hosts\": at most ", kMaxHosts, " hosts"));
  }
  for (const YamlNode& host : hosts->children) ReadHost(file, host, &links->hosts);
}

}  // namespace awl
