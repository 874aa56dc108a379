#ifndef AWL_MOJIBAKE_MODEL_TABLES_H_
#define AWL_MOJIBAKE_MODEL_TABLES_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace awl::mojibake {

// A symbol of a model's alphabet: its index there. Characters that the tables never saw have none.
using SymbolId = std::uint16_t;
inline constexpr SymbolId kNoSymbol = 0xFFFF;

// Sequences of symbols, level by level: the children of a node stand together, ordered by symbol.
// Node indices count from 0 in each level.
class Trie {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  struct Level {
    std::vector<std::uint32_t> first_child;  // by parent, and one more: where its children begin
    std::vector<SymbolId> symbol;
    std::array<std::vector<std::uint8_t>, 2> values;
  };

  std::size_t depth() const { return levels_.size(); }
  // The child of `parent`, a node of level `level` - 1 (any number for level 0), or kNone.
  std::uint32_t Find(std::size_t level, std::uint32_t parent, SymbolId symbol) const;
  std::uint8_t value(std::size_t level, std::uint32_t node, std::size_t which) const {
    return levels_[level].values[which][node];
  }
  bool HasChildren(std::size_t level, std::uint32_t node) const {
    return level + 1 < levels_.size() &&
           levels_[level + 1].first_child[node] < levels_[level + 1].first_child[node + 1];
  }

 private:
  friend class TableReader;
  std::vector<Level> levels_;
  // Level 0 is looked up by symbol, not by search.
  std::vector<std::uint32_t> roots_;
};

// What is known of one language, as tools/mojibake learnt it.
struct Tables {
  std::vector<char32_t> alphabet;   // by symbol
  std::vector<SymbolId> symbol_of;  // by character, below 0x10000
  // Values: a probability; and for all but the last level a backoff weight.
  Trie ngrams;
  // Value: 0, or one more than that of its probability where a word ends.
  Trie words;

  // What the values stand for.
  std::array<double, 256> probabilities;
  std::array<double, 256> backoffs;

  double Probability(int value) const { return probabilities[static_cast<std::size_t>(value)]; }
  double Backoff(int value) const { return backoffs[static_cast<std::size_t>(value)]; }
  SymbolId Symbol(char32_t character) const {
    return character < symbol_of.size() ? symbol_of[character] : kNoSymbol;
  }
};

// Unpacks a table. Costs milliseconds; never fails on the tables we ship.
std::shared_ptr<const Tables> UnpackTables(std::span<const std::uint8_t> packed);

}  // namespace awl::mojibake

#endif  // AWL_MOJIBAKE_MODEL_TABLES_H_
