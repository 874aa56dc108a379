#ifndef AWL_MOJIBAKE_DETECT_H_
#define AWL_MOJIBAKE_DETECT_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "awl/source.h"
#include "mojibake/cells.h"
#include "mojibake/codepages.h"
#include "mojibake/damage.h"

namespace awl::mojibake {

// True if `text` has a character that may be a lead byte of UTF-8 in some code page, and what may
// be a continuation byte behind it. One table lookup for each character of the scripts that code
// pages have, none for the others: clean text is left here.
bool IsSuspicious(std::string_view text);

// How lines were damaged. What it says holds for all of them together.
struct Detection {
  Process process = {};
  PageSet tied = 0;      // the code pages that explain the text as well as process.page
  bool uniform = false;  // all lines went through it; false: only some, others are clean
  // Nothing in the text, not even within the damaged lines, is clean, and it is known what became
  // of lost bytes. Then every letter of the code page was a byte, also one that is all that is left
  // of a character.
  bool pure = false;
  ByteSet seen = {};                    // the bytes of the sequences that are complete
  std::vector<std::size_t> lines = {};  // indices into the lines given
};

// Decides which of `lines` went through a process together, and which one. `lines` hold all lines
// of a text that are not ASCII. None if there is no such process, or if the lines speak *about*
// such damage.
std::optional<Detection> Detect(std::span<const CellLine> lines, PageSet pages);

// True if the characters of the line that are not ASCII look like UTF-8 in one of `pages`, and
// unlike a text. Detect finds nothing where no line does.
bool LooksDamaged(const CellLine& line, PageSet pages);

}  // namespace awl::mojibake

#endif  // AWL_MOJIBAKE_DETECT_H_
