#include "text/letter_case.h"

#include <array>
#include <cstddef>

#include "base/utf8.h"
#include "text/unicode.h"

namespace awl {
namespace {

using Text = std::u32string;

// Letters as `case` knows them.
bool IsLowerLetter(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0xF6) || (c >= 0xF8 && c <= 0xFF);
}
bool IsUpperLetter(char32_t c) {
  return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xD6) || (c >= 0xD8 && c <= 0xDE);
}
// What stands between words: ASCII punctuation without the apostrophe, and Latin-1's.
bool IsSymbol(char32_t c) {
  return (c >= 0x20 && c <= 0x26) || (c >= 0x28 && c <= 0x2F) || (c >= 0x3A && c <= 0x40) ||
         (c >= 0x5B && c <= 0x60) || (c >= 0x7B && c <= 0x7E) || (c >= 0xA0 && c <= 0xBF) ||
         c == 0xD7 || c == 0xF7;
}
// White space of JavaScript's \s.
bool IsJsSpace(char32_t c) {
  return (c >= 0x09 && c <= 0x0D) || c == ' ' || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000 || c == 0xFEFF;
}

Text Upper(Text s) {
  Text out;
  for (const char32_t c : s) {
    if (c == 0xDF) {
      out += U"SS";
    } else {
      out += ToUpper(c);
    }
  }
  return out;
}
Text Lower(Text s) {
  for (char32_t& c : s) c = ToLower(c);
  return s;
}
Text WithoutApostrophes(const Text& s) {
  Text out;
  for (const char32_t c : s) {
    if (c != '\'') out += c;
  }
  return out;
}

// Each run of symbols becomes `filler`; one at the end goes.
Text Fill(const Text& s, const Text& filler) {
  Text out;
  for (std::size_t i = 0; i < s.size();) {
    if (!IsSymbol(s[i])) {
      out += s[i++];
      continue;
    }
    while (i < s.size() && IsSymbol(s[i])) ++i;
    if (i < s.size()) out += filler;
  }
  return out;
}

// A blank with something on both sides.
bool HasHole(const Text& s) {
  for (std::size_t i = 1; i + 1 < s.size(); ++i) {
    if (IsJsSpace(s[i]) && !IsJsSpace(s[i - 1]) && !IsJsSpace(s[i + 1])) return true;
  }
  return false;
}
bool HasRoom(const Text& s) {
  for (const char32_t c : s) {
    if (IsSymbol(c)) return true;
  }
  return false;
}

// "fooBARBaz" -> "foo BAR Baz": a blank before the last capital of a run, and before the run.
Text SplitHumps(const Text& s) {
  Text out;
  for (std::size_t i = 0; i < s.size();) {
    std::size_t end = i + 1;
    while (end < s.size() && IsUpperLetter(s[end])) ++end;
    const std::size_t capitals = end - i - 1;
    if (IsUpperLetter(s[i]) || capitals == 0) {
      out += s[i++];
      continue;
    }
    out += s[i];
    out += ' ';
    if (capitals > 1) {
      out.append(s, i + 1, capitals - 1);
      out += ' ';
    }
    out += s[end - 1];
    i = end;
  }
  return out;
}

char32_t RaiseLatin1(char32_t c) { return IsLowerLetter(c) ? ToUpper(c) : c; }

bool HasLower(const Text& s) {
  for (const char32_t c : s) {
    if (IsLowerLetter(c)) return true;
  }
  return false;
}

// What all forms start from: shouting is lowered, separators without blanks and humps become
// blanks.
Text Prepare(Text s, bool fills, bool keeps_humps, bool keeps_shouting) {
  if (!keeps_shouting && !s.empty() && !HasLower(s)) s = Lower(s);
  if (!fills && !HasHole(s)) {
    Text holey = Fill(s, U" ");
    if (HasHole(holey)) s = holey;
  }
  if (!keeps_humps && !HasRoom(s)) s = SplitHumps(s);
  return s;
}

Text LowerForm(const Text& s) { return Lower(Prepare(s, false, false, false)); }
Text LowerForm(const Text& s, const Text& filler) {
  return WithoutApostrophes(Fill(Lower(Prepare(s, true, false, false)), filler));
}
Text UpperForm(const Text& s) { return Upper(Prepare(s, false, false, true)); }
Text UpperForm(const Text& s, const Text& filler) {
  return WithoutApostrophes(Fill(Upper(Prepare(s, true, false, true)), filler));
}

