#include "net/http_url.h"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <memory>

#include "base/strings.h"

namespace awl {
namespace {

struct FreeUrl {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using CurlUrl = std::unique_ptr<CURLU, FreeUrl>;

std::string Part(const CURLU* url, CURLUPart part, unsigned flags = 0) {
  char* text = nullptr;
  std::string out;
  if (curl_url_get(const_cast<CURLU*>(url), part, &text, flags) == CURLUE_OK && text != nullptr) {
    out = text;
  }
  curl_free(text);
  return out;
}

// Bytes that no URL has, even where browsers forgive much. Spaces are encoded.
bool HasControlBytes(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

bool IsWeb(std::string_view scheme) {
  return EqualsIgnoreAsciiCase(scheme, "http") || EqualsIgnoreAsciiCase(scheme, "https");
}

// The scheme that `text` begins with, or "".
std::string_view SchemeOf(std::string_view text) {
  const std::size_t colon = text.find_first_of(":/?#");
  if (colon == std::string_view::npos || text[colon] != ':' || colon == 0) return {};
  const std::string_view scheme = text.substr(0, colon);
  const bool is_scheme =
      IsAsciiAlpha(scheme[0]) && std::all_of(scheme.begin(), scheme.end(), [](char c) {
        return IsAsciiAlnum(c) || c == '+' || c == '-' || c == '.';
      });
  return is_scheme ? scheme : std::string_view();
}

// "user@" before the host, also where the user is empty.
bool HasUser(std::string_view url) {
  const std::string_view rest = url.substr(std::min(url.find("//") + 2, url.size()));
  return rest.substr(0, rest.find_first_of("/?#")).find('@') != std::string_view::npos;
}

ReadUrl Refused(UrlFault fault) { return {.url = {}, .fault = fault}; }

// `text` without its fragment, which curl would check and the server never sees.
std::string_view CutFragment(std::string_view text, std::string_view* fragment) {
  const std::size_t hash = text.find('#');
  if (hash == std::string_view::npos) return text;
  *fragment = text.substr(hash + 1);
  return text.substr(0, hash);
}

ReadUrl Read(CURLU* url, std::string_view fragment) {
  if (!IsWeb(Part(url, CURLUPART_SCHEME))) return Refused(UrlFault::kScheme);
  if (!Part(url, CURLUPART_USER).empty() || !Part(url, CURLUPART_PASSWORD).empty()) {
    return Refused(UrlFault::kCredentials);
  }
  ReadUrl out;
  HttpUrl& http = out.url;
  http.is_https = EqualsIgnoreAsciiCase(Part(url, CURLUPART_SCHEME), "https");
  http.fragment = fragment;
  http.host = AsciiLower(Part(url, CURLUPART_HOST, CURLU_PUNYCODE));
  curl_url_set(url, CURLUPART_HOST, http.host.c_str(), 0);
  if (http.host.size() > 2 && http.host.front() == '[') {
    http.host = http.host.substr(1, http.host.size() - 2);
  }
  const std::string port = Part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT);
  std::from_chars(port.data(), port.data() + port.size(), http.port);
  http.address = ParseAddress(http.host);
  http.text = Part(url, CURLUPART_URL, CURLU_PUNYCODE);
  const bool is_ascii = std::all_of(http.text.begin(), http.text.end(),
                                    [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (http.host.empty() || http.port == 0 || http.text.size() > kLongestUrl || !is_ascii) {
    return Refused(UrlFault::kMalformed);
  }
  if (HasUser(http.text)) return Refused(UrlFault::kCredentials);
  return out;
}

}  // namespace

ReadUrl ReadHttpUrl(std::string_view text) {
  const std::string_view scheme = SchemeOf(text);
  if (scheme.empty() || HasControlBytes(text)) return Refused(UrlFault::kMalformed);
  if (!IsWeb(scheme)) return Refused(UrlFault::kScheme);
  std::string_view fragment;
  text = CutFragment(text, &fragment);
  const CurlUrl url(curl_url());
  if (curl_url_set(url.get(), CURLUPART_URL, std::string(text).c_str(), CURLU_URLENCODE) !=
      CURLUE_OK) {
    return Refused(UrlFault::kMalformed);
  }
  return Read(url.get(), fragment);
}

ReadUrl JoinHttpUrl(const HttpUrl& base, std::string_view location) {
  location = Trim(location);
  if (location.empty() || HasControlBytes(location)) return Refused(UrlFault::kMalformed);
  if (const std::string_view scheme = SchemeOf(location); !scheme.empty() && !IsWeb(scheme)) {
    return Refused(UrlFault::kScheme);
  }
  std::string_view fragment;
  location = CutFragment(location, &fragment);
  if (location.empty()) location = base.text;
  const CurlUrl url(curl_url());
  if (curl_url_set(url.get(), CURLUPART_URL, base.text.c_str(), 0) != CURLUE_OK ||
      curl_url_set(url.get(), CURLUPART_URL, std::string(location).c_str(), CURLU_URLENCODE) !=
          CURLUE_OK) {
    return Refused(UrlFault::kMalformed);
  }
  return Read(url.get(), fragment);
}

}  // namespace awl
