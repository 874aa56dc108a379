#include "rule/awesome_badge.h"

#include "base/strings.h"

namespace awl {

std::string_view OfficialImage(const Url& url) {
  const bool own_host = EqualsIgnoreAsciiCase(url.host, "awesome.re") ||
                        EqualsIgnoreAsciiCase(url.host, "www.awesome.re");
  const bool copy = url.path.find("sindresorhus/awesome") != std::string_view::npos;
  if (!own_host && !copy) return {};
  if (url.path.ends_with("/badge.svg")) return "https://awesome.re/badge.svg";
  if (url.path.ends_with("/badge-flat.svg")) return "https://awesome.re/badge-flat.svg";
  if (url.path.ends_with("/badge-flat2.svg")) return "https://awesome.re/badge-flat2.svg";
  return {};
}

}  // namespace awl
