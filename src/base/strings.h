#ifndef AWL_BASE_STRINGS_H_
#define AWL_BASE_STRINGS_H_

#include <charconv>
#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>

namespace awl {

// ASCII only: these do not know the locale.
constexpr bool IsAsciiDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool IsAsciiLower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool IsAsciiUpper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool IsAsciiAlpha(char c) { return IsAsciiLower(c) || IsAsciiUpper(c); }
constexpr bool IsAsciiAlnum(char c) { return IsAsciiAlpha(c) || IsAsciiDigit(c); }
constexpr bool IsBlank(char c) { return c == ' ' || c == '\t'; }
constexpr bool IsEol(char c) { return c == '\n' || c == '\r'; }
constexpr bool IsAsciiSpace(char c) { return IsBlank(c) || IsEol(c) || c == '\f' || c == '\v'; }
constexpr char AsciiLower(char c) { return IsAsciiUpper(c) ? static_cast<char>(c - 'A' + 'a') : c; }
// Of a hexadecimal digit; -1 for what is none.
constexpr int HexValue(char c) {
  if (IsAsciiDigit(c)) return c - '0';
  const char lower = AsciiLower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}
constexpr char AsciiUpper(char c) { return IsAsciiLower(c) ? static_cast<char>(c - 'a' + 'A') : c; }

std::string AsciiLower(std::string_view text);
void AppendAsciiLower(std::string_view text, std::string* to);
bool EqualsIgnoreAsciiCase(std::string_view a, std::string_view b);
inline bool StartsWithIgnoreAsciiCase(std::string_view text, std::string_view prefix) {
  if (text.size() < prefix.size()) return false;
  // The first byte mostly tells, without a call.
  if (!prefix.empty() && AsciiLower(text[0]) != AsciiLower(prefix[0])) return false;
  return EqualsIgnoreAsciiCase(text.substr(0, prefix.size()), prefix);
}
// Without ASCII white space at both ends.
inline std::string_view Trim(std::string_view text) {
  while (!text.empty() && IsAsciiSpace(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsAsciiSpace(text.back())) text.remove_suffix(1);
  return text;
}

namespace strings_internal {
inline void Append(std::string& to, std::string_view text) { to.append(text); }
inline void Append(std::string& to, char c) { to.push_back(c); }
template <std::integral T>
requires(!std::same_as<T, char> && !std::same_as<T, bool>) void Append(std::string& to, T number) {
  char buffer[24];
  to.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, number).ptr);
}
}  // namespace strings_internal

// Cat("h", 3, " where h", 2, " is the deepest allowed")
template <typename... Parts>
std::string Cat(const Parts&... parts) {
  std::string out;
  (strings_internal::Append(out, parts), ...);
  return out;
}

// "1 list", "2 lists"
inline std::string Counted(std::size_t count, std::string_view noun) {
  return Cat(count, " ", noun, count == 1 ? "" : "s");
}

}  // namespace awl

#endif  // AWL_BASE_STRINGS_H_
