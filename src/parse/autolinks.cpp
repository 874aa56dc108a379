#include "parse/autolinks.h"

#include <algorithm>

#include "base/strings.h"
#include "base/utf8.h"
#include "text/unicode.h"

namespace awl {
namespace {

// A host with this many dots may have underscores anywhere.
constexpr int kManyDots = 10;

// The bytes of a code point that a host may have at `at`, or 0.
Offset HostCharacter(std::string_view text, Offset at) {
  if (IsAscii(text[at])) return IsAsciiAlnum(text[at]) ? 1 : 0;
  const CodePoint c = DecodeUtf8(text, at);
  return c.valid && !IsSpace(c.value) && !IsPunctuation(c.value) ? c.length : 0;
}

// The end of the host at `begin`, or `begin` if there is none. No underscore in its last two parts.
Offset ScanHost(std::string_view text, Offset begin, bool needs_dot) {
  int dots = 0;
  bool underscore = false;
  bool underscore_before = false;
  Offset at = begin;
  while (at < text.size()) {
    if (text[at] == '_') {
      underscore = true;
      ++at;
    } else if (text[at] == '.') {
      if (at == begin) return begin;
      underscore_before = underscore;
      underscore = false;
      ++dots;
      ++at;
    } else if (text[at] == '-') {
      ++at;
    } else if (const Offset length = HostCharacter(text, at); length != 0) {
      at += length;
    } else {
      break;
    }
  }
  if ((underscore || underscore_before) && dots <= kManyDots) return begin;
  return needs_dot && dots == 0 ? begin : at;
}

bool IsTrailingPunctuation(char c) {
  return std::string_view("?!.,:*_~'\"").find(c) != std::string_view::npos;
}

// Where the URL [begin, end) really ends: closing punctuation, an unpaired parenthesis and a
// character reference at its end are text.
Offset TrimEnd(std::string_view text, Offset begin, Offset end) {
  const std::string_view url = text.substr(begin, end - begin);
  auto opening = std::count(url.begin(), url.end(), '(');
  auto closing = std::count(url.begin(), url.end(), ')');
  while (end > begin) {
    const char c = text[end - 1];
    if (c == ')') {
      if (closing <= opening) break;
      --closing;
      --end;
    } else if (IsTrailingPunctuation(c)) {
      --end;
    } else if (c == ';') {
      Offset at = end - 1;
      while (at > begin && IsAsciiAlpha(text[at - 1])) --at;
      end = at < end - 1 && at > begin && text[at - 1] == '&' ? at - 1 : end - 1;
    } else {
      break;
    }
  }
  return end;
}

Offset ScanToSpace(std::string_view text, Offset at) {
  while (at < text.size() && !IsAsciiSpace(text[at]) && text[at] != '<') ++at;
  return at;
}

}  // namespace

Range MatchUrl(std::string_view text, Offset begin, Offset colon) {
  if (text.substr(colon, 3) != "://") return {};
  Offset scheme = colon;
  while (scheme > begin && IsAsciiAlpha(text[scheme - 1])) --scheme;
  const std::string_view name = text.substr(scheme, colon - scheme);
  if (!EqualsIgnoreAsciiCase(name, "https") && !EqualsIgnoreAsciiCase(name, "http") &&
      !EqualsIgnoreAsciiCase(name, "ftp")) {
    return {};
  }
  const Offset host = colon + 3;
  if (host >= text.size() || HostCharacter(text, host) == 0) return {};
  const Offset host_end = ScanHost(text, host, false);
  if (host_end == host) return {};
  const Offset end = TrimEnd(text, scheme, ScanToSpace(text, host_end));
  return {scheme, std::max(end, scheme)};
}

Range MatchWww(std::string_view text, Offset begin, Offset at) {
  if (text.substr(at, 4) != "www.") return {};
  if (at > begin) {
    const char before = text[at - 1];
    if (!IsAsciiSpace(before) && std::string_view("*_~(").find(before) == std::string_view::npos) {
      return {};
    }
  }
  const Offset host_end = ScanHost(text, at, true);
  if (host_end == at) return {};
  return {at, TrimEnd(text, at, ScanToSpace(text, host_end))};
}

Range MatchEmail(std::string_view text, Offset begin, Offset at, Offset end) {
  Offset from = at;
  while (from > begin &&
         (IsAsciiAlnum(text[from - 1]) ||
          std::string_view(".+-_").find(text[from - 1]) != std::string_view::npos)) {
    --from;
  }
  if (from == at || (from > begin && text[from - 1] == '\\')) return {};
  bool dot = false;
  Offset to = at + 1;
  for (; to < end; ++to) {
    const char c = text[to];
    if (c == '.') {
      if (to + 1 >= end || !IsAsciiAlnum(text[to + 1])) break;
      dot = true;
    } else if (!IsAsciiAlnum(c) && c != '-' && c != '_') {
      break;
    }
  }
  if (to == at + 1 || !dot || !IsAsciiAlpha(text[to - 1])) return {};
  // "mailto:" belongs to the link where it is written.
  for (const std::string_view scheme : {"mailto:", "xmpp:"}) {
    const auto length = static_cast<Offset>(scheme.size());
    if (from >= begin + length &&
        EqualsIgnoreAsciiCase(text.substr(from - length, length), scheme)) {
      from -= length;
      break;
    }
  }
  return {from, TrimEnd(text, from, to)};
}

}  // namespace awl
