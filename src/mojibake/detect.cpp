#include "mojibake/detect.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/ascii.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "mojibake/model.h"
#include "mojibake/slots.h"
#include "text/unicode.h"

namespace awl::mojibake {
namespace {

constexpr char32_t kReplacement = 0xFFFD;
constexpr char32_t kByteOrderMark = 0xFEFF;

// ---- How unlike a text a string of characters is.

enum class Kind : std::uint8_t {
  kOther,  // ASCII but letters, and scripts that no code page has
  kNoBreakSpace,
  kClosing,  // what stands behind words: ’ ” … ™
  kAsciiLower,
  kAsciiUpper,
  kLower,  // Latin letters with marks
  kUpper,
  kGreekLower,
  kGreekUpper,
  kCyrillicLower,
  kCyrillicUpper,
  kOtherLetter,  // of alphabets that no code page has, and that stand by themselves
  kLigature,     // letters that never follow one with a mark: œ ƒ Ÿ
  kDash,
  kOpening,  // quotes that stand before words
  kLow,      // „ and ‚, of which that is even more true
  kOdd,      // what does not follow a letter with a mark
  kMath,     // what does not follow any letter
  kBox,
  kControl,
};

bool IsLetterKind(Kind kind) { return kind >= Kind::kAsciiLower && kind <= Kind::kLigature; }
bool IsLowerKind(Kind kind) {
  return kind == Kind::kAsciiLower || kind == Kind::kLower || kind == Kind::kGreekLower ||
         kind == Kind::kCyrillicLower;
}
bool IsUpperKind(Kind kind) {
  return kind == Kind::kAsciiUpper || kind == Kind::kUpper || kind == Kind::kGreekUpper ||
         kind == Kind::kCyrillicUpper;
}
// 0 Latin, 1 Greek, 2 Cyrillic, 3 others
int ScriptOf(Kind kind) {
  if (kind == Kind::kOtherLetter) return 3;
  if (kind == Kind::kGreekLower || kind == Kind::kGreekUpper) return 1;
  if (kind == Kind::kCyrillicLower || kind == Kind::kCyrillicUpper) return 2;
  return 0;
}

Kind KindOf(char32_t c) {
  if (c < 0x80) {
    const char ascii = static_cast<char>(c);
    return IsAsciiLower(ascii)   ? Kind::kAsciiLower
           : IsAsciiUpper(ascii) ? Kind::kAsciiUpper
                                 : Kind::kOther;
  }
  if (c < 0xA0) return Kind::kControl;
  switch (c) {
    case 0xA0:
      return Kind::kNoBreakSpace;
    case 0xAB:    // «
    case 0xBB:    // »
    case 0xAE:    // ®
    case 0x2019:  // ’
    case 0x201D:  // ”
    case 0x203A:  // ›
    case 0x2026:  // …
    case 0x2022:  // •
    case 0x2122:  // ™
      return Kind::kClosing;
    case 0xFFFD:
      return Kind::kOther;
    case 0x192:
    case 0x152:
    case 0x153:
    case 0x178:
      return Kind::kLigature;
    case 0x2013:
    case 0x2014:
      return Kind::kDash;
    case 0x2018:
    case 0x201C:
    case 0x2039:
      return Kind::kOpening;
    case 0x201A:
    case 0x201E:
      return Kind::kLow;
    case 0xAC:
    case 0xB5:
    case 0x2C7:
    case 0x2D8:
    case 0x2D9:
    case 0x2DB:
    case 0x2DD:
    case 0xF8FF:
    case 0xFB01:
    case 0xFB02:
      return Kind::kMath;
    default:
      break;
  }
  if (c < 0xC0 || c == 0xD7 || c == 0xF7) return Kind::kOdd;
  if (c < 0x250) return IsUpper(c) ? Kind::kUpper : Kind::kLower;
  if (c >= 0x370 && c < 0x400 && IsLetter(c))
    return IsUpper(c) ? Kind::kGreekUpper : Kind::kGreekLower;
  if (c >= 0x400 && c < 0x530 && IsLetter(c))
    return IsUpper(c) ? Kind::kCyrillicUpper : Kind::kCyrillicLower;
  if (c >= 0x531 && c < 0x1100) return IsLetter(c) ? Kind::kOtherLetter : Kind::kOther;
  if (c >= 0x2B0 && c < 0x400) return Kind::kOdd;
  if (c >= 0x2010 && c < 0x2100) return Kind::kOdd;
  if (c >= 0x2200 && c < 0x2300) return Kind::kMath;
  if (c == 0x25CA || c == 0x2320 || c == 0x2321 || c == 0x2310) return Kind::kMath;
  if (c >= 0x2500 && c < 0x25A1) return Kind::kBox;
  return Kind::kOther;
}

// What the neighbourhood of two characters costs; 0 for those that stand side by side in texts.
double JunctionCost(Kind a, Kind b) {
  const bool a_ascii = a == Kind::kAsciiLower || a == Kind::kAsciiUpper;
  const bool b_ascii = b == Kind::kAsciiLower || b == Kind::kAsciiUpper;
  if (a_ascii && b_ascii) return 0;
  if (b == Kind::kControl) return 2;
  if (a == Kind::kControl) return IsLetterKind(b) ? 1 : 0;
  if (IsLetterKind(a)) {
    if (b == Kind::kMath) return a_ascii ? 1 : 2;
    if (b == Kind::kLow) return 2;
    if (b == Kind::kBox) return 1;
    if (!a_ascii) {
      if (b == Kind::kOdd) return 2;
      if (b == Kind::kOpening || b == Kind::kLigature) return 1;
      if (b == Kind::kNoBreakSpace) return a == Kind::kUpper ? 0.5 : 0;
    }
    if (IsLetterKind(b)) {
      if (ScriptOf(a) != ScriptOf(b)) return 1;
      if (IsLowerKind(a) && IsUpperKind(b)) return 1;
    }
    return 0;
  }
  const bool a_symbol = a == Kind::kOdd || a == Kind::kMath || a == Kind::kBox || a == Kind::kLow;
  const bool b_symbol = b == Kind::kOdd || b == Kind::kMath || b == Kind::kLow;
  if ((a == Kind::kDash || a == Kind::kClosing) && b_symbol) return 1;
  if (a_symbol && b_symbol && (a != Kind::kBox || b == Kind::kMath)) return 1;
  if (a_symbol && IsLetterKind(b) && !b_ascii) return a == Kind::kBox ? 1 : 0.5;
  return 0;
}

double Badness(std::span<const char32_t> text) {
  double cost = 0;
  Kind before_last = Kind::kOther;
  Kind before = Kind::kOther;
  char32_t last = ' ';
  bool in_low_quotes = false;
  for (const char32_t c : text) {
    Kind kind = KindOf(c);
    if (kind == Kind::kLow) {
      in_low_quotes = true;
    } else if (kind == Kind::kOpening && in_low_quotes) {
      kind = Kind::kClosing;  // „so“
      in_low_quotes = false;
    }
    if (c != last || c < 0x80) {
      double junction = JunctionCost(before, kind);
      if (c >= 0x80 && IsUpperKind(before)) {
        const bool begins_word = !IsLetterKind(before_last);
        if ((c == 0xB2 || c == 0xB3) && begins_word && last != 0xC2) {
          junction = 0;  // Å²
        } else if (IsLowerKind(kind) && IsUpperKind(before_last)) {
          junction += 1;
        } else if (last == 0xC2 && !IsLetterKind(kind) && before_last != Kind::kNoBreakSpace) {
          junction = std::max(junction, 1.0);  // Â ends no word
        }
      }
      cost += junction;
    }
    before_last = before;
    before = kind;
    last = c;
  }
  return cost;
}

// Scripts and symbols that many lists have. Where a line is UTF-8 in two code pages, the one that
// gives these is right.
bool IsCommon(char32_t c) {
  struct Block {
    char32_t first;
    char32_t last;
  };
  constexpr Block kBlocks[] = {
      {0xA0, 0x17F},      // Latin
      {0x218, 0x21B},     // Romanian
      {0x386, 0x3CE},     // Greek
      {0x400, 0x45F},     // Cyrillic
      {0x490, 0x491},     // Ukrainian
      {0x531, 0x589},     // Armenian
      {0x5D0, 0x5EA},     // Hebrew
      {0x600, 0x6FF},     // Arabic
      {0x900, 0xDFF},     // the scripts of India
      {0xE00, 0xEDF},     // Thai, Lao
      {0x1000, 0x10FF},   // Burmese, Georgian
      {0x1200, 0x137F},   // Ethiopic
      {0x1780, 0x17FF},   // Khmer
      {0x1EA0, 0x1EF9},   // Vietnamese
      {0x2010, 0x205E},   // punctuation
      {0x2070, 0x20BF},   // superscripts, money
      {0x2100, 0x27BF},   // arrows, mathematics, boxes, shapes, symbols, dingbats
      {0x3000, 0x30FF},   // CJK punctuation, kana
      {0x4E00, 0x9FFF},   // Han
      {0xAC00, 0xD7A3},   // Hangul
      {0xFE0F, 0xFE0F},   // variation selector
      {0xFF00, 0xFF5E},   // full-width forms
      {0xFFFC, 0xFFFD},   // of objects and characters that are lost
      {0x1F000, 0x1FAFF}  // emoji
  };
  return std::any_of(std::begin(kBlocks), std::end(kBlocks),
                     [c](Block block) { return block.first <= c && c <= block.last; });
}

// Letters of the Latin block of IsCommon that few languages have.
bool IsUnusual(char32_t c) {
  constexpr std::u32string_view kLetters = U"ĈĉĊċĔĕĜĝĠġĤĥĦħĨĩĬĭĲĳĴĵĸĿŀŉŊŋŎŏŔŕŜŝŦŧŬŭŴŵŶŷſ";
  return c >= 0x100 && c < 0x180 && kLetters.find(c) != kLetters.npos;
}

// ---- How well a line can be read as UTF-8 in a code page.

struct Fit {
  int complete = 0;    // sequences of lead byte and all its continuation bytes
  int weight = 0;      // the same, 1 to 3 by length
  int rare = 0;        // those of them that few texts have
  int unusual = 0;     // those that not many have
  int truncated = 0;   // a lead byte and some of them
  int lone = 0;        // a lead byte alone
  int sound = 0;       // letters that may well be no bytes
  int stray = 0;       // continuation bytes alone
  int bad = 0;         // bytes and sequences that are never UTF-8
  int odd = 0;         // complete sequences of what no text has, such as private characters
  int idle = 0;        // those of complete that are signs without what signs go with
  int foreign = 0;     // characters that the code page does not have
  double badness = 0;  // how unlike a text it is
  double gain = 0;     // by how much the complete sequences, decoded, are more like one

