#include "text/no_break_space.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/utf8.h"
#include "text/sentence_end.h"
#include "text/unicode.h"

namespace awl {
namespace {

bool InWord(char32_t c) { return IsLetter(c) || IsMark(c) || IsNumber(c); }

// The letters and digits that end at `end`, and those that begin at `begin`.
std::string_view WordBefore(std::string_view text, std::size_t end) {
  std::size_t begin = end;
  while (begin > 0) {
    const CodePoint c = DecodeUtf8Before(text, begin);
    if (!InWord(c.value)) break;
    begin -= c.length;
  }
  return text.substr(begin, end - begin);
}
std::string_view WordAfter(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  while (end < text.size()) {
    const CodePoint c = DecodeUtf8(text, end);
    if (!InWord(c.value)) break;
    end += c.length;
  }
  return text.substr(begin, end - begin);
}

bool IsDashSign(char32_t c) { return c == 0x2013 || c == 0x2014 || c == 0x2015 || c == 0x2212; }

// "§ 7", "№ 5", "© 2016", "€ 5", "× 3"
bool BindsNext(char32_t c) {
  constexpr std::u32string_view kSigns = U"§¶№©†‡=<>±×÷≈≤≥~$€£¥₽₴₹";
  return kSigns.find(c) != std::u32string_view::npos;
}

// Words before what they are about, without their stop and case-folded; in order.
constexpr auto kLeadWords = std::to_array<std::string_view>({
    "abb", "art", "bd",  "ch",   "chap", "col", "eq", "exp", "fig", "figs", "gen",
    "hl",  "ing", "kap", "lt",   "mgr",  "mme", "mt", "nos", "nr",  "obr",  "odst",
    "par", "pp",  "sec", "sect", "sgt",  "str", "sv", "tab", "tzv", "ul",   "гл",
    "рис", "св",  "ст",  "табл", "тел",  "ул",  "č",  "čl",
});

bool EndsInLeadWord(std::string_view text) {
  if (EndsInAbbreviation(text)) return true;
  const std::string_view word = WordBefore(text, text.size() - 1);
  return CountCodePoints(word) == 1 ||
         std::find(kLeadWords.begin(), kLeadWords.end(), FoldCase(word)) != kLeadWords.end();
}

// "c. 2016", "p. 5", "J. R. Roe", "6. století": `before` ends in a stop.
NoBreakSpace AfterStop(std::string_view before, std::string_view word_after) {
  const std::string_view word = WordBefore(before, before.size() - 1);
  const char32_t next = word_after.empty() ? U' ' : DecodeUtf8(word_after, 0).value;
  if (word.empty()) return NoBreakSpace::kChance;
  if (IsNumber(DecodeUtf8(word, 0).value)) {
    return IsLower(next) ? NoBreakSpace::kMeant : NoBreakSpace::kDoubtful;
  }
  if (EndsInLeadWord(before) || IsLower(next)) return NoBreakSpace::kMeant;
  // "See the manual. 2 chapters": most likely two sentences.
  return IsNumber(next) ? NoBreakSpace::kDoubtful : NoBreakSpace::kChance;
}

// Text that is not English, and whose letters are Latin.
bool HasLatinBeyondAscii(std::string_view line) {
  for (std::size_t i = 0; i < line.size();) {
    const CodePoint c = DecodeUtf8(line, i);
    if (c.value >= 0xC0 && c.value <= 0x24F && IsLetter(c.value)) return true;
    i += c.length;
  }
  return false;
}

bool IsCyrillic(char32_t c) { return c >= 0x400 && c <= 0x52F; }

// Slavic typography binds a preposition of one letter to what follows, and a particle to what is
// before it; English has "a" and "I", which few bind.
NoBreakSpace BetweenWords(std::string_view line, std::string_view before, std::string_view after) {
  constexpr auto kParticles = std::to_array<std::string_view>({"б", "бы", "ж", "же", "ли", "ль"});
  const std::size_t letters = CountCodePoints(before);
  const char32_t first = DecodeUtf8(before, 0).value;
  const char32_t next = DecodeUtf8(after, 0).value;
  if (!IsCased(first) || !IsCased(next)) return NoBreakSpace::kChance;
  if (letters == 1) {
    const bool english =
        (before == "a" || before == "A" || before == "I") && !HasLatinBeyondAscii(line);
    return english ? NoBreakSpace::kDoubtful : NoBreakSpace::kMeant;
  }
  if (CountCodePoints(after) == 1 && IsUpper(next) && after != "A" && after != "I") {
    return NoBreakSpace::kMeant;  // "Mac OS X", "Vitamin C"
  }
  if (IsCyrillic(first)) {
    const bool particle =
        std::find(kParticles.begin(), kParticles.end(), after) != kParticles.end();
    if (particle || letters < 4) return NoBreakSpace::kMeant;
  }
  if (letters < 4 && HasLatinBeyondAscii(line)) return NoBreakSpace::kDoubtful;
  return IsUpper(first) && IsUpper(next) ? NoBreakSpace::kDoubtful : NoBreakSpace::kChance;
}

}  // namespace

NoBreakSpace UseOfNoBreakSpace(std::string_view line, std::size_t begin, std::size_t end) {
  const std::string_view text_before = line.substr(0, begin);
  const CodePoint before = DecodeUtf8Before(line, begin);
  const CodePoint after = end < line.size() ? DecodeUtf8(line, end) : CodePoint{};
  if (IsSpace(before.value) || IsSpace(after.value)) return NoBreakSpace::kChance;
  if (IsDashSign(before.value) || IsDashSign(after.value)) return NoBreakSpace::kMeant;
  if (BindsNext(before.value)) return NoBreakSpace::kMeant;
  const std::string_view word_after = WordAfter(line, end);
  if (before.value == '.') return AfterStop(text_before, word_after);
  const std::string_view word_before = WordBefore(line, begin);
  if (word_before.empty()) return NoBreakSpace::kChance;
  const bool digit_before = IsNumber(before.value);
  const bool digit_after = IsNumber(after.value);
  if (digit_before) {
    const bool sign = IsSymbol(after.value) || after.value == '%' || after.value == 0x2030;
    if (digit_after || sign || IsLetter(after.value)) return NoBreakSpace::kMeant;
  }
  if (digit_after) {
    return IsCased(before.value) ? NoBreakSpace::kMeant : NoBreakSpace::kChance;
  }
  return word_after.empty() ? NoBreakSpace::kChance : BetweenWords(line, word_before, word_after);
}

}  // namespace awl
