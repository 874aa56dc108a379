#include "parse/html_scanner.h"

#include "base/strings.h"

namespace awl {
namespace {

Offset FindEnd(std::string_view text, Offset at, std::string_view close) {
  const std::size_t found = text.find(close, at);
  return found == text.npos ? 0 : static_cast<Offset>(found + close.size());
}

Offset SkipSpaces(std::string_view text, Offset at) {
  while (at < text.size() && IsAsciiSpace(text[at])) ++at;
  return at;
}

bool IsAttributeNameStart(char c) { return IsAsciiAlpha(c) || c == '_' || c == ':'; }
bool IsAttributeName(char c) {
  return IsAttributeNameStart(c) || IsAsciiDigit(c) || c == '.' || c == '-';
}

}  // namespace

Offset ScanHtmlTag(std::string_view text, Offset at) {
  const auto size = static_cast<Offset>(text.size());
  if (at + 1 >= size || text[at] != '<') return 0;
  const bool closing = text[at + 1] == '/';
  at += closing ? 2 : 1;
  if (at >= size || !IsAsciiAlpha(text[at])) return 0;
  while (at < size && (IsAsciiAlnum(text[at]) || text[at] == '-')) ++at;
  while (true) {
    const Offset after = SkipSpaces(text, at);
    if (after >= size) return 0;
    if (text[after] == '>') return after + 1;
    if (closing) return 0;
    if (text[after] == '/') return after + 1 < size && text[after + 1] == '>' ? after + 2 : 0;
    if (after == at || !IsAttributeNameStart(text[after])) return 0;
    at = after;
    while (at < size && IsAttributeName(text[at])) ++at;
    const Offset equals = SkipSpaces(text, at);
    if (equals >= size || text[equals] != '=') continue;
    at = SkipSpaces(text, equals + 1);
    if (at >= size) return 0;
    if (text[at] == '"' || text[at] == '\'') {
      const std::size_t close = text.find(text[at], at + 1);
      if (close == text.npos) return 0;
      at = static_cast<Offset>(close + 1);
    } else {
      const Offset begin = at;
      while (at < size && !IsAsciiSpace(text[at]) && text[at] != '"' && text[at] != '\'' &&
             text[at] != '=' && text[at] != '<' && text[at] != '>' && text[at] != '`') {
        ++at;
      }
      if (at == begin) return 0;
    }
  }
}

Offset ScanHtmlComment(std::string_view text, Offset at) {
  if (text.substr(at, 4) != "<!--") return 0;
  if (text.substr(at + 4, 1) == ">") return at + 5;
  if (text.substr(at + 4, 2) == "->") return at + 6;
  return FindEnd(text, at + 4, "-->");
}

Offset ScanInlineHtml(std::string_view text, Offset at) {
  if (at + 1 >= text.size() || text[at] != '<') return 0;
  if (text[at + 1] == '?') return FindEnd(text, at + 2, "?>");
  if (text[at + 1] != '!') return ScanHtmlTag(text, at);
  if (text.substr(at, 4) == "<!--") return ScanHtmlComment(text, at);
  if (text.substr(at, 9) == "<![CDATA[") return FindEnd(text, at + 9, "]]>");
  if (at + 2 < text.size() && IsAsciiAlpha(text[at + 2])) return FindEnd(text, at + 2, ">");
  return 0;
}

}  // namespace awl
