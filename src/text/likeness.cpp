#include "text/likeness.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/ascii.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "text/unicode.h"

namespace awl {
namespace {

std::vector<std::string> SortedWords(std::string_view text) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < text.size();) {
    if (IsAsciiAlnum(text[i])) {
      std::size_t end = i;
      while (end < text.size() && IsAsciiAlnum(text[end])) ++end;
      words.push_back(AsciiLower(text.substr(i, end - i)));
      i = end;
      continue;
    }
    const CodePoint c = DecodeUtf8(text, i);
    if (c.length > 1 && IsWord(c.value)) words.emplace_back(text.substr(i, c.length));
    i += c.length;
  }
  std::sort(words.begin(), words.end());
  return words;
}

}  // namespace

double Likeness(std::string_view a, std::string_view b) {
  const std::vector<std::string> left = SortedWords(a);
  const std::vector<std::string> right = SortedWords(b);
  if (left.empty() || right.empty()) return a == b ? 1 : 0;
  std::size_t same = 0;
  for (auto l = left.begin(), r = right.begin(); l != left.end() && r != right.end();) {
    if (*l < *r) {
      ++l;
    } else if (*r < *l) {
      ++r;
    } else {
      ++same;
      ++l;
      ++r;
    }
  }
  return 2.0 * static_cast<double>(same) / static_cast<double>(left.size() + right.size());
}

std::string AsciiLettersAndDigits(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (IsAsciiAlnum(c)) out += AsciiLower(c);
  }
  return out;
}

}  // namespace awl
