#include "text/unicode.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "base/ascii.h"
#include "base/find_any_of.h"
#include "base/strings.h"
#include "base/utf8.h"

namespace awl {
namespace {

constexpr char32_t kVariationSelector16 = 0xFE0F;

const utf8proc_property_t& Property(char32_t c) {
  return *utf8proc_get_property(static_cast<utf8proc_int32_t>(c));
}

int Category(char32_t c) { return Property(c).category; }

bool IsBetween(int category, int first, int last) { return first <= category && category <= last; }

bool IsAsciiCodePoint(char32_t c) { return c < 0x80; }
char Ascii(char32_t c) { return static_cast<char>(c); }

bool IsRegionalIndicator(char32_t c) { return c >= 0x1F1E6 && c <= 0x1F1FF; }

struct Block {
  char32_t first;
  char32_t last;
};
// Blocks.txt of Unicode 15.
constexpr Block kCjkBlocks[] = {
    {0x1100, 0x11FF},  // Hangul Jamo
    {0x2E80, 0x33FF},  // radicals to CJK Compatibility: kana, bopomofo, punctuation and all between
    {0x3400, 0x4DBF},  // Extension A
    {0x4E00, 0x9FFF},  // Unified Ideographs
    {0xA960, 0xA97F},  // Hangul Jamo Extended-A
    {0xAC00, 0xD7FF},  // Hangul Syllables, Jamo Extended-B
    {0xF900, 0xFAFF},  // Compatibility Ideographs
    {0xFE10, 0xFE1F},  // Vertical Forms
    {0xFE30, 0xFE4F},  // Compatibility Forms
    {0xFF00, 0xFFEF},  // Halfwidth and Fullwidth Forms
    {0x1AFF0, 0x1B16F},  // Kana Extended and Supplement
    {0x1F200, 0x1F2FF},  // Enclosed Ideographic Supplement
    {0x20000, 0x3FFFF},  // Extensions B to H and what will follow
};

// Unicode's property Cased.
bool HasCase(char32_t c) {
  const int category = Category(c);
  if (IsBetween(category, UTF8PROC_CATEGORY_LU, UTF8PROC_CATEGORY_LT)) return true;
  const bool roman = c >= 0x2160 && c <= 0x217F;
  const bool circled = (c >= 0x24B6 && c <= 0x24E9) || (c >= 0x1F130 && c <= 0x1F189);
  return c == 0xAA || c == 0xBA || roman || circled;
}

// Unicode's property Case_Ignorable: marks, format characters, modifiers, and the punctuation that
// word breaking finds inside words.
bool IsCaseIgnorable(char32_t c) {
  switch (Category(c)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_SK:
      return true;
    default:
      break;
  }
  constexpr char32_t kInsideWords[] = {'\'',   '.',    ':',    0xB7,   0x387,  0x55F,
                                       0x5F4,  0x2018, 0x2019, 0x2024, 0x2027, 0xFE13,
                                       0xFE52, 0xFE55, 0xFF07, 0xFF0E, 0xFF1A};
  return std::find(std::begin(kInsideWords), std::end(kInsideWords), c) != std::end(kInsideWords);
}

// Section 3.13: a letter before, and none after, whatever case-ignorable characters lie between.
bool IsFinalSigma(std::string_view text, std::size_t sigma) {
  for (std::size_t at = sigma;;) {
    const CodePoint before = DecodeUtf8Before(text, at);
    if (before.length == 0) return false;
    at -= before.length;
    if (IsCaseIgnorable(before.value)) continue;
    if (!HasCase(before.value)) return false;
    break;
  }
  for (std::size_t at = sigma + 2;;) {
    const CodePoint after = DecodeUtf8(text, at);
    if (after.length == 0) return true;
    at += after.length;
    if (!IsCaseIgnorable(after.value)) return !HasCase(after.value);
  }
}

// Appends what utf8proc makes of `text`, which is valid UTF-8.
template <typename Keep>
void AppendMapped(std::string& to, std::string_view text, int options, Keep keep) {
  constexpr std::size_t kOnStack = 256;
  utf8proc_int32_t on_stack[kOnStack];
  std::u32string on_heap;
  utf8proc_int32_t* buffer = on_stack;
  std::size_t capacity = kOnStack;
  const auto decompose = [&] {
    return utf8proc_decompose(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                              static_cast<utf8proc_ssize_t>(text.size()), buffer,
                              static_cast<utf8proc_ssize_t>(capacity),
                              static_cast<utf8proc_option_t>(options));
  };
  utf8proc_ssize_t length = decompose();
  if (length > static_cast<utf8proc_ssize_t>(capacity)) {
    capacity = static_cast<std::size_t>(length) + 1;
    on_heap.resize(capacity);
    static_assert(sizeof(char32_t) == sizeof(utf8proc_int32_t));
    buffer = reinterpret_cast<utf8proc_int32_t*>(on_heap.data());
    length = decompose();
  }
  if (length > 0) {
    length = utf8proc_normalize_utf32(buffer, length, static_cast<utf8proc_option_t>(options));
  }
  for (utf8proc_ssize_t i = 0; i < length; ++i) {
    const char32_t c = static_cast<char32_t>(buffer[i]);
    if (keep(c)) AppendUtf8(to, c);
  }
}

template <typename Keep>
std::string Map(std::string_view text, int options, Keep keep) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t bad = std::min(FindInvalidUtf8(text), text.size());
    if (bad > 0) AppendMapped(out, text.substr(0, bad), options, keep);
    if (bad < text.size()) out.push_back(text[bad]);
    text.remove_prefix(std::min(bad + 1, text.size()));
  }
  return out;
}

