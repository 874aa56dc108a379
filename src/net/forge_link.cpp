#include "net/forge_link.h"

#include <charconv>
#include <chrono>
#include <vector>

#include "base/strings.h"
#include "text/url.h"

namespace awl {
namespace {

// The parts of a path that are not empty.
std::vector<std::string_view> PartsOf(std::string_view path) {
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    if (slash > 0) parts.push_back(path.substr(0, slash));
    path.remove_prefix(std::min(slash + 1, path.size()));
  }
  return parts;
}

// "main:docs/a.md" of /owner/name/blob/main/docs/a.md. A branch with a slash in its name is taken
// for a folder: then git finds nothing, and the page decides.
std::string ObjectOf(const std::vector<std::string_view>& parts) {
  if (parts.size() < 4 || (parts[2] != "blob" && parts[2] != "tree")) return "";
  std::string object = PercentDecode(parts[3]) + ":";
  for (std::size_t i = 4; i < parts.size(); ++i) {
    object += Cat(i > 4 ? "/" : "", PercentDecode(parts[i]));
  }
  return object;
}

std::optional<Forge> ForgeOf(std::string_view host) {
  if (host == "github.com") return Forge::kGithub;
  if (host == "gitlab.com") return Forge::kGitlab;
  if (host == "codeberg.org") return Forge::kCodeberg;
  return std::nullopt;
}

}  // namespace

std::optional<ForgeLink> ReadForgeLink(std::string_view text) {
  const RepoRef repo = ParseRepo(text);
  if (repo.empty()) return std::nullopt;
  const std::optional<Forge> forge = ForgeOf(repo.host);
  const Url url = ParseUrl(Trim(text));
  if (!forge || !url.port.empty() || !url.userinfo.empty()) return std::nullopt;
  const std::vector<std::string_view> parts = PartsOf(url.path);
  const std::size_t depth = PartsOf(repo.owner).size() + 1;
  ForgeLink link = {.forge = *forge, .owner = repo.owner, .name = repo.name};
  link.is_repository = parts.size() == depth && !url.has_query;
  if (*forge == Forge::kGithub && !url.has_query) link.object = ObjectOf(parts);
  return link;
}

std::int64_t ParseForgeTime(std::string_view text) {
  // "2024-02-29T23:59:59", then perhaps ".123", then "Z", "+01:00" or "-01:00".
  constexpr std::string_view kForm = "0000-00-00T00:00:00";
  if (text.size() <= kForm.size()) return 0;
  for (std::size_t i = 0; i < kForm.size(); ++i) {
    if (kForm[i] == '0' ? !IsAsciiDigit(text[i]) : text[i] != kForm[i]) return 0;
  }
  const auto number = [text](std::size_t at, std::size_t size) {
    int value = 0;
    std::from_chars(text.data() + at, text.data() + at + size, value);
    return value;
  };
  const std::chrono::year_month_day day{std::chrono::year(number(0, 4)),
                                        std::chrono::month(static_cast<unsigned>(number(5, 2))),
                                        std::chrono::day(static_cast<unsigned>(number(8, 2)))};
  if (!day.ok()) return 0;
  std::int64_t seconds =
      std::chrono::sys_days(day).time_since_epoch().count() * std::int64_t{86400};
  seconds += number(11, 2) * 3600 + number(14, 2) * 60 + number(17, 2);
  std::size_t at = kForm.size();
  if (text[at] == '.') {
    ++at;
    while (at < text.size() && IsAsciiDigit(text[at])) ++at;
  }
  if (text.substr(at) == "Z") return seconds;
  if (text.size() != at + 6 || (text[at] != '+' && text[at] != '-') || text[at + 3] != ':')
    return 0;
  const int offset = number(at + 1, 2) * 3600 + number(at + 4, 2) * 60;
  return text[at] == '+' ? seconds - offset : seconds + offset;
}

}  // namespace awl
