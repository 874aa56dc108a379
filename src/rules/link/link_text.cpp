#include "rules/link/link_text.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "base/strings.h"

namespace awl {
namespace {

// What follows on its line, and the next line that is not blank.
std::pair<std::string_view, std::string_view> Following(const Document& doc, Offset at) {
  const Source& source = doc.source();
  std::uint32_t line = source.LineAt(at);
  const std::string_view rest = doc.Slice({at, source.Line(line).end});
  while (++line < source.line_count()) {
    const std::string_view text = Trim(doc.Slice(source.Line(line)));
    if (!text.empty()) return {rest, text};
  }
  return {rest, {}};
}

}  // namespace

bool BeginsAddress(std::string_view text) {
  return StartsWithIgnoreAsciiCase(text, "https://") ||
         StartsWithIgnoreAsciiCase(text, "http://") || StartsWithIgnoreAsciiCase(text, "www.");
}

Offset AddressEnd(std::string_view text, Offset begin, Offset limit, char close) {
  int depth = 0;
  Offset i = begin;
  for (; i < limit && !IsAsciiSpace(text[i]) && text[i] != '<'; ++i) {
    if (text[i] == close && depth == 0) break;
    if (close == ')' && text[i] == '(') ++depth;
    if (close == ')' && text[i] == ')') --depth;
    if (text.substr(i, 3) == "）") break;
  }
  return i;
}

Offset FindOpening(std::string_view text, Offset begin, Offset end, char open, char close) {
  int depth = 0;
  for (Offset i = end; i-- > begin;) {
    const bool escaped = i > begin && text[i - 1] == '\\';
    if (escaped) continue;
    if (text[i] == close) {
      ++depth;
    } else if (text[i] == open && depth-- == 0) {
      return i;
    }
  }
  return end;
}

Offset LineEnd(const Document& doc, Offset at) {
  const Offset end = doc.source().Line(doc.source().LineAt(at)).end;
  return std::min(end, at + kReach);
}

Offset LineBegin(const Document& doc, Range node, Offset at) {
  const Offset begin = std::max(node.begin, doc.source().LineBegin(doc.source().LineAt(at)));
  return at - begin > kReach ? at - kReach : begin;
}

std::optional<LinkTarget> LinkTargetAfter(std::string_view text, Offset close, Offset end) {
  Offset at = close + 1;
  while (at < end && IsBlank(text[at])) ++at;
  LinkTarget out{.text_end = close, .spaced = at > close + 1};
  out.wide = text.substr(at, 3) == "（";
  if (at >= end || (text[at] != '(' && !out.wide)) return std::nullopt;
  const Offset url = at + (out.wide ? 3 : 1);
  if (url >= end || !BeginsAddress(text.substr(url, end - url))) return std::nullopt;
  out.url = {url, AddressEnd(text, url, end, ')')};
  if (out.url.end < end) {
    const std::string_view after = text.substr(out.url.end, 3);
    out.closing = after[0] == ')' ? 1 : after == "）" ? 3 : 0;
  }
  return out;
}

Offset EndBehindSpaces(std::string_view text, Range url, Offset limit) {
  const std::string_view rest = text.substr(url.end, limit - url.end);
  const std::size_t later = rest.find(')');
  if (later == std::string_view::npos) return 0;
  const std::string_view between = rest.substr(0, later);
  if (between.find_first_of("([") != std::string_view::npos) return 0;
  const std::string_view words = Trim(between);
  if (words.empty()) return 0;
  // A title has quotes that fit; what looks like an end of the address and a sentence after it
  // lacks the parenthesis.
  const bool ends_line = Trim(rest.substr(later + 1)).empty() &&
                         between.find_first_of("\"'") == std::string_view::npos;
  const bool query = text.substr(url.begin, url.size()).find('?') != std::string_view::npos;
  const bool belongs = words.find(' ') == std::string_view::npos ||
                       (query && ends_line && IsAsciiAlnum(words.front()));
  return belongs ? url.end + static_cast<Offset>(later) + 1 : 0;
}

bool IsClosedBelow(const Document& doc, Offset at) {
  const auto [rest, below] = Following(doc, at);
  return Trim(rest).empty() && below.starts_with(')');
}

bool IsCutOff(const Document& doc, Range url) {
  const std::string_view address = doc.Slice(url);
  if (address.ends_with("://") || address.find("](") != std::string_view::npos) return true;
  const auto [rest, below] = Following(doc, url.end);
  const std::size_t close = rest.find(')');
  if (rest.starts_with(" \"") || rest.starts_with(" '")) return true;
  if (close != std::string_view::npos &&
      rest.substr(0, close).find('(') == std::string_view::npos) {
    return true;
  }
  const std::string_view word = below.substr(0, below.find(' '));
  return Trim(rest).empty() && word.find(')') != std::string_view::npos &&
         word.find_first_of("([<") == std::string_view::npos;
}

bool IsImageInOpenBracket(const Document& doc, Offset at) {
  constexpr Offset kMost = 512;  // bytes before the image
  const Source& source = doc.source();
  if (at == 0 || source[at - 1] != '!') return false;
  const Offset begin = std::max(source.LineBegin(source.LineAt(at)), at - std::min(at, kMost));
  int closed = 0;
  for (Offset i = at - 1; i > begin; --i) {
    const char c = source[i - 1];
    if (c == ']') ++closed;
    if (c == '[' && --closed < 0) return true;
  }
  return false;
}

}  // namespace awl
