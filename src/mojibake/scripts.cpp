#include "mojibake/scripts.h"

#include <initializer_list>

#include "text/unicode.h"

namespace awl::mojibake {
namespace {

constexpr char32_t kHan = 0x4E00;
constexpr char32_t kHangul = 0xAC00;
constexpr char32_t kKana = 0x3000;
constexpr char32_t kLatin = 0;
constexpr char32_t kCyrillic = 0x400;

// The beginning of a block of 256 characters, or of a larger one that is used together.
char32_t BlockOf(char32_t c) {
  if (c < 0x250 || (c >= 0x1E00 && c < 0x1F00)) return kLatin;
  if ((c >= 0x3400 && c < 0xA000) || (c >= 0xF900 && c < 0xFB00) || (c >= 0x20000 && c < 0x33480)) {
    return kHan;
  }
  if (c >= 0xAC00 && c < 0xD7B0) return kHangul;
  if ((c >= 0x3000 && c < 0x3200) || (c >= 0xFF00 && c < 0xFFF0)) return kKana;
  return c & ~char32_t{0xFF};
}

}  // namespace

void ScriptCounts::AddDamaged(const CellLine& line) {
  for (const Cell& cell : line.cells) {
    if (cell.changed && cell.choice == kNoChoice && !cell.deduced) Add(cell.character);
  }
}

void ScriptCounts::AddClean(const CellLine& line) {
  for (const Cell& cell : line.cells) {
    if (cell.character >= 0x80) Add(cell.character);
  }
}

void ScriptCounts::Add(char32_t c) {
  const char32_t block = BlockOf(c);
  ++counts_[block];
  if (IsLetter(c)) ++letters_[block];
}

bool ScriptCounts::Has(char32_t c) const { return counts_.contains(BlockOf(c)); }

double ScriptCounts::ShareOf(Language language) const {
  const auto share = [&](std::initializer_list<char32_t> blocks) {
    std::size_t own = 0;
    std::size_t all = 0;
    for (const auto& [block, count] : letters_) {
      all += count;
      for (const char32_t each : blocks) own += each == block ? count : 0;
    }
    return all == 0 ? 0 : static_cast<double>(own) / static_cast<double>(all);
  };
  switch (language) {
    case Language::kUnknown:
      return 0;
    case Language::kZhHans:
    case Language::kZhHant:
      return share({kHan});
    case Language::kJa:
      return share({kHan, kKana});
    case Language::kKo:
      return share({kHangul});
    case Language::kRu:
      return share({kCyrillic});
    default:
      return share({kLatin});
  }
}

}  // namespace awl::mojibake
