#ifndef AWL_PATTERN_WORD_FINDER_H_
#define AWL_PATTERN_WORD_FINDER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace awl {

// Finds which of many words stand in a text, whatever the case of its letters, in one pass: the
// first bytes of each place are looked up in a table (Rabin and Karp). Unlike an automaton it costs
// nothing to make ready. Immutable; threads may share it.
class WordFinder {
 public:
  static constexpr std::size_t kMinWord = 3;  // bytes

  // Each of at least kMinWord bytes.
  explicit WordFinder(const std::vector<std::string>& words);

  // Appends the indices of those that stand in `text`, some perhaps more than once. `lowered` is
  // memory to use again.
  void Find(std::string_view text, std::string* lowered, std::vector<int>* found) const;

 private:
  static constexpr int kBits = 15;

  static std::size_t Slot(const char* at) {
    const auto byte = [at](int i) { return std::uint32_t{static_cast<unsigned char>(at[i])}; };
    return (byte(0) | byte(1) << 8 | byte(2) << 16) * 0x9E3779B1u >> (32 - kBits);
  }

  struct Word {
    std::string text = {};  // in small letters
    int index = 0;
  };

  std::vector<Word> words_;              // by slot
  std::vector<std::uint32_t> first_;     // by slot: its first word; one more at the end
  std::vector<std::uint64_t> occupied_;  // a bit by slot
};

}  // namespace awl

#endif  // AWL_PATTERN_WORD_FINDER_H_
