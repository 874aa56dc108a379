#include "rule/small_first_word.h"

#include <string>
#include <utility>

#include "base/strings.h"
#include "base/utf8.h"
#include "text/unicode.h"

namespace awl {

std::string_view SmallFirstWord(std::string_view text) {
  if (text.empty()) return {};
  const CodePoint first = DecodeUtf8(text, 0);
  if (!IsLower(first.value) || ToUpper(first.value) == first.value) return {};
  std::size_t end = 0;
  while (end < text.size()) {
    const CodePoint c = DecodeUtf8(text, end);
    if (IsSpace(c.value)) break;
    // "iOS", "node.js", "a/b", "x86", "std::string", "foo()": spelt so on purpose.
    const bool inner_sign = c.value == '.' || c.value == '/' || c.value == ':' || c.value == '(' ||
                            c.value == '_' || c.value == '@' || c.value == '=' || c.value == '<';
    const bool last =
        end + c.length >= text.size() || IsSpace(DecodeUtf8(text, end + c.length).value);
    if (IsUpper(c.value) || IsNumber(c.value) || (inner_sign && !last)) return {};
    end += c.length;
  }
  std::string_view word = text.substr(0, end);
  while (!word.empty() && !IsAsciiAlnum(word.back()) && IsAscii(word.back())) word.remove_suffix(1);
  return word;
}

void ReportSmallFirstWord(RuleContext& ctx, Range word) {
  const Document& doc = ctx.document();
  Diagnostic& found = ctx.Report(
      word, Cat("the description begins with a small letter: \"", doc.Slice(word), "\""));
  const CodePoint first = DecodeUtf8(doc.Slice(word), 0);
  std::string upper;
  AppendUtf8(upper, ToUpper(first.value));
  found.fix = Fix{.title = "begin with a capital",
                  .applicability = Applicability::kUnsafe,
                  .effect = Effect::kText,
                  .edits = {{{word.begin, word.begin + first.length}, std::move(upper)}}};
}

}  // namespace awl
