#include "text/slug.h"

#include <algorithm>
#include <iterator>

#include "base/strings.h"
#include "base/utf8.h"
#include "text/slug_table.h"
#include "text/unicode.h"

namespace awl {
namespace {

bool IsAfterUnicode13(char32_t c) {
  const auto* after = std::upper_bound(
      std::begin(kAfterUnicode13), std::end(kAfterUnicode13), c,
      [](char32_t value, const CodePointRange& range) { return value < range.first; });
  return after != std::begin(kAfterUnicode13) && c <= after[-1].last;
}

}  // namespace

std::string Slug(std::string_view heading_text) {
  std::string lower;
  if (!IsAscii(heading_text)) heading_text = lower = LowerCase(heading_text);
  std::string slug;
  slug.reserve(heading_text.size());
  for (std::size_t at = 0; at < heading_text.size();) {
    const char c = heading_text[at];
    if (IsAscii(c)) {
      if (c == ' ') slug.push_back('-');
      if (IsAsciiAlnum(c) || c == '_' || c == '-') slug.push_back(AsciiLower(c));
      ++at;
      continue;
    }
    const CodePoint next = DecodeUtf8(heading_text, at);
    if (IsWord(next.value) && !IsAfterUnicode13(next.value)) {
      slug.append(heading_text, at, next.length);
    }
    at += next.length;
  }
  return slug;
}

std::string Slugger::Unique(std::string_view heading_text) {
  std::string slug = Slug(heading_text);
  const auto [first, is_new] = seen_.try_emplace(slug, 0);
  if (is_new) return slug;
  int& last = first->second;  // a node of the map stays where it is
  std::string numbered;
  do {
    numbered = Cat(slug, "-", ++last);
  } while (!seen_.try_emplace(numbered, 0).second);
  return numbered;
}

}  // namespace awl