// Raises each small letter at the start or after a symbol.
Text Capitals(Text s) {
  for (std::size_t i = 0; i < s.size(); ++i) {
    if (i == 0 || IsSymbol(s[i - 1])) s[i] = RaiseLatin1(s[i]);
  }
  return s;
}
Text ToCapital(const Text& s) { return Capitals(Prepare(s, false, false, false)); }
Text ToHeader(const Text& s) {
  // As in the original, whose capital() prepares without the filler.
  return WithoutApostrophes(Fill(ToCapital(s), U"-"));
}

Text ToPascal(const Text& s) {
  const Text prepared = Prepare(s, false, true, false);
  Text out;
  for (std::size_t i = 0; i < prepared.size(); ++i) {
    const bool starts = i == 0 || IsSymbol(prepared[i - 1]);
    if (IsSymbol(prepared[i]) && i + 1 < prepared.size() &&
        (IsSymbol(prepared[i + 1]) || IsLowerLetter(prepared[i + 1]) ||
         IsUpperLetter(prepared[i + 1]))) {
      continue;
    }
    out += starts ? ToUpper(prepared[i]) : prepared[i];
  }
  return WithoutApostrophes(Fill(out, U""));
}
Text ToCamel(const Text& s) {
  Text out = ToPascal(s);
  if (!out.empty()) out[0] = ToLower(out[0]);
  return out;
}

bool IsWordCharacter(char32_t c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}
bool IsSmallWord(const Text& word) {
  static constexpr std::array<std::u32string_view, 18> kSmall = {
      U"A",  U"An", U"And", U"As", U"At", U"But", U"By", U"En", U"For",
      U"If", U"In", U"Of",  U"On", U"Or", U"The", U"To", U"V",  U"Via"};
  if (word == U"Vs") return true;
  for (const std::u32string_view small : kSmall) {
    if (word == small) return true;
  }
  return false;
}
Text ToTitle(const Text& s) {
  Text out = ToCapital(s);
  const std::size_t last_blank = out.rfind(U' ');
  for (std::size_t i = 0; i < out.size();) {
    if (!IsWordCharacter(out[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < out.size() && IsWordCharacter(out[end])) ++end;
    if (i > 0 && last_blank != Text::npos && i < last_blank &&
        IsSmallWord(out.substr(i, end - i))) {
      for (std::size_t k = i; k < end; ++k) out[k] = ToLower(out[k]);
    }
    i = end;
  }
  return out;
}

Text ToSentence(const Text& s) {
  Text out = LowerForm(s);
  std::size_t i = 0;
  while (i < out.size() && IsJsSpace(out[i])) ++i;
  if (i < out.size()) out[i] = RaiseLatin1(out[i]);
  for (i = 0; i < out.size(); ++i) {
    const bool stop = out[i] == '?' || out[i] == '!' || out[i] == '.';
    const bool quote = out[i] == ',' && i + 1 < out.size() && out[i + 1] == '"';
    if (!stop && !quote) continue;
    std::size_t k = i + 1;
    if (k < out.size() && out[k] == '"') ++k;
    const std::size_t blanks = k;
    while (k < out.size() && IsJsSpace(out[k])) ++k;
    if (k == blanks) continue;
    if (stop && k < out.size() && out[k] == '"') ++k;
    if (k < out.size()) out[k] = RaiseLatin1(out[k]);
  }
  return out;
}

Text Decode(std::string_view text) {
  Text out;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = DecodeUtf8(text, i);
    out += c.value;
    i += c.length;
  }
  return out;
}

}  // namespace

LetterCase LetterCaseOf(std::string_view phrase) {
  const Text s = Decode(phrase);
  if (LowerForm(s) == s) return LetterCase::kLower;
  if (LowerForm(s, U"_") == s) return LetterCase::kSnake;
  if (UpperForm(s, U"_") == s) return LetterCase::kConstant;
  if (ToCamel(s) == s) return LetterCase::kCamel;
  if (LowerForm(s, U"-") == s) return LetterCase::kKebab;
  if (UpperForm(s) == s) return LetterCase::kUpper;
  if (ToCapital(s) == s) return LetterCase::kCapital;
  if (ToHeader(s) == s) return LetterCase::kHeader;
  if (ToPascal(s) == s) return LetterCase::kPascal;
  if (ToTitle(s) == s) return LetterCase::kTitle;
  if (ToSentence(s) == s) return LetterCase::kSentence;
  return LetterCase::kNone;
}

std::string TitleCase(std::string_view phrase) {
  std::string out;
  for (const char32_t c : ToTitle(Decode(phrase))) AppendUtf8(out, c);
  return out;
}

}  // namespace awl