bool KeepAll(char32_t) { return true; }

// The length of the code point at `at`, which is beyond ASCII, if it is one that normal form C
// never changes, wherever it stands, and that FoldInert folds; 0 if it may be another. Of the names
// and headings that are not ASCII, nearly all have no others.
std::size_t InertLength(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u;
  };
  const auto is_continuation = [&](std::size_t i) { return (byte(i) & 0xC0) == 0x80; };
  const unsigned lead = byte(0);
  const unsigned second = byte(1);
  const unsigned third = byte(2);
  if (!is_continuation(1)) return 0;
  // U+00A0 to U+00FF but the micro sign and the sharp s.
  const bool latin =
      (lead == 0xC2 && second >= 0xA0 && second != 0xB5) || (lead == 0xC3 && second != 0x9F);
  const bool cyrillic = lead == 0xD0 || (lead == 0xD1 && second <= 0x9F);  // U+0400 to U+045F
  if (latin || cyrillic) return 2;
  if (!is_continuation(2)) return 0;
  const bool ideograph = lead >= 0xE4 && lead <= 0xE9;
  const bool punctuation = lead == 0xE3 && second == 0x80 && third <= 0xA9;
  const bool kana = lead == 0xE3 && (second == 0x81 || second == 0x83 ||
                                     (second == 0x82 && third != 0x99 && third != 0x9A));
  // U+2010 to U+2027: dashes, quotes, bullets, dots.
  const bool dash = lead == 0xE2 && second == 0x80 && third >= 0x90 && third <= 0xA7;
  const bool arrow = lead == 0xE2 && second == 0xAC;  // U+2B00 to U+2B3F
  // U+FF01 to U+FF20, U+FF40 to U+FF60: full-width forms but capital letters.
  const bool wide =
      lead == 0xEF && ((second == 0xBC && third <= 0xA0) || (second == 0xBD && third <= 0xA0));
  if (ideograph || punctuation || kana || dash || arrow || wide) return 3;
  // U+1F000 to U+1FFFF: pictures, flags.
  return lead == 0xF0 && second == 0x9F && is_continuation(3) ? 4 : 0;
}

// Of these characters, those with capitals have two bytes.
std::string FoldInert(std::string_view text) {
  std::string out = AsciiLower(text);
  for (std::size_t at = SkipAscii(out, 0); at + 1 < out.size(); at = SkipAscii(out, at + 1)) {
    const auto lead = static_cast<unsigned char>(out[at]);
    auto second = static_cast<unsigned char>(out[at + 1]);
    if (lead == 0xC3 && second <= 0x9E && second != 0x97) {
      second += 0x20;
    } else if (lead == 0xD0 && second <= 0xAF) {
      // U+0400 to U+042F: what has no room below the lead byte goes on in the next.
      if (second <= 0x8F || second >= 0xA0) out[at] = '\xD1';
      second = static_cast<unsigned char>(second <= 0x8F   ? second + 0x10
                                          : second <= 0x9F ? second + 0x20
                                                           : second - 0x20);
    }
    out[at + 1] = static_cast<char>(second);
  }
  return out;
}