  // Compares code pages.
  double Score() const {
    return weight - 1.5 * stray - 0.5 * (lone + sound) - 0.3 * truncated - 2 * bad - foreign -
           rare - 0.25 * unusual;
  }
  // True if it is worth to know the gain.
  bool IsPlausible() const {
    return complete > 0 && 2 * weight > 2 * stray + lone + 4 * bad && 2 * complete >= lone;
  }
  bool IsStrong() const {
    return IsPlausible() && complete > idle && gain >= std::max(1.0, 0.25 * complete);
  }
  bool IsConsistent() const {
    return complete + truncated + lone + odd > 0 && stray == 0 && bad == 0 && foreign == 0 &&
           sound == 0;
  }
};

// Code that does not count is a space.
double BadnessOf(std::span<const Cell> cells, bool with_code) {
  std::u32string text;
  text.reserve(cells.size());
  for (const Cell& cell : cells) text.push_back(cell.code && !with_code ? U' ' : cell.character);
  return Badness(text);
}

// True if a sign from U+00A0 to U+00BF has the neighbours that make sense of it: "£5" and "20 °C"
// were damaged, a lone "Â°" may be there for its own sake. Neither side is a space.
bool HasCause(char32_t sign, char32_t before, char32_t after) {
  const auto is_digit = [](char32_t c) { return c >= '0' && c <= '9'; };
  const auto is_word = [&](char32_t c) { return is_digit(c) || IsLetter(c); };
  switch (sign) {
    case U'£':
    case U'¥':
    case U'¤':
    case U'±':
    case U'§':
    case U'¶':
      return is_digit(after);
    case U'¢':
    case U'º':
    case U'ª':
      return is_digit(before);
    case U'°':
      return is_digit(before) || after == 'C' || after == 'F' || after == 'K';
    case U'¡':
    case U'¿':
    case U'«':
    case U'©':
      return is_word(after);
    case U'´':
    case U'¨':
    case U'¸':
    case U'¯':
    case U'¬':
    case U'¦':
      return false;
    case U'\u00A0':
    case U'\u00AD':
      return true;
    default:
      return is_word(before) || is_word(after);
  }
}

// The character on one side of cell `i`, past one space.
char32_t Neighbour(std::span<const Cell> cells, std::size_t i, int step) {
  for (int skip = 0; skip < 2; ++skip) {
    i += static_cast<std::size_t>(step);
    if (i >= cells.size()) return 0;
    if (cells[i].character != ' ') return cells[i].character;
  }
  return 0;
}

// True if `page` does not have the character at `i`, but a page that needs no more evidence has,
// and it is no letter of a word.
bool IsOfAnotherPage(std::span<const Cell> cells, std::size_t i, CodePage page) {
  const char32_t c = cells[i].character;
  if (c < 0x80 || Encode(page, c) != 0 || IsSoundLetter(cells, i)) return false;
  return (ClassOf(c).any & static_cast<PageSet>(~kStrictPages)) != 0;
}

// What a slot is in a code page.
enum class Piece : std::uint8_t {
  kForeign,
  kSound,
  kStray,
  kBad,
  kComplete,
  kOdd,
  kLone,
  kTruncated
};

// `leads` are the lead bytes that damaged lines are known to have.
Piece PieceAt(std::span<const Cell> cells, std::size_t i, const Slot& slot, const ByteSet& leads) {
  const std::uint8_t first = slot.bytes[0];
  const std::size_t length = SequenceLength(first);
  if (first == 0) return Piece::kForeign;
  if (slot.cells == 1 && first >= 0xC0 && !leads[first] && IsSoundLetter(cells, i)) {
    return Piece::kSound;
  }
  if (first < 0xC0) return Piece::kStray;
  if (length == 0) return Piece::kBad;
  if (slot.cells == length && slot.IsWhole()) {
    const char32_t character = slot.Character();
    if (character == 0) return Piece::kBad;
    return IsTextCharacter(character) || character < 0xA0 ? Piece::kComplete : Piece::kOdd;
  }
  return slot.cells == 1 || slot.spaces + slot.question_marks > 0 ? Piece::kLone
                                                                  : Piece::kTruncated;
}

// Counts the sequence at `i`, which is complete.
void AddComplete(std::span<const Cell> cells, std::size_t i, const Slot& slot, CodePage page,
                 Fit* fit) {
  const char32_t character = slot.Character();
  ++fit->complete;
  fit->weight += static_cast<int>(slot.cells) - 1;
  // Next to what only other code pages have it is a piece of something longer.
  fit->bad += i > 0 && IsOfAnotherPage(cells, i - 1, page);
  fit->idle += character < 0xC0 && !HasCause(character, Neighbour(cells, i, -1),
                                             Neighbour(cells, i + slot.cells - 1, 1));
  if (character == kByteOrderMark && cells[i].range.begin == 0) {
    fit->gain += 2;
  } else {
    fit->rare += !IsCommon(character);
    fit->unusual += IsUnusual(character);
  }
}

// `badness` is that of the cells; `leads` are the lead bytes that damaged lines are known to have.
Fit FitLine(std::span<const Cell> cells, CodePage page, bool with_code, double badness,
            const ByteSet& leads = {}) {
  Fit fit{.badness = badness};
  std::u32string decoded;
  decoded.reserve(cells.size());
  bool is_sequence = false;  // what is before i
  for (std::size_t i = 0; i < cells.size();) {
    const char32_t c = cells[i].character;
    if (c < 0x80 || (cells[i].code && !with_code)) {
      decoded.push_back(cells[i].code && !with_code ? U' ' : c);
      is_sequence = false;
      ++i;
      continue;
    }
    const Slot slot = ReadSlot(cells.subspan(i), page);
    const Piece piece = PieceAt(cells, i, slot, leads);
    if (piece == Piece::kComplete) {
      AddComplete(cells, i, slot, page, &fit);
      decoded.push_back(slot.Character());
    } else {
      for (std::size_t k = 0; k < slot.cells; ++k) decoded.push_back(cells[i + k].character);
    }
    fit.sound += piece == Piece::kSound;
    fit.stray += piece == Piece::kStray;
    fit.bad += piece == Piece::kBad;
    fit.odd += piece == Piece::kOdd;
    fit.lone += piece == Piece::kLone;
    fit.truncated += piece == Piece::kTruncated;
    if (piece == Piece::kForeign) {
      fit.foreign += c != kReplacement && c != kUnknownCharacter;
      fit.bad += is_sequence && IsOfAnotherPage(cells, i, page);
    }
    is_sequence = piece == Piece::kComplete;
    i += slot.cells;
  }
  if (!fit.IsPlausible()) return fit;
  // Text that was damaged twice is as bad as before, but all of it is UTF-8.
  const bool is_all_utf8 =
      fit.complete >= 6 && fit.stray + fit.lone + fit.truncated + fit.bad + fit.odd == 0;
  fit.gain += fit.badness - (is_all_utf8 ? 0 : Badness(decoded)) - 1.5 * fit.rare;
  return fit;
}

// The code pages in which a lead byte of the line has a continuation byte behind it.
PageSet PagesOf(std::span<const Cell> cells, bool with_code) {
  PageSet pages = 0;
  PageSet lead = 0;
  for (const Cell& cell : cells) {
    if (cell.code && !with_code) {
      lead = 0;
      continue;
    }
    const CharClass classes = ClassOf(cell.character);
    pages |= lead & (cell.character == kReplacement ? kAllPages : classes.continuation);
    lead = classes.lead;
  }
  return pages;
}

template <typename Use>
void ForEachPage(PageSet pages, Use use) {
  for (int page = 0; page < kCodePageCount; ++page) {
    if (pages & (1u << page)) use(static_cast<CodePage>(page));
  }
}

// ---- Texts about mojibake.

bool ContainsIgnoreCase(std::string_view text, std::string_view lower) {
  return std::search(text.begin(), text.end(), lower.begin(), lower.end(),
                     [](char a, char b) { return AsciiLower(a) == b; }) != text.end();
}

// True if the line talks of encodings, or shows its odd characters between quotes.
bool IsAboutMojibake(std::span<const Cell> cells) {
  std::string ascii;
  for (const Cell& cell : cells)
    ascii.push_back(cell.character < 0x80 ? static_cast<char>(cell.character) : '\x7F');
  for (const std::string_view word :
       {"mojibake", "utf-8", "utf8", "encoding", "charset", "codepage", "code page", "latin-1",
        "latin1", "iso-8859", "iso 8859", "windows-125", "cp125", "unicode", "garbled"}) {
    if (ContainsIgnoreCase(ascii, word)) return true;
  }
  const auto is_quote = [](char32_t c) {
    return c == '"' || c == '\'' || (c >= 0x2018 && c <= 0x201F) || c == 0xAB || c == 0xBB ||
           c == 0x300C || c == 0x300D;
  };
  // Curly quotes may be part of the damage; then the character before them is too.
  const auto is_ascii_at = [&](std::size_t i) {
    return i >= cells.size() || cells[i].character < 0x80;
  };
  for (std::size_t i = 0; i + 1 < cells.size(); ++i) {
    if (!is_quote(cells[i].character) || !is_ascii_at(i - 1) || is_ascii_at(i + 1)) continue;
    std::size_t end = i + 1;
    while (!is_ascii_at(end) && !is_quote(cells[end].character)) ++end;
    if (end > i + 2 && end < cells.size() && is_quote(cells[end].character) && is_ascii_at(end + 1))
      return true;
  }
  return false;
}

// ---- What became of the bytes that the code page has no character for.

// What the damaged lines tell of each byte.
struct ByteEvidence {
  std::array<int, 256> seen = {};  // in complete sequences, also as a C1 control
  int controls = 0;                // C1 controls, or what else stands for undefined bytes
  int continuations = 0;           // in complete sequences
  int in_threes = 0;               // of them in such of three bytes
  int incomplete = 0;
  int before_replacement = 0;  // incomplete sequences with U+FFFD in or behind them
  int before_question_mark = 0;
  int before_space = 0;

