#ifndef AWL_MOJIBAKE_CODEPAGES_H_
#define AWL_MOJIBAKE_CODEPAGES_H_

#include <bitset>
#include <cstdint>
#include <optional>
#include <string_view>

namespace awl::mojibake {

// The single-byte code pages that UTF-8 is mistaken for, in the order in which ties are decided.
enum class CodePage : std::uint8_t {
  kWindows1252,
  kLatin1,
  kWindows1254,
  kWindows1250,
  kWindows1251,
  kWindows1253,
  kWindows1257,
  kMacRoman,
  kCp437,
  kCp850,
  kCp866,
  kKoi8R,
};
inline constexpr int kCodePageCount = 12;

// One bit for each CodePage.
using PageSet = std::uint16_t;
constexpr PageSet Bit(CodePage page) { return static_cast<PageSet>(1u << static_cast<int>(page)); }
inline constexpr PageSet kAllPages = (1u << kCodePageCount) - 1;
// Their letters stand where others have symbols (or the reverse), so that whole clean words look
// like UTF-8 in them: they need more evidence.
inline constexpr PageSet kStrictPages =
    Bit(CodePage::kCp437) | Bit(CodePage::kCp850) | Bit(CodePage::kCp866) | Bit(CodePage::kKoi8R);

// A set of byte values.
using ByteSet = std::bitset<256>;

// "windows-1252", "latin-1", "mac-roman", "cp437", …
std::string_view Name(CodePage page);
std::optional<CodePage> CodePageNamed(std::string_view name);

// The character of `byte` in `page`; 0 where the byte is undefined. ASCII is the same in all.
char32_t Decode(CodePage page, std::uint8_t byte);
ByteSet UndefinedBytes(CodePage page);

// What a character may stand for: in which code pages its byte is a lead byte of UTF-8 (C2 to F4),
// in which a continuation byte (80 to BF), and in which any byte from 80. A byte that a page
// leaves undefined has the character of the same number (mostly a C1 control), since most decoders
// keep it so.
struct CharClass {
  PageSet lead = 0;
  PageSet continuation = 0;
  PageSet any = 0;
};
CharClass ClassOf(char32_t character);

// The byte from 0x80 whose character in `page` this is, or 0.
std::uint8_t Encode(CodePage page, char32_t character);

}  // namespace awl::mojibake

#endif  // AWL_MOJIBAKE_CODEPAGES_H_
