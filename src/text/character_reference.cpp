#include "text/character_reference.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "base/strings.h"
#include "base/utf8.h"

namespace awl {
namespace {

struct NamedReference {
  std::string_view name;  // without "&" and ";"
  char32_t first;
  char32_t second;  // 0 if the name stands for one code point
};

// Sorted by name.
constexpr NamedReference kNamed[] = {
#include "text/character_references.inc"
};

constexpr std::size_t kLongestName = 31;

std::size_t AppendNumeric(std::string_view text, std::string& to) {
  const bool hex = text.size() > 2 && AsciiLower(text[2]) == 'x';
  const std::size_t begin = hex ? 3 : 2;
  const std::size_t most = hex ? 6 : 7;
  std::uint32_t value = 0;
  std::size_t at = begin;
  while (at < text.size() && at - begin < most &&
         (hex ? HexValue(text[at]) >= 0 : IsAsciiDigit(text[at]))) {
    value = value * (hex ? 16 : 10) + static_cast<std::uint32_t>(HexValue(text[at]));
    ++at;
  }
  if (at == begin || at >= text.size() || text[at] != ';') return 0;
  if (value == 0 || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) value = 0xFFFD;
  AppendUtf8(to, value);
  return at + 1;
}

}  // namespace

std::size_t AppendCharacterReference(std::string_view text, std::string& to) {
  if (text.size() < 3 || text[0] != '&') return 0;
  if (text[1] == '#') return AppendNumeric(text, to);
  std::size_t at = 1;
  while (at < text.size() && at <= kLongestName + 1 && IsAsciiAlnum(text[at])) ++at;
  if (at == 1 || at >= text.size() || text[at] != ';') return 0;
  const std::string_view name = text.substr(1, at - 1);
  const auto* found =
      std::lower_bound(std::begin(kNamed), std::end(kNamed), name,
                       [](const NamedReference& a, std::string_view b) { return a.name < b; });
  if (found == std::end(kNamed) || found->name != name) return 0;
  AppendUtf8(to, found->first);
  if (found->second != 0) AppendUtf8(to, found->second);
  return at + 1;
}

void AppendUnescaped(std::string_view text, std::string& to) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t next = std::min(text.find_first_of("\\&", at), text.size());
    to.append(text.substr(at, next - at));
    at = next;
    if (at == text.size()) return;
    if (text[at] == '&') {
      const std::size_t length = AppendCharacterReference(text.substr(at), to);
      if (length == 0) to.push_back('&');
      at += std::max<std::size_t>(length, 1);
    } else {
      ++at;
      const char after = at < text.size() ? text[at] : ' ';
      if (after > ' ' && after < 0x7F && !IsAsciiAlnum(after)) {
        to.push_back(after);
        ++at;
      } else {
        to.push_back('\\');
      }
    }
  }
}

}  // namespace awl