  // One stray character that is there for another reason must not count.
  bool Has(std::uint8_t byte) const { return seen[byte] > continuations / 2000; }
};

// True if the sequence with `byte` behind it is a character that is as likely there as one that
// lost another last byte, as emoji and the closing quote often do.
bool MayEndWith(Slot slot, std::uint8_t byte) {
  const std::size_t length = SequenceLength(slot.bytes[0]);
  if (length == 4 || slot.cells + 1 != length) return false;
  if (slot.bytes[0] == 0xE2 && slot.bytes[1] == 0x80) return false;
  slot.bytes[slot.cells++] = byte;
  return IsCommon(slot.Character());
}

ByteEvidence Collect(std::span<const CellLine> lines, const Detection& detection,
                     const ByteSet& leads) {
  ByteEvidence evidence;
  const ByteSet undefined = UndefinedBytes(detection.process.page);
  const std::uint8_t no_break_space = Encode(detection.process.page, 0xA0);
  for (const std::size_t index : detection.lines) {
    const std::span<const Cell> cells = lines[index].cells;
    for (std::size_t i = 0; i < cells.size();) {
      const Slot slot = ReadSlot(cells.subspan(i), detection.process.page);
      const std::size_t length = SequenceLength(slot.bytes[0]);
      const std::size_t end = i + slot.cells;
      const char32_t next = end < cells.size() ? cells[end].character : 0;
      if (length > 1) {
        if (slot.placeholders > 0 || (slot.cells < length && next == kReplacement)) {
          ++evidence.incomplete;
          ++evidence.before_replacement;
        } else if (slot.spaces + slot.question_marks > 0) {
          ++evidence.incomplete;
          ++(slot.spaces > 0 ? evidence.before_space : evidence.before_question_mark);
        } else if (slot.cells == length) {
          for (std::size_t k = 0; k < length; ++k) {
            ++evidence.seen[slot.bytes[k]];
            const char32_t c = cells[i + k].character;
            evidence.controls += undefined[slot.bytes[k]] || (c >= 0x80 && c < 0xA0);
          }
          evidence.continuations += static_cast<int>(length) - 1;
          if (length == 3) evidence.in_threes += 2;
        } else if (slot.cells > 1 || leads[slot.bytes[0]] || !IsSoundLetter(cells, i)) {
          ++evidence.incomplete;
          evidence.before_question_mark += next == '?';
          evidence.before_space += next == ' ' && MayEndWith(slot, no_break_space);
        }
      }
      i = end;
    }
  }
  return evidence;
}

Process InferProcess(const ByteEvidence& evidence, CodePage page, PageSet tied) {
  Process process{.page = page};
  if (evidence.incomplete == 0) {
    // Nothing is missing, so it does not matter what would be; but what was seen of it does.
    process.lost = UndefinedBytes(page);
    return process;
  }
  ForEachPage(tied, [&](CodePage other) { process.lost |= UndefinedBytes(other); });
  // Stripping "control characters" from latin-1 takes all of 80 to 9F.
  if (process.lost.none() && evidence.controls == 0) {
    for (int byte = 0x80; byte < 0xA0; ++byte) {
      const char32_t c = Decode(page, static_cast<std::uint8_t>(byte));
      process.lost[byte] = c >= 0x80 && c < 0xA0;
    }
  }
  // A byte that is there was not lost.
  for (int byte = 0x80; byte < 0x100; ++byte) {
    if (evidence.Has(static_cast<std::uint8_t>(byte))) process.lost[byte] = false;
  }
  const std::uint8_t no_break_space = Encode(page, 0xA0);
  const int spaces =
      no_break_space != 0 && !evidence.Has(no_break_space) ? evidence.before_space : 0;
  if (evidence.before_replacement * 2 >= evidence.incomplete) {
    process.lost_byte = LostByte::kReplacement;
  } else if (evidence.before_question_mark * 2 >= evidence.incomplete) {
    process.lost_byte = LostByte::kQuestionMark;
  } else if (process.lost.any() && evidence.controls == 0 && spaces < evidence.incomplete) {
    process.lost_byte = LostByte::kDropped;
  }
  // In a text of some length in a script of three-byte characters the byte A0 is always there, if
  // it is kept. In others words may end in a character that lost its last byte.
  process.no_break_space_became_space =
      spaces > 0 && (process.lost_byte != LostByte::kDropped || evidence.in_threes >= 200 ||
                     spaces * 2 > evidence.incomplete);
  const int unexplained =
      evidence.incomplete - evidence.before_replacement -
      (process.lost_byte == LostByte::kQuestionMark ? evidence.before_question_mark : 0) -
      (process.no_break_space_became_space ? spaces : 0);
  const std::uint8_t soft_hyphen = Encode(page, 0xAD);
  process.soft_hyphen_dropped = soft_hyphen != 0 && !evidence.Has(soft_hyphen) && unexplained > 0;
  if (process.lost_byte == LostByte::kControl) process.lost = UndefinedBytes(page);
  return process;
}

// From fewer characters that lost bytes than these it is not known what became of the bytes.
constexpr int kFewLosses = 3;
// After so many lines, code pages that are far behind are given up.
constexpr std::size_t kEarlyVotes = 24;

using PageScores = std::array<double, kCodePageCount>;

constexpr std::size_t IndexOf(CodePage page) { return static_cast<std::size_t>(page); }

// A line that looks damaged by itself votes for a code page.
struct Vote {
  std::size_t line = 0;
  std::array<Fit, kCodePageCount> fits = {};
  PageSet strong = 0;
  bool about = false;  // it speaks of mojibake
};

struct Votes {
  std::vector<Vote> all = {};  // by line
  PageSet left = 0;            // the code pages that may still win
};

PageSet WithoutFarBehind(PageSet pages, const PageScores& scores) {
  const double lead = *std::max_element(scores.begin(), scores.end());
  PageSet left = pages;
  ForEachPage(pages, [&](CodePage page) {
    if (scores[IndexOf(page)] < lead / 2) left &= static_cast<PageSet>(~Bit(page));
  });
  return left;
}

Votes CollectVotes(std::span<const CellLine> lines, PageSet pages) {
  Votes votes{.left = pages};
  PageScores scores = {};
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const PageSet possible = votes.left & PagesOf(lines[i].cells, false);
    if (possible == 0) continue;
    Vote vote{.line = i};
    const double badness = BadnessOf(lines[i].cells, false);
    ForEachPage(possible, [&](CodePage page) {
      vote.fits[IndexOf(page)] = FitLine(lines[i].cells, page, false, badness);
      if (vote.fits[IndexOf(page)].IsStrong()) vote.strong |= Bit(page);
    });
    if (vote.strong == 0) continue;
    ForEachPage(votes.left & ~possible, [&](CodePage page) {
      vote.fits[IndexOf(page)] = FitLine(lines[i].cells, page, false, badness);
    });
    ForEachPage(votes.left,
                [&](CodePage page) { scores[IndexOf(page)] += vote.fits[IndexOf(page)].Score(); });
    if (votes.all.size() == kEarlyVotes) votes.left = WithoutFarBehind(votes.left, scores);
    vote.about = IsAboutMojibake(lines[i].cells);
    votes.all.push_back(vote);
  }
  return votes;
}

// Where hardly any line is damaged but such as talk of it, they show it.
void DropExamples(std::vector<Vote>* votes) {
  const auto plain =
      std::count_if(votes->begin(), votes->end(), [](const Vote& vote) { return !vote.about; });
  if (plain >= 3) return;
  votes->erase(
      std::remove_if(votes->begin(), votes->end(), [](const Vote& vote) { return vote.about; }),
      votes->end());
}

struct Winner {
  CodePage page = {};
  PageSet tied = 0;  // with as many votes, itself included
};

std::optional<Winner> FindWinner(const Votes& votes) {
  PageScores scores = {};
  PageScores gains = {};
  std::array<int, kCodePageCount> complete = {};
  for (const Vote& vote : votes.all) {
    for (std::size_t page = 0; page < kCodePageCount; ++page) {
      const Fit& fit = vote.fits[page];
      scores[page] += fit.Score();
      if ((vote.strong & (1u << page)) == 0) continue;
      gains[page] += fit.gain;
      complete[page] += fit.complete;
    }
  }
  std::optional<Winner> winner;
  ForEachPage(votes.left, [&](CodePage page) {
    const std::size_t i = IndexOf(page);
    if (gains[i] < 1) return;
    if ((kStrictPages & Bit(page)) && gains[i] < 6 && complete[i] < 8) return;
    if (!winner || scores[i] > scores[IndexOf(winner->page)]) winner = Winner{.page = page};
  });
  if (!winner) return std::nullopt;
  ForEachPage(votes.left, [&](CodePage page) {
    const double difference = scores[IndexOf(winner->page)] - scores[IndexOf(page)];
    if (difference > -1e-6 && difference < 1e-6) winner->tied |= Bit(page);
  });
  return winner;
}

// All lines, judged with the code page known: weaker ones than those that vote, too. Indices.
struct JudgedLines {
  std::vector<std::size_t> strong = {};
  std::vector<std::size_t> consistent = {};
  std::vector<std::size_t> weak = {};  // not only consistent, but less like a text than what it was
  std::vector<std::size_t> incomplete = {};  // the same of lines that lost bytes
  std::size_t complete = 0;  // of the consistent ones, those with complete sequences
  std::size_t misfits = 0;
  std::size_t letters = 0;  // lines that have letters of the code page and are clean
  std::size_t sound = 0;    // letters in strong lines that are clean
};

// The lead bytes of the complete sequences in `damaged` lines.
ByteSet LeadsOf(std::span<const CellLine> lines, std::span<const std::size_t> damaged,
                CodePage page) {
  ByteSet leads;
  for (const std::size_t index : damaged) {
    const std::span<const Cell> cells = lines[index].cells;
    for (std::size_t i = 0; i < cells.size();) {
      const Slot slot = ReadSlot(cells.subspan(i), page);
      const std::size_t length = SequenceLength(slot.bytes[0]);
      if (length > 1 && slot.cells == length && slot.IsWhole()) leads[slot.bytes[0]] = true;
      i += slot.cells;
    }
  }
  return leads;
}

JudgedLines JudgeLines(std::span<const CellLine> lines, const std::vector<Vote>& votes,
                       CodePage page) {
  JudgedLines out;
  for (const Vote& vote : votes) {
    if (vote.strong & Bit(page)) out.strong.push_back(vote.line);
  }
  const ByteSet leads = LeadsOf(lines, out.strong, page);
  auto strong = out.strong.begin();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Fit fit = FitLine(lines[i].cells, page, true, BadnessOf(lines[i].cells, true), leads);
    if (strong != out.strong.end() && *strong == i) {
      ++strong;
      out.sound += static_cast<std::size_t>(fit.sound);
      continue;
    }
    const int begun = fit.complete + fit.truncated;
    if (!fit.IsConsistent()) {
      out.misfits += begun + fit.lone + fit.sound + fit.odd + fit.stray + fit.bad + fit.foreign > 0;
      out.letters += fit.lone + fit.sound + fit.bad > 0;
      continue;
    }
    out.consistent.push_back(i);
    out.complete += fit.complete > 0;
    if (fit.complete > 0 && fit.gain > 0 && fit.truncated + fit.lone == 0) {
      out.weak.push_back(i);
    } else if (begun > 0 && fit.lone <= begun && fit.badness >= 1) {
      out.incomplete.push_back(i);
    } else {
      out.letters += fit.lone > 0;
    }
  }
  return out;
}

}  // namespace

