#ifndef AWL_MOJIBAKE_CELLS_H_
#define AWL_MOJIBAKE_CELLS_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "awl/source.h"

namespace awl::mojibake {

inline constexpr std::uint32_t kNoChoice = ~std::uint32_t{0};

// One character of a line on its way back, and the bytes of the source that it came from.
struct Cell {
  char32_t character = 0;  // kUnknownCharacter if it is not decided
  Range range = {};
  std::uint32_t choice = kNoChoice;  // index into CellLine::choices; cells may share one
  bool code = false;                 // in a code span or block
  bool changed = false;              // not what stands in the source
  bool deduced = false;              // bytes are missing, and only this character fits
};

// What an undecided character may be.
struct Choice {
  std::vector<char32_t> characters = {};
  // Those of them that leave the space behind them in the source: the others take it for the byte
  // A0.
  std::vector<char32_t> with_space = {};
  // It may also be clean as it stands: whatever it becomes, it is not safe.
  bool doubtful = false;
};

struct CellLine {
  std::uint32_t line = 0;  // as Source numbers them
  Range range = {};        // without its line end
  std::vector<Cell> cells = {};
  std::vector<Choice> choices = {};
};

// `code` are the ranges of code in the source, in order, not overlapping.
CellLine MakeCells(const Source& source, std::uint32_t line, std::span<const Range> code);

// True if the character at `i` is a letter beyond ASCII that belongs where it is: its neighbours
// are ASCII or letters, and no small letter is followed by a capital.
bool IsSoundLetter(std::span<const Cell> cells, std::size_t i);

// True for characters that texts are made of: no controls, nothing private or unassigned.
bool IsTextCharacter(char32_t c);

}  // namespace awl::mojibake

#endif  // AWL_MOJIBAKE_CELLS_H_