// True for text that is its own normal form C, and that FoldInert folds.
bool IsInert(std::string_view text) {
  for (std::size_t at = SkipAscii(text, 0); at < text.size(); at = SkipAscii(text, at)) {
    const std::size_t length = InertLength(text, at);
    if (length == 0) return false;
    at += length;
  }
  return true;
}

// Printable ASCII, ideographs, full-width punctuation: between two of them a cluster always ends.
bool StandsAlone(char32_t c) {
  return (c >= 0x20 && c <= 0x7E) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x3001 && c <= 0x3029) ||
         (c >= 0xFF01 && c <= 0xFF60);
}

}  // namespace

bool IsLetter(char32_t c) {
  if (IsAsciiCodePoint(c)) return IsAsciiAlpha(Ascii(c));
  return IsBetween(Category(c), UTF8PROC_CATEGORY_LU, UTF8PROC_CATEGORY_LO);
}

bool IsMark(char32_t c) {
  if (IsAsciiCodePoint(c)) return false;
  return IsBetween(Category(c), UTF8PROC_CATEGORY_MN, UTF8PROC_CATEGORY_ME);
}

bool IsNumber(char32_t c) {
  if (IsAsciiCodePoint(c)) return IsAsciiDigit(Ascii(c));
  return IsBetween(Category(c), UTF8PROC_CATEGORY_ND, UTF8PROC_CATEGORY_NO);
}

bool IsPunctuation(char32_t c) {
  return IsBetween(Category(c), UTF8PROC_CATEGORY_PC, UTF8PROC_CATEGORY_PO);
}

bool IsSymbol(char32_t c) {
  return IsBetween(Category(c), UTF8PROC_CATEGORY_SM, UTF8PROC_CATEGORY_SO);
}

bool IsSpace(char32_t c) {
  if (IsAsciiCodePoint(c)) return IsAsciiSpace(Ascii(c));
  // Asked of every character of Chinese text, which has no space but U+3000.
  if (c > 0x3000) return false;
  return c == 0x85 || IsBetween(Category(c), UTF8PROC_CATEGORY_ZS, UTF8PROC_CATEGORY_ZP);
}

bool IsUpper(char32_t c) {
  if (IsAsciiCodePoint(c)) return IsAsciiUpper(Ascii(c));
  const int category = Category(c);
  return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT;
}

bool IsControl(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || c == 0x200E || c == 0x200F ||
         c == 0x2028 || c == 0x2029 || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}
// A unit, although Unicode gives it a capital: the Greek letter.
constexpr char32_t kMicroSign = 0xB5;

bool IsLower(char32_t c) {
  if (IsAsciiCodePoint(c)) return IsAsciiLower(Ascii(c));
  return c != kMicroSign && Category(c) == UTF8PROC_CATEGORY_LL;
}

bool IsCased(char32_t c) {
  if (IsAsciiCodePoint(c)) return IsAsciiAlpha(Ascii(c));
  return IsLetter(c) && (ToTitle(c) != c || ToLower(c) != c);
}

bool IsWord(char32_t c) {
  if (IsAsciiCodePoint(c)) return IsAsciiAlnum(Ascii(c)) || c == '_';
  switch (Category(c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_PC:
      return true;
    case UTF8PROC_CATEGORY_SO:
      // The symbols that are Alphabetic: letters in circles and squares.
      return (c >= 0x24B6 && c <= 0x24E9) || (c >= 0x1F130 && c <= 0x1F149) ||
             (c >= 0x1F150 && c <= 0x1F169) || (c >= 0x1F170 && c <= 0x1F189);
    default:
      return false;
  }
}

char32_t ToUpper(char32_t c) {
  if (c == kMicroSign) return c;
  if (IsAsciiCodePoint(c)) return static_cast<char32_t>(AsciiUpper(Ascii(c)));
  return static_cast<char32_t>(utf8proc_toupper(static_cast<utf8proc_int32_t>(c)));
}

char32_t ToTitle(char32_t c) {
  if (c == kMicroSign) return c;
  if (IsAsciiCodePoint(c)) return static_cast<char32_t>(AsciiUpper(Ascii(c)));
  return static_cast<char32_t>(utf8proc_totitle(static_cast<utf8proc_int32_t>(c)));
}

char32_t ToLower(char32_t c) {
  if (IsAsciiCodePoint(c)) return static_cast<char32_t>(AsciiLower(Ascii(c)));
  return static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c)));
}

bool IsEmoji(char32_t c) {
  if (c < 0xA9) return false;
  const bool skin_tone = c >= 0x1F3FB && c <= 0x1F3FF;
  return Property(c).boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC ||
         IsRegionalIndicator(c) || skin_tone;
}