bool IsSuspicious(std::string_view text) {
  PageSet lead = 0;
  for (std::size_t at = SkipAscii(text, 0); at < text.size();) {
    const auto first = static_cast<unsigned char>(text[at]);
    if (first < 0x80) {
      lead = 0;
      at = SkipAscii(text, at);
      continue;
    }
    // E2 and EF hold the punctuation and symbols of the code pages, C2 to D2 their letters.
    if (first > 0xD2 && first != 0xE2 && first != 0xEF) {
      lead = 0;
      at += first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
      continue;
    }
    const CodePoint c = DecodeUtf8(text, at);
    const CharClass classes = ClassOf(c.value);
    const PageSet continuation = c.value == kReplacement ? kAllPages : classes.continuation;
    if (lead & continuation) return true;
    lead = classes.lead;
    at += c.length;
  }
  return false;
}

bool LooksDamaged(const CellLine& line, PageSet pages) {
  pages &= PagesOf(line.cells, false);
  if (pages == 0) return false;
  std::optional<double> badness;
  bool strong = false;
  ForEachPage(pages, [&](CodePage page) {
    if (strong) return;
    Fit fit = FitLine(line.cells, page, false, 0);
    if (!fit.IsPlausible()) return;
    if (!badness) badness = BadnessOf(line.cells, false);
    fit.gain += *badness;
    strong = fit.IsStrong();
  });
  return strong;
}

