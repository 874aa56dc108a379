#include "mojibake/model_language.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "text/unicode.h"

namespace awl::mojibake {
namespace {

constexpr char32_t kBoundary = 0;
constexpr char32_t kWord = 'A';    // a run of foreign letters
constexpr char32_t kNumber = '0';  // a run of digits

bool IsAsciiLetter(char32_t c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
bool IsDigit(char32_t c) { return c >= '0' && c <= '9'; }
bool IsLatin(char32_t c) {
  return IsAsciiLetter(c) || (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7);
}
bool IsHan(char32_t c) { return c >= 0x3400 && c <= 0x9FFF; }
bool IsKana(char32_t c) { return (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FA); }
bool IsHangul(char32_t c) { return c >= 0xAC00 && c <= 0xD7A3; }
bool IsCyrillic(char32_t c) { return c >= 0x400 && c <= 0x52F; }
bool IsIn(char32_t c, std::u32string_view set) { return set.find(c) != set.npos; }

char32_t OneSymbol(char32_t c, const LanguageTraits& traits) {
  if (IsLatin(c)) return traits.latin ? ToLower(c) : kWord;
  return traits.fold ? ToLower(c) : c;
}

// Frequent characters that only one of the two ways to write Chinese has.
constexpr std::u32string_view kSimplified =
    U"这个们国说会对时来为后过还发现种点开关问题网页数据语资讯进动学实与从应当机构样经该设计训练处"
    U"开头东车马长门间见规识请让调试转载级组织结";
constexpr std::u32string_view kTraditional =
    U"這個們國說會對時來為後過還發現種點開關問題網頁數據語資訊進動學實與從應當機構樣經該設計訓練處"
    U"開頭東車馬長門間見規識請讓調試轉載級組織結";

// Words that hardly any sentence of a language does without. Those that several languages share
// stand for each of them.
struct CommonWords {
  Language language;
  std::u32string_view words;         // between spaces
  std::u32string_view letters = {};  // that none of the others has
};
constexpr CommonWords kCommonWords[] = {
    {Language::kUnknown,
     U" the of and to in for is with on that by this are from an as at or be "
     U"your you it can using "},
    {Language::kCs, U" a v na se je pro jak s z do k o jako nebo ve po které od za i která ",
     U"ěřůďťň"},
    {Language::kDe,
     U" der die das und ist mit für von im in den zu ein eine auf des dem nicht "
     U"sich auch als bei wie oder ",
     U"ß"},
    {Language::kEs,
     U" de la el en y los las con para por una del que un es se al como más sobre "
     U"su introducción ",
     U"ñ¿¡"},
    {Language::kFr,
     U" de la le les et des en du pour un une est dans sur avec par au aux que qui "
     U"pas ce cours à ",
     U"œèû"},
    {Language::kIt,
     U" di il la e in un per che una con le del della dei da non si è gli nel alla "
     U"al guida corso "},
    {Language::kPl,
     U" w i na z do się nie jest o dla po od jak oraz przez przy za lub są to "
     U"języka ",
     U"ąęłżźńś"},
    {Language::kPt,
     U" de do da em e o a para com um uma os as no na por que não dos das se ao "
     U"como mais introdução ",
     U"ãõ"},
    {Language::kTr,
     U" ve bir için ile bu da de olarak gibi daha en çok ya olan kadar sonra "
     U"ders ",
     U"ğış"},
};

Language LatinLanguage(std::span<const PartialLine> lines) {
  std::array<std::size_t, std::size(kCommonWords)> found = {};
  std::u32string word;
  for (const PartialLine& line : lines) {
    for (std::size_t i = 0; i <= line.text.size(); ++i) {
      const char32_t c = i < line.text.size() ? line.text[i] : U' ';
      for (std::size_t k = 0; c >= 0x80 && k < found.size(); ++k) {
        found[k] += IsIn(ToLower(c), kCommonWords[k].letters);
      }
      if (c == kUnknownCharacter || IsLatin(c)) {
        word += ToLower(c);
        continue;
      }
      if (!word.empty() && word.size() < 14) {
        word.insert(word.begin(), U' ');
        word += U' ';
        for (std::size_t k = 0; k < found.size(); ++k) {
          found[k] += kCommonWords[k].words.find(word) != std::u32string_view::npos;
        }
      }
      word.clear();
    }
  }
  // The first is English, whose names and titles stand in lists of all languages.
  const auto best = std::max_element(found.begin() + 1, found.end());
  std::size_t second = 0;
  for (auto it = found.begin() + 1; it != found.end(); ++it) {
    if (it != best) second = std::max(second, *it);
  }
  // A few titles, or two languages in one document, are no evidence.
  if (*best < 5 || *best * 4 < second * 5 || *best * 3 < found[0]) return Language::kUnknown;
  return kCommonWords[best - found.begin()].language;
}

}  // namespace

LanguageTraits TraitsOf(Language language) {
  switch (language) {
    case Language::kZhHans:
      return {.safe_margin = 4.3};
    case Language::kZhHant:
      return {.safe_margin = 5.5};
    case Language::kJa:
      return {.fold = true, .safe_margin = 12};
    case Language::kKo:
      return {.spaces = true, .fold = true, .safe_margin = 16};
    case Language::kRu:
      return {.spaces = true, .fold = true, .safe_margin = 9};
    default:
      return {.latin = true, .spaces = true, .fold = true, .safe_margin = 8};
  }
}

// The same as symbols() in tools/mojibake/tables.py.
Symbols ToSymbols(const Tables& tables, const LanguageTraits& traits, const PartialLine& line) {
  Symbols out;
  char32_t last = kUnknownCharacter;
  const auto put = [&](char32_t symbol) {
    if (symbol == last &&
        (symbol == kBoundary || symbol == kWord || symbol == kNumber || symbol == ' ')) {
      return;
    }
    out.slots.push_back({.options = {tables.Symbol(symbol)}});
    last = symbol;
  };
  put(kBoundary);
  const std::u32string& text = line.text;
  std::size_t unknown = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char32_t c = text[i];
    if (unknown < line.unknowns.size() && line.unknowns[unknown].position == i) {
      Slot slot;
      for (const char32_t candidate : line.unknowns[unknown].candidates) {
        slot.options.push_back(tables.Symbol(OneSymbol(candidate, traits)));
      }
      out.slot_of.push_back(out.slots.size());
      out.slots.push_back(std::move(slot));
      last = kUnknownCharacter;
      ++unknown;
    } else if (IsLatin(c)) {
      put(OneSymbol(c, traits));
    } else if (IsDigit(c)) {
      if (last != kWord || text[i - 1] == ' ') put(kNumber);
    } else if (c == ' ' || c == '\t' || c == 0xA0 || c == 0x3000) {
      if (traits.spaces) put(' ');
    } else if (c < 0x80) {
      if (IsIn(c, U":/._-@%&=?#~+") && last == kWord && i + 1 < text.size() &&
          (IsAsciiLetter(text[i + 1]) || IsDigit(text[i + 1]))) {
        continue;
      }
      put(IsIn(c, U".,!?:;") ? c : kBoundary);
    } else {
      put(OneSymbol(c, traits));
    }
  }
  put(kBoundary);
  return out;
}

Language Model::DetectLanguage(std::span<const PartialLine> lines) {
  std::size_t han = 0;
  std::size_t kana = 0;
  std::size_t hangul = 0;
  std::size_t cyrillic = 0;
  std::size_t not_russian = 0;
  std::size_t latin = 0;
  std::size_t simplified = 0;
  std::size_t traditional = 0;
  for (const PartialLine& line : lines) {
    for (const char32_t c : line.text) {
      if (c < 0x80) continue;
      han += IsHan(c);
      kana += IsKana(c);
      hangul += IsHangul(c);
      cyrillic += IsCyrillic(c);
      latin += IsLatin(c);
      not_russian += IsIn(c, U"іїєґўЄІЇҐјљњћђџѓќѕ");
      if (IsHan(c)) {
        const bool one = IsIn(c, kSimplified);
        const bool other = IsIn(c, kTraditional);
        simplified += one && !other;
        traditional += other && !one;
      }
    }
    for (const Unknown& unknown : line.unknowns) {
      const auto may = [&](bool (*test)(char32_t)) {
        return std::any_of(unknown.candidates.begin(), unknown.candidates.end(), test);
      };
      // Nearly all hiragana lose the same byte, so they are hardly ever known.
      if (may(IsKana)) {
        ++kana;
      } else if (may(IsHangul)) {
        ++hangul;
      } else if (may(IsHan)) {
        ++han;
      } else if (may(IsCyrillic)) {
        ++cyrillic;
      } else if (may(IsLatin)) {
        ++latin;
      }
    }
  }
  if (hangul > han && hangul > kana && hangul > cyrillic) return Language::kKo;
  if (kana * 4 > han && kana > cyrillic) return Language::kJa;
  if (han > cyrillic) {
    return traditional > simplified ? Language::kZhHant : Language::kZhHans;
  }
  if (cyrillic > latin) return not_russian * 50 > cyrillic ? Language::kUnknown : Language::kRu;
  return LatinLanguage(lines);
}

}  // namespace awl::mojibake
