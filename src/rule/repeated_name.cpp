#include "rule/repeated_name.h"

#include <string>
#include <utility>

#include "base/strings.h"
#include "base/utf8.h"
#include "text/unicode.h"

namespace awl {
namespace {

// Where it goes on in "Foo is a tool": at "a tool". With `any_verb` also at "helps" in "Foo helps":
// a word in -s, which may be a noun. 0: there is no such verb.
std::size_t BehindVerb(std::string_view rest, bool any_verb) {
  std::size_t begin = 0;
  while (begin < rest.size() && IsBlank(rest[begin])) ++begin;
  std::size_t end = begin;
  while (end < rest.size() && IsAsciiAlpha(rest[end])) ++end;
  const std::string_view verb = rest.substr(begin, end - begin);
  if (begin == 0 || end >= rest.size() || !IsBlank(rest[end])) return 0;
  if (verb != "is" && verb != "are") return any_verb && verb.ends_with('s') ? begin : 0;
  while (end < rest.size() && IsBlank(rest[end])) ++end;
  return end < rest.size() && IsLetter(DecodeUtf8(rest, end).value) ? end : 0;
}

}  // namespace

std::size_t BehindSeparator(std::string_view rest) {
  std::size_t i = 0;
  while (i < rest.size() && IsBlank(rest[i])) ++i;
  const bool spaced = i > 0;
  for (const std::string_view sign : {":", "：", "，", ",", "—", "–", "-"}) {
    if (!rest.substr(i).starts_with(sign)) continue;
    const std::size_t after = i + sign.size();
    const bool blank_after = after < rest.size() && IsBlank(rest[after]);
    // "foo-like" is another word; "Foo - like" is not.
    if (sign == "-" && !(spaced && blank_after)) return 0;
    i = after;
    while (i < rest.size() && IsBlank(rest[i])) ++i;
    return i;
  }
  return 0;
}

std::size_t PrefixLength(std::string_view text, std::string_view name) {
  std::size_t t = 0;
  std::size_t n = 0;
  while (n < name.size()) {
    if (t >= text.size()) return 0;
    const CodePoint a = DecodeUtf8(text, t);
    const CodePoint b = DecodeUtf8(name, n);
    if (a.value != b.value && ToLower(a.value) != ToLower(b.value)) return 0;
    t += a.length;
    n += b.length;
  }
  return t;
}

std::optional<Fix> DropRepeatedName(const Document& doc, Range description, std::size_t length,
                                    bool any_verb) {
  const std::string_view text = doc.Slice(description);
  std::size_t behind = BehindSeparator(text.substr(length));
  if (behind == 0) behind = BehindVerb(text.substr(length), any_verb);
  if (behind == 0 || length + behind >= text.size()) return std::nullopt;
  const CodePoint first = DecodeUtf8(text, length + behind);
  // "iOS" begins a sentence as it is.
  const bool own_case = IsUpper(DecodeUtf8(text, length + behind + first.length).value);
  std::string upper;
  AppendUtf8(upper, own_case ? first.value : ToUpper(first.value));
  const Range gone = {description.begin,
                      description.begin + static_cast<Offset>(length + behind + first.length)};
  return Fix{.title = "drop the name",
             .applicability = Applicability::kUnsafe,
             .effect = Effect::kText,
             .edits = {{gone, std::move(upper)}}};
}

}  // namespace awl
