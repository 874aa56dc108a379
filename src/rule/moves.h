#ifndef AWL_RULE_MOVES_H_
#define AWL_RULE_MOVES_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "awl/diagnostic.h"
#include "awl/source.h"

// Sorting by moving things that stand below each other: items of a list, rows, sections.

namespace awl {

// Whole lines that may go to another place among their like. Between two of them stand blank lines,
// or others that stay where they are.
struct Movable {
  Range text = {};      // without blank lines around it and the last line end
  Offset previous = 0;  // where what stands before it ends, line end excluded
  Offset next = 0;      // where what follows it begins; text.end if nothing does
};

// Equal keys get equal ranks, lower keys lower ones; `descending` turns that around.
std::vector<std::uint32_t> RankKeys(std::span<const std::string> keys, bool descending);

// A longest run of indices whose ranks do not fall: what may stay when the others are moved.
std::vector<std::size_t> LongestRun(std::span<const std::uint32_t> ranks);

// One that has to go to another place.
struct Move {
  std::size_t index = 0;
  std::size_t neighbour = 0;  // one that stays: the last that it comes after, or the first of all
  bool after = true;
  // The edits of this move and of all others that cannot be made without it; empty where an earlier
  // move has them.
  std::vector<Edit> edits = {};
};

// The moves that put all but `kept` where they belong; `kept` is not empty and in order. The edits
// move the lines with the blank lines after them, or before them where nothing follows.
std::vector<Move> MovesToSort(const Source& source, std::span<const Movable> things,
                              std::span<const std::uint32_t> ranks,
                              std::span<const std::size_t> kept);
// The same without edits.
std::vector<Move> MovesToSort(std::span<const std::uint32_t> ranks,
                              std::span<const std::size_t> kept);

// What a name is sorted by, beyond CollationKey: numbers by their value, signs left out.
struct NameOrder {
  bool natural = true;  // "Python 2" before "Python 10"
  enum class Signs : std::uint8_t { kKeep, kSkipLeading, kSkip };
  Signs signs = Signs::kSkipLeading;           // what is no letter or number
  std::span<const std::string> articles = {};  // collation keys of words that do not count in front
};
std::string NameKey(std::string_view name, const NameOrder& order);

}  // namespace awl

#endif  // AWL_RULE_MOVES_H_