std::optional<Detection> Detect(std::span<const CellLine> lines, PageSet pages) {
  Votes votes = CollectVotes(lines, pages);
  DropExamples(&votes.all);
  const std::optional<Winner> winner = FindWinner(votes);
  if (!winner) return std::nullopt;
  const JudgedLines judged = JudgeLines(lines, votes.all, winner->page);
  Detection detection{.process = {.page = winner->page},
                      .tied = winner->tied,
                      .uniform = judged.misfits * 20 <= judged.strong.size() + judged.complete,
                      .pure = judged.misfits + judged.sound == 0,
                      .lines = judged.strong};
  const auto add = [&](const std::vector<std::size_t>& more) {
    detection.lines.insert(detection.lines.end(), more.begin(), more.end());
  };
  if (detection.uniform) {
    add(judged.consistent);
  } else {
    add(judged.weak);
    // Where clean lines do without the letters of the code page, those lines are damaged too.
    if (judged.letters * 20 <= judged.strong.size() + judged.incomplete.size()) {
      add(judged.incomplete);
    }
  }
  std::sort(detection.lines.begin(), detection.lines.end());
  const ByteEvidence evidence =
      Collect(lines, detection, LeadsOf(lines, judged.strong, winner->page));
  detection.process = InferProcess(evidence, winner->page, winner->tied);
  if (evidence.incomplete > 0 && evidence.incomplete < kFewLosses) detection.pure = false;
  for (int byte = 0x80; byte < 0x100; ++byte) {
    detection.seen[byte] = evidence.Has(static_cast<std::uint8_t>(byte));
  }
  return detection;
}

}  // namespace awl::mojibake
