#include "text/log_text.h"

#include <algorithm>
#include <vector>

#include "base/ascii.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// The first place from `at` on with an ASCII character. What is not ASCII may be something that
// the runner passes over, and "é::" is rare enough to be changed for nothing.
std::size_t SkipOthers(std::string_view text, std::size_t at) {
  while (at < text.size() && !IsAscii(text[at])) ++at;
  return at;
}

bool IsAt(std::string_view text, std::size_t at, char c) {
  return at < text.size() && text[at] == c;
}

// Where a line begins with "::".
void FindAtLineBegins(std::string_view text, std::size_t from, std::vector<std::size_t>* places) {
  while (from < text.size()) {
    std::size_t at = from;
    while (at < text.size() && text[at] != '\n' && (!IsAscii(text[at]) || text[at] <= ' ')) ++at;
    if (IsAt(text, at, ':') && IsAt(text, SkipOthers(text, at + 1), ':')) places->push_back(at);
    const std::size_t end = text.find('\n', at);
    from = end == std::string_view::npos ? text.size() : end + 1;
  }
}

// The second character of each "##[" and "##word[", which other runners know.
void FindMarks(std::string_view text, std::size_t from, std::vector<std::size_t>* places) {
  for (std::size_t at = text.find('#', from); at != std::string_view::npos;) {
    const std::size_t second = SkipOthers(text, at + 1);
    if (!IsAt(text, second, '#')) {
      at = text.find('#', second);
      continue;
    }
    std::size_t mark = SkipOthers(text, second + 1);
    while (mark < text.size() && (IsAsciiAlpha(text[mark]) || !IsAscii(text[mark]))) ++mark;
    if (IsAt(text, mark, '[')) places->push_back(second);
    at = second;
  }
}

}  // namespace

void DisarmCommands(std::string* text, std::size_t from) {
  std::vector<std::size_t> places;
  FindAtLineBegins(*text, from, &places);
  FindMarks(*text, from, &places);
  if (places.empty()) return;
  std::sort(places.begin(), places.end());
  std::string out = text->substr(0, from);
  for (const std::size_t place : places) {
    out.append(*text, from, place - from).append(kReplacement);
    from = place + 1;
  }
  *text = out.append(*text, from);
}

std::string LogText(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeUtf8(text, at);
    const std::size_t next = at + c.length;
    const bool ends_line =
        c.value == '\n' || (c.value == '\r' && next < text.size() && text[next] == '\n');
    if (ends_line || c.value == '\t' || (c.valid && !IsControl(c.value))) {
      out += text.substr(at, c.length);
    } else {
      out += kReplacement;
    }
    at = next;
  }
  DisarmCommands(&out);
  return out;
}

}  // namespace awl
