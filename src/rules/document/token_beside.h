#ifndef AWL_RULES_DOCUMENT_TOKEN_BESIDE_H_
#define AWL_RULES_DOCUMENT_TOKEN_BESIDE_H_

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "base/strings.h"

namespace awl {

// What is looked at of a word, so that the work stays linear.
inline constexpr std::size_t kMaxToken = 64;

inline bool IsOneOf(std::string_view signs, char c) {
  return signs.find(c) != std::string_view::npos;
}

// What stands before `at` up to white space or one of `ends`.
inline std::string_view TokenBefore(std::string_view text, std::size_t at, std::string_view ends) {
  std::size_t begin = at;
  const std::size_t limit = at - std::min(at, kMaxToken);
  while (begin > limit && !IsAsciiSpace(text[begin - 1]) && !IsOneOf(ends, text[begin - 1]))
    --begin;
  return text.substr(begin, at - begin);
}

inline std::string_view TokenAfter(std::string_view text, std::size_t at, std::string_view ends) {
  std::size_t end = at;
  const std::size_t limit = std::min(text.size(), at + kMaxToken);
  while (end < limit && !IsAsciiSpace(text[end]) && !IsOneOf(ends, text[end])) ++end;
  return text.substr(at, end - at);
}

}  // namespace awl

#endif  // AWL_RULES_DOCUMENT_TOKEN_BESIDE_H_
