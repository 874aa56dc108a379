#include "mojibake/codepages.h"

#include <array>
#include <iterator>

#include "mojibake/codepages_table.h"

namespace awl::mojibake {
namespace {

static_assert(std::size(kCodePageTable) == kCodePageCount);

constexpr std::string_view kNames[kCodePageCount] = {
    "windows-1252", "latin-1",   "windows-1254", "windows-1250", "windows-1251", "windows-1253",
    "windows-1257", "mac-roman", "cp437",        "cp850",        "cp866",        "koi8-r"};

constexpr int kMaxRows = 640;
constexpr char32_t kDenseEnd = 0x2600;  // above it the pages have three characters only

struct Row {
  std::uint8_t byte[kCodePageCount] = {};
  CharClass classes = {};
};

// All characters of all pages. Row 0 is that of the characters which no page has.
struct Index {
  std::array<std::uint16_t, kDenseEnd> row_of = {};
  std::uint16_t fi = 0;     // U+FB01
  std::uint16_t fl = 0;     // U+FB02
  std::uint16_t apple = 0;  // U+F8FF
  std::array<Row, kMaxRows> rows = {};
  std::uint16_t row_count = 1;

  constexpr std::uint16_t& Slot(char32_t c) {
    if (c < kDenseEnd) return row_of[c];
    return c == 0xFB01 ? fi : c == 0xFB02 ? fl : apple;
  }

  constexpr void Add(int page, std::uint8_t byte, char32_t c) {
    std::uint16_t& slot = Slot(c);
    if (slot == 0) slot = row_count++;
    Row& row = rows[slot];
    row.byte[page] = byte;
    const PageSet bit = static_cast<PageSet>(1u << page);
    row.classes.any |= bit;
    if (byte < 0xC0) row.classes.continuation |= bit;
    if (byte >= 0xC2 && byte <= 0xF4) row.classes.lead |= bit;
  }
};

constexpr Index MakeIndex() {
  Index index;
  for (int page = 0; page < kCodePageCount; ++page) {
    for (int i = 0; i < 128; ++i) {
      const auto byte = static_cast<std::uint8_t>(0x80 + i);
      const char32_t c = kCodePageTable[page][i];
      if (c != 0) {
        index.Add(page, byte, c);
      } else {
        index.Add(page, byte, byte);
      }
    }
  }
  return index;
}

constexpr Index kIndex = MakeIndex();

const Row& RowOf(char32_t c) {
  if (c < kDenseEnd) return kIndex.rows[kIndex.row_of[c]];
  if (c == 0xFB01) return kIndex.rows[kIndex.fi];
  if (c == 0xFB02) return kIndex.rows[kIndex.fl];
  return kIndex.rows[c == 0xF8FF ? kIndex.apple : 0];
}

}  // namespace

std::string_view Name(CodePage page) { return kNames[static_cast<int>(page)]; }

std::optional<CodePage> CodePageNamed(std::string_view name) {
  for (int page = 0; page < kCodePageCount; ++page) {
    if (kNames[page] == name) return static_cast<CodePage>(page);
  }
  return std::nullopt;
}

char32_t Decode(CodePage page, std::uint8_t byte) {
  return byte < 0x80 ? byte : kCodePageTable[static_cast<int>(page)][byte - 0x80];
}

ByteSet UndefinedBytes(CodePage page) {
  ByteSet bytes;
  for (int byte = 0x80; byte < 0x100; ++byte) {
    bytes[byte] = Decode(page, static_cast<std::uint8_t>(byte)) == 0;
  }
  return bytes;
}

CharClass ClassOf(char32_t character) { return RowOf(character).classes; }

std::uint8_t Encode(CodePage page, char32_t character) {
  return RowOf(character).byte[static_cast<int>(page)];
}

}  // namespace awl::mojibake
