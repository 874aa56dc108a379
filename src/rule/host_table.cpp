#include "rule/host_table.h"

#include <algorithm>
#include <cstdint>

#include "base/data_table.h"
#include "base/strings.h"

namespace awl {
namespace {

constexpr std::string_view kWww = "www.";
constexpr std::size_t kLongestHost = 253;  // that DNS has

std::uint64_t SizeBit(std::size_t size) {
  return std::uint64_t{1} << std::min<std::size_t>(size, 63);
}

// A gist has a number in place of a name; jsDelivr has none of them.
bool IsGist(std::string_view name) {
  constexpr std::size_t kShortest = 20;
  return name.size() >= kShortest && std::all_of(name.begin(), name.end(), [](char c) {
           return IsAsciiDigit(c) || (c >= 'a' && c <= 'f');
         });
}

// "/owner/repo/revision/path" of rawgit is "/gh/owner/repo@revision/path" of jsDelivr, which shows
// no pages: of those it gives the source.
std::string JsDelivrUrl(std::string_view path) {
  const std::size_t owner = 1;
  const std::size_t repo = path.find('/', owner);
  if (repo == std::string_view::npos) return {};
  const std::size_t revision = path.find('/', repo + 1);
  if (revision == std::string_view::npos || revision + 1 == path.size()) return {};
  const std::string_view name = path.substr(repo + 1, revision - repo - 1);
  if (path.ends_with('/') || path.ends_with(".html") || path.ends_with(".htm")) return {};
  if (repo == owner || name.empty() || path[revision + 1] == '/' || IsGist(name)) return {};
  return Cat("https://cdn.jsdelivr.net/gh", path.substr(0, revision), "@",
             path.substr(revision + 1));
}

}  // namespace

HostTable::HostTable(std::string_view data_table, const OptionMap& from_config) {
  for (const DataRow& row : DataTable(data_table)) Set(row.key, row.value, row.tag, row.why);
  for (const auto& [key, replacement] : from_config) {
    Set(key, replacement, {}, "listed in the configuration");
  }
}

void HostTable::Set(std::string_view key, std::string_view replacement, std::string_view tag,
                    std::string_view why) {
  const std::size_t slash = std::min(key.find('/'), key.size());
  const std::string host = AsciiLower(key.substr(0, slash));
  std::vector<Entry>& entries = by_host_[host];
  if (!host.empty()) sizes_[static_cast<unsigned char>(host.front())] |= SizeBit(host.size());
  const std::string_view path = key.substr(slash);
  std::erase_if(entries, [&](const Entry& entry) { return entry.path == path; });
  if (replacement == "-") return;
  entries.push_back({std::string(path), std::string(replacement), tag, why});
}

HostTable::Hosts::const_iterator HostTable::FindHost(std::string_view host) const {
  char lower[kLongestHost];
  if (host.empty() || host.size() > sizeof lower) return by_host_.end();
  const auto first = static_cast<unsigned char>(AsciiLower(host.front()));
  if ((sizes_[first] & SizeBit(host.size())) == 0) return by_host_.end();
  for (std::size_t i = 0; i < host.size(); ++i) lower[i] = AsciiLower(host[i]);
  return by_host_.find(std::string_view(lower, host.size()));
}

std::optional<HostTable::Match> HostTable::Find(const Destination& destination) const {
  const Url& url = destination.parts;
  if (!url.is_http() || url.host.empty()) return std::nullopt;
  auto found = FindHost(url.host);
  if (found == by_host_.end() && StartsWithIgnoreAsciiCase(url.host, kWww)) {
    found = FindHost(url.host.substr(kWww.size()));
  }
  // ".codeplex.com" is a row for all hosts of one more label.
  if (found == by_host_.end()) {
    const std::size_t dot = url.host.find('.');
    if (dot != std::string_view::npos) found = FindHost(url.host.substr(dot));
  }
  if (found == by_host_.end()) return std::nullopt;
  const Entry* best = nullptr;
  for (const Entry& entry : found->second) {
    if (!url.path.starts_with(entry.path)) continue;
    // "/anthology" is not the beginning of "/anthology2".
    if (!entry.path.empty() && entry.path.back() != '/' && url.path.size() > entry.path.size() &&
        url.path[entry.path.size()] != '/')
      continue;
    if (best == nullptr || entry.path.size() > best->path.size()) best = &entry;
  }
  if (best == nullptr || best->tag == "alive") return std::nullopt;
  Match match{.row = {best->replacement, best->tag, best->why}, .moved_url = {}};
  if (url.port.empty() && url.userinfo.empty()) {
    // `url` is made of views into the destination.
    const std::string_view all = destination.url;
    const auto path = static_cast<std::size_t>(url.path.data() - all.data());
    const std::string_view tail = all.substr(path + best->path.size());
    if (best->tag == "same") match.moved_url = Cat("https://", best->replacement, tail);
    if (best->tag == "rawgit") match.moved_url = JsDelivrUrl(tail);
  }
  return match;
}

}  // namespace awl
