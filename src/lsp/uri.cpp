#include "lsp/uri.h"

#include <cstddef>
#include <filesystem>

#include "base/strings.h"

namespace awl::lsp {
namespace {

constexpr std::string_view kScheme = "file:";

std::optional<std::string> Decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    const int high = i + 2 < text.size() ? HexValue(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? HexValue(text[i + 2]) : -1;
    if (high < 0 || low < 0) return std::nullopt;
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return out;
}

}  // namespace

std::optional<std::string> PathOfUri(std::string_view uri) {
  if (!StartsWithIgnoreAsciiCase(uri, kScheme)) return std::nullopt;
  uri.remove_prefix(kScheme.size());
  if (uri.starts_with("//")) {
    uri.remove_prefix(2);
    const std::size_t host = std::min(uri.find('/'), uri.size());
    if (host != 0 && !EqualsIgnoreAsciiCase(uri.substr(0, host), "localhost")) return std::nullopt;
    uri.remove_prefix(host);
  }
  const std::optional<std::string> path = Decoded(uri.substr(0, uri.find_first_of("?#")));
  if (!path || !path->starts_with('/') || path->find('\0') != std::string::npos) {
    return std::nullopt;
  }
  return std::filesystem::path(*path).lexically_normal().string();
}

std::string UriOfPath(std::string_view path) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out = "file://";
  if (!path.starts_with('/')) out += '/';
  for (const char c : path) {
    if (IsAsciiAlnum(c) || std::string_view("/-._~").find(c) != std::string_view::npos) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += kHex[byte >> 4];
    out += kHex[byte & 15];
  }
  return out;
}

}  // namespace awl::lsp