bool IsCjk(char32_t c) {
  if (c < kCjkBlocks[0].first) return false;
  const auto* after =
      std::upper_bound(std::begin(kCjkBlocks), std::end(kCjkBlocks), c,
                       [](char32_t v, const Block& block) { return v < block.first; });
  return c <= after[-1].last;
}

bool IsCjkLetter(char32_t c) { return IsCjk(c) && (IsLetter(c) || IsNumber(c) || IsMark(c)); }

bool IsInvisible(char32_t c) {
  // Between the Hangul filler and the variation selectors there is none.
  if (c < 0xAD || (c > 0x3164 && c < 0xFE00)) return false;
  const bool annotation = c >= 0xFFF9 && c <= 0xFFFB;
  return Property(c).ignorable || annotation;
}

std::string LowerCase(std::string_view text) {
  if (IsAscii(text)) return AsciiLower(text);
  constexpr char32_t kCapitalSigma = 0x3A3, kFinalSigma = 0x3C2, kCapitalIWithDot = 0x130;
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint next = DecodeUtf8(text, at);
    if (!next.valid) {
      out.push_back(text[at]);
    } else if (next.value == kCapitalIWithDot) {
      out += "i\xCC\x87";
    } else if (next.value == kCapitalSigma && IsFinalSigma(text, at)) {
      AppendUtf8(out, kFinalSigma);
    } else {
      AppendUtf8(out, ToLower(next.value));
    }
    at += next.length;
  }
  return out;
}

std::string FoldCase(std::string_view text) {
  if (IsAscii(text)) return AsciiLower(text);
  if (IsInert(text)) return FoldInert(text);
  return Map(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD, KeepAll);
}

std::string FoldCaseOnly(std::string_view text) {
  if (IsInert(text)) return FoldInert(text);
  return Map(text, UTF8PROC_CASEFOLD, KeepAll);
}

std::string Nfc(std::string_view text) {
  if (IsInert(text)) return std::string(text);
  return Map(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE, KeepAll);
}

std::string CollationKey(std::string_view text) {
  if (IsAscii(text)) return AsciiLower(text);
  return Map(
      text,
      UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE,
      [](char32_t c) { return c < 0x300 || Property(c).combining_class == 0 || !IsMark(c); });
}

bool IsPrintableAscii(std::string_view text) {
  // Bytes beyond ASCII are less than 0.
  const auto is_odd = [](auto c) { return (c < ' ') | (c == '\x7F'); };
  return FindWhere(is_odd, text) == std::string_view::npos;
}

std::size_t GraphemeLength(std::string_view text, std::size_t at) {
  const CodePoint first = DecodeUtf8(text, at);
  std::size_t length = first.length;
  if (!first.valid) return length;
  utf8proc_int32_t state = 0;
  for (char32_t last = first.value; at + length < text.size();) {
    const char next_byte = text[at + length];
    if (last < 0x80 && IsAscii(next_byte) && last != '\r') break;
    const CodePoint next = DecodeUtf8(text, at + length);
    if (!next.valid || (StandsAlone(last) && StandsAlone(next.value)) ||
        utf8proc_grapheme_break_stateful(static_cast<utf8proc_int32_t>(last),
                                         static_cast<utf8proc_int32_t>(next.value), &state)) {
      break;
    }
    length += next.length;
    last = next.value;
  }
  return length;
}

std::size_t CountGraphemes(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) at += GraphemeLength(text, at);
  return count;
}

std::size_t DisplayWidth(std::string_view text) {
  if (IsPrintableAscii(text)) return text.size();
  std::size_t width = 0;
  if (IsAscii(text)) {
    for (const char c : text) width += c >= ' ' && c <= '~';
    return width;
  }
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] >= ' ' && text[at] <= '~' && IsAscii(text[at + 1 < text.size() ? at + 1 : at])) {
      ++width;
      ++at;
      continue;
    }
    const std::size_t end = at + GraphemeLength(text, at);
    int widest = 0;
    while (at < end) {
      const CodePoint c = DecodeUtf8(text, at);
      const bool picture = c.value == kVariationSelector16 || IsRegionalIndicator(c.value);
      widest = std::max(widest,
                        picture ? 2 : utf8proc_charwidth(static_cast<utf8proc_int32_t>(c.value)));
      at += c.length;
    }
    width += static_cast<std::size_t>(widest);
  }
  return width;
}

}  // namespace awl
