#include "mojibake/slots.h"

#include "base/utf8.h"
#include "mojibake/model.h"

namespace awl::mojibake {

char32_t CharacterOf(const std::uint8_t* bytes, std::size_t length) {
  char text[4] = {};
  for (std::size_t i = 0; i < length; ++i) text[i] = static_cast<char>(bytes[i]);
  const CodePoint c = DecodeUtf8({text, length}, 0);
  return c.valid && c.length == length ? c.value : 0;
}

char32_t Slot::Character() const { return CharacterOf(bytes, cells); }

bool IsContinuation(char32_t c, CodePage page) {
  const std::uint8_t byte = c < 0x80 ? 0 : Encode(page, c);
  return byte >= 0x80 && byte < 0xC0;
}

Slot ReadSlot(std::span<const Cell> cells, CodePage page) {
  Slot slot;
  const char32_t first = cells[0].character;
  slot.bytes[0] = first < 0x80 ? 0 : Encode(page, first);
  const std::size_t length = slot.bytes[0] < 0x80 ? 1 : SequenceLength(slot.bytes[0]);
  while (slot.cells < length && slot.cells < cells.size()) {
    const char32_t c = cells[slot.cells].character;
    if (c == 0xFFFD || c == kUnknownCharacter) {
      ++slot.placeholders;
    } else if (c == ' ' || c == '?') {
      if (slot.cells + 1 >= length || slot.cells + 1 >= cells.size() ||
          !IsContinuation(cells[slot.cells + 1].character, page))
        break;
      ++(c == ' ' ? slot.spaces : slot.question_marks);
    } else {
      if (!IsContinuation(c, page)) break;
      slot.bytes[slot.cells] = Encode(page, c);
    }
    ++slot.cells;
  }
  return slot;
}

}  // namespace awl::mojibake
