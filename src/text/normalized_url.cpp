#include "text/normalized_url.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "text/url.h"

namespace awl {
namespace {

// Decodes percent-encoding except of the bytes in `kept`.
std::string Decode(std::string_view text, std::string_view kept) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && HexValue(text[i + 1]) >= 0 &&
        HexValue(text[i + 2]) >= 0) {
      const char byte = static_cast<char>(HexValue(text[i + 1]) * 16 + HexValue(text[i + 2]));
      if (kept.find(byte) == std::string_view::npos) {
        out += byte;
        i += 2;
        continue;
      }
    }
    out += text[i];
  }
  return out;
}

bool IsIndexPage(std::string_view part) {
  if (!part.starts_with("index.") || part.size() == 6) return false;
  return std::all_of(part.begin() + 6, part.end(), IsAsciiLower);
}

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (end > 0) parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

std::string NormalizedPath(std::string_view path) {
  const std::string decoded = Decode(path, ";/?:@&=+$,#");
  std::vector<std::string_view> parts;
  for (const std::string_view part : Split(decoded, '/')) {
    if (part == ".") continue;
    if (part == "..") {
      if (!parts.empty()) parts.pop_back();
      continue;
    }
    parts.push_back(part);
  }
  if (!parts.empty() && IsIndexPage(parts.back())) parts.pop_back();
  std::string out;
  for (const std::string_view part : parts) out += Cat("/", part);
  return out;
}

std::string NormalizedQuery(std::string_view query) {
  std::vector<std::pair<std::string_view, std::string_view>> params;
  for (const std::string_view param : Split(query, '&')) {
    const std::string_view name = param.substr(0, param.find('='));
    if (name.size() > 4 && StartsWithIgnoreAsciiCase(name, "utm_")) continue;
    params.emplace_back(name, param);
  }
  std::stable_sort(params.begin(), params.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::string out;
  for (const auto& [name, param] : params) {
    out += out.empty() ? '?' : '&';
    out += Decode(param, "");
  }
  return out;
}

}  // namespace

std::string NormalizedUrl(std::string_view text) {
  text = Trim(text);
  if (text.starts_with('#')) return std::string(text);
  const std::size_t dots = text.find_first_not_of('.');
  if (dots != std::string_view::npos && text[dots] == '/' && !text.starts_with("//"))
    return std::string(text);
  std::string with_scheme(text);
  const std::size_t colon = text.find(':');
  const bool has_authority =
      colon != std::string_view::npos && text.substr(colon).starts_with("://");
  if (text.starts_with("//")) {
    with_scheme = Cat("http:", text);
  } else if (!has_authority) {
    // mailto:, data: and the like stay as they are; "host/path" gets a scheme.
    const bool custom = colon != std::string_view::npos && colon > 0 &&
                        std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(colon),
                                    IsAsciiAlpha) &&
                        !(colon + 1 < text.size() && IsAsciiDigit(text[colon + 1]));
    if (custom) return std::string(text);
    with_scheme = Cat("http://", text);
  }
  const Url url = ParseUrl(with_scheme);
  if (!url.is_http() || url.host.empty()) return std::string(text);
  std::string host = AsciiLower(url.host);
  if (host.ends_with('.')) host.pop_back();
  if (host.starts_with("www.") && !host.starts_with("www.www.") &&
      host.find('.', 4) != std::string::npos)
    host.erase(0, 4);
  const bool default_port = url.port == (EqualsIgnoreAsciiCase(url.scheme, "https") ? "443" : "80");
  std::string out = host;
  if (!url.port.empty() && !default_port) out += Cat(":", url.port);
  out += NormalizedPath(url.path);
  out += NormalizedQuery(url.query);
  const std::string_view fragment = url.fragment.substr(0, url.fragment.find(":~:text"));
  if (!fragment.empty()) out += Cat("#", fragment);
  return out;
}

}  // namespace awl
