#ifndef AWL_MOJIBAKE_SLOTS_H_
#define AWL_MOJIBAKE_SLOTS_H_

#include <cstddef>
#include <cstdint>
#include <span>

#include "mojibake/cells.h"
#include "mojibake/codepages.h"

namespace awl::mojibake {

// What stands for one character of the lost text: a lead byte of UTF-8 and the continuation bytes
// that are left. No default code page loses lead bytes that texts have, so the next lead byte
// always begins the next character.
struct Slot {
  std::size_t cells = 1;         // at least 1
  std::uint8_t bytes[4] = {};    // of each cell; 0 where it has none in the code page
  std::size_t placeholders = 0;  // cells that are U+FFFD or undecided
  // Cells between bytes that are ASCII and were none: a space for a no-break space, '?' for a byte
  // without a character.
  std::size_t spaces = 0;
  std::size_t question_marks = 0;

  bool IsWhole() const { return placeholders + spaces + question_marks == 0; }

  // The character of a complete slot, or 0 if its bytes are not UTF-8.
  char32_t Character() const;
};

// True if the byte of `c` in `page` is a continuation byte.
bool IsContinuation(char32_t c, CodePage page);

// The slot that begins at the first of `cells`. A cell that is no lead byte is a slot of its own.
Slot ReadSlot(std::span<const Cell> cells, CodePage page);

// The number of bytes of a sequence with this lead byte; 1 for ASCII, 0 for what begins none.
constexpr std::size_t SequenceLength(std::uint8_t lead) {
  if (lead < 0x80) return 1;
  if (lead < 0xC2) return 0;
  if (lead < 0xE0) return 2;
  if (lead < 0xF0) return 3;
  return lead <= 0xF4 ? 4 : 0;
}

// The character of the `length` bytes of a UTF-8 sequence, or 0 if they are none.
char32_t CharacterOf(const std::uint8_t* bytes, std::size_t length);

}  // namespace awl::mojibake

#endif  // AWL_MOJIBAKE_SLOTS_H_
