#include "parse/link_grammar.h"

#include <algorithm>

#include "base/find_any_of.h"
#include "base/strings.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr Offset kLongestLabel = 999;
constexpr int kDeepestParenthesis = 32;

bool IsAsciiPunctuation(char c) { return c > ' ' && c < 0x7F && !IsAsciiAlnum(c); }
bool IsEscape(std::string_view text, Offset at) {
  return text[at] == '\\' && at + 1 < text.size() && IsAsciiPunctuation(text[at + 1]);
}

// The next byte that a destination without <> may not simply go on over: blanks, controls,
// parentheses, backslashes.
Offset FindDestinationStop(std::string_view text, Offset at) {
  const auto stops = [](auto c) {
    return ((c >= 0) & (c <= ' ')) | (c == 0x7F) | (c == '\\') | (c == '(') | (c == ')');
  };
  return static_cast<Offset>(std::min(FindWhere(stops, text, at), text.size()));
}

// The end of the destination at `at`; equal to `at` if there is none. False if what stands there
// cannot be one.
bool ScanDestination(std::string_view text, Offset at, LinkTail& tail) {
  const Offset begin = at;
  const auto size = static_cast<Offset>(text.size());
  if (at < size && text[at] == '<') {
    for (++at; at < size && text[at] != '>'; ++at) {
      if (IsEol(text[at]) || text[at] == '<') return false;
      if (IsEscape(text, at)) ++at;
    }
    if (at >= size) return false;
    tail.destination_raw = {begin, at + 1};
    tail.destination = {begin + 1, at};
    return true;
  }
  int depth = 0;
  for (at = FindDestinationStop(text, at); at < size; at = FindDestinationStop(text, at + 1)) {
    const char c = text[at];
    if (static_cast<unsigned char>(c) <= ' ' || c == 0x7F) break;
    if (IsEscape(text, at)) {
      ++at;
    } else if (c == '(') {
      if (++depth > kDeepestParenthesis) return false;
    } else if (c == ')') {
      if (depth == 0) break;
      --depth;
    }
  }
  if (depth != 0) return false;
  tail.destination_raw = tail.destination = {begin, at};
  return true;
}

// The end of the title at `at`, or 0.
Offset ScanTitle(std::string_view text, Offset at) {
  const auto size = static_cast<Offset>(text.size());
  if (at >= size) return 0;
  const char open = text[at];
  if (open != '"' && open != '\'' && open != '(') return 0;
  const char close = open == '(' ? ')' : open;
  for (++at; at < size; ++at) {
    if (text[at] == close) return at + 1;
    if (open == '(' && text[at] == '(') return 0;
    if (IsEscape(text, at)) ++at;
  }
  return 0;
}

Offset SkipBlanks(std::string_view text, Offset at) {
  while (at < text.size() && IsBlank(text[at])) ++at;
  return at;
}

// White space of an inline link, which may hold any of ASCII's.
Offset SkipAnySpace(std::string_view text, Offset at) {
  while (at < text.size() && IsAsciiSpace(text[at])) ++at;
  return at;
}

}  // namespace

bool HasBracket(std::string_view text) { return FindAnyOf<'[', ']'>(text) != text.npos; }

Offset ScanLabel(std::string_view text, Offset at) {
  if (at >= text.size() || text[at] != '[') return 0;
  const Offset begin = at + 1;
  const std::string_view longest = text.substr(0, begin + kLongestLabel + 1);
  for (std::size_t stop = FindAnyOf<'\\', '[', ']'>(longest, begin); stop != text.npos;
       stop = FindAnyOf<'\\', '[', ']'>(longest, stop + 1)) {
    const auto end = static_cast<Offset>(stop);
    if (text[end] == '[') return 0;
    if (text[end] == ']') return Trim(text.substr(begin, end - begin)).empty() ? 0 : end + 1;
    if (IsEscape(text, end)) ++stop;
  }
  return 0;
}

Offset SkipSpace(std::string_view text, Offset at) {
  at = SkipBlanks(text, at);
  if (at < text.size() && text[at] == '\r') ++at;
  if (at < text.size() && text[at] == '\n') ++at;
  return SkipBlanks(text, at);
}

LinkTail ScanInlineTail(std::string_view text, Offset at) {
  LinkTail tail;
  if (at >= text.size() || text[at] != '(') return tail;
  at = SkipAnySpace(text, at + 1);
  if (!ScanDestination(text, at, tail)) return tail;
  at = tail.destination_raw.end;
  const Offset after_space = SkipAnySpace(text, at);
  if (after_space != at) {
    if (const Offset end = ScanTitle(text, after_space); end != 0) {
      tail.title_raw = {after_space, end};
      tail.title = {after_space + 1, end - 1};
      at = end;
    }
  }
  at = SkipAnySpace(text, at);
  if (at >= text.size() || text[at] != ')') return tail;
  tail.end = at + 1;
  tail.matched = true;
  return tail;
}

LinkTail ScanDefinition(std::string_view text, Offset at, Range* label) {
  LinkTail tail;
  const Offset label_end = ScanLabel(text, at);
  if (label_end == 0 || label_end >= text.size() || text[label_end] != ':') return tail;
  *label = {at + 1, label_end - 1};
  at = SkipSpace(text, label_end + 1);
  if (!ScanDestination(text, at, tail) || tail.destination_raw.empty()) return tail;
  const Offset destination_end = tail.destination_raw.end;
  const Offset line_end = SkipBlanks(text, destination_end);
  const bool ends_line = line_end >= text.size() || IsEol(text[line_end]);
  const Offset title_begin = SkipSpace(text, destination_end);
  if (title_begin != destination_end) {
    if (const Offset end = ScanTitle(text, title_begin); end != 0) {
      const Offset title_line_end = SkipBlanks(text, end);
      if (title_line_end >= text.size() || IsEol(text[title_line_end])) {
        tail.title_raw = {title_begin, end};
        tail.title = {title_begin + 1, end - 1};
        tail.end = title_line_end;
        tail.matched = true;
        return tail;
      }
    }
  }
  tail.end = line_end;
  tail.matched = ends_line;
  return tail;
}

}  // namespace awl
