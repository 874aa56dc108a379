#include "mojibake/repair_rules.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "mojibake/model.h"
#include "text/unicode.h"

namespace awl::mojibake {
namespace {

constexpr char32_t kVariationSelector16 = 0xFE0F;
constexpr char32_t kJoiner = 0x200D;
constexpr std::size_t kNone = ~std::size_t{0};

struct Pair {
  char32_t open;
  char32_t close;
};
constexpr Pair kPairs[] = {{U'“', U'”'},   {U'「', U'」'}, {U'『', U'』'},
                           {U'【', U'】'}, {U'《', U'》'}, {U'（', U'）'}};

class HardRules {
 public:
  explicit HardRules(CellLine& line) : line_(line) {}

  void Apply() {
    for (std::size_t i = 0; i < line_.cells.size(); ++i) {
      if (line_.cells[i].choice == kNoChoice) continue;
      if (May(i, kVariationSelector16)) {
        Decide(i, kVariationSelector16);
      } else if (May(i, kJoiner) && IsEmojiAt(i - 1) && IsEmojiAt(i + 1)) {
        Decide(i, kJoiner);
      } else {
        MatchCase(i);
      }
    }
    for (const Pair& pair : kPairs) Close(pair);
  }

 private:
  bool IsOpen(std::size_t i) const { return line_.cells[i].choice != kNoChoice; }

  bool May(std::size_t i, char32_t c) const {
    if (!IsOpen(i)) return false;
    const std::vector<char32_t>& characters = line_.choices[line_.cells[i].choice].characters;
    return std::binary_search(characters.begin(), characters.end(), c);
  }

  void Decide(std::size_t i, char32_t c) {
    Cell& cell = line_.cells[i];
    const Choice& choice = line_.choices[cell.choice];
    // What leaves a space behind it is more than a character.
    if (!choice.with_space.empty() || choice.doubtful) return;
    cell.character = c;
    cell.choice = kNoChoice;
    cell.deduced = true;
  }

  // Also a sequence of an emoji that is not decided yet; `i` may lie outside.
  bool IsEmojiAt(std::size_t i) const {
    if (i >= line_.cells.size()) return false;
    if (!IsOpen(i))
      return IsEmoji(line_.cells[i].character) || line_.cells[i].character == kVariationSelector16;
    const std::vector<char32_t>& characters = line_.choices[line_.cells[i].choice].characters;
    return std::any_of(characters.begin(), characters.end(),
                       [](char32_t c) { return c == kVariationSelector16 || IsEmoji(c); });
  }

  // Inside a word, a letter has the case of those around it.
  void MatchCase(std::size_t i) {
    const auto known = [&](std::size_t at) {
      return at < line_.cells.size() && !IsOpen(at) ? line_.cells[at].character : U' ';
    };
    const char32_t before = i == 0 ? U' ' : known(i - 1);
    const char32_t after = known(i + 1);
    const bool lower = IsLower(before) && IsLetter(before);
    // Two capitals behind it make it one too, if it begins the word.
    const char32_t next = known(i + 2);
    const bool upper = IsUpper(after) && IsLetter(after) &&
                       (IsUpper(before) || (!IsLetter(before) && IsUpper(next)));
    if (!lower && !upper) return;
    std::vector<char32_t> characters = line_.choices[line_.cells[i].choice].characters;
    const auto fits = [&](char32_t c) { return lower ? !IsUpper(c) : !IsLower(c); };
    if (std::all_of(characters.begin(), characters.end(), fits) ||
        std::none_of(characters.begin(), characters.end(),
                     [&](char32_t c) { return IsLetter(c) && IsCased(c) && fits(c); }))
      return;
    characters.erase(
        std::remove_if(characters.begin(), characters.end(),
                       [&](char32_t c) { return IsLetter(c) && IsCased(c) && !fits(c); }),
        characters.end());
    if (characters.size() == 1) {
      Decide(i, characters[0]);
      return;
    }
    // Other cells may have the same choice.
    Choice narrowed = line_.choices[line_.cells[i].choice];
    narrowed.characters = std::move(characters);
    line_.cells[i].choice = static_cast<std::uint32_t>(line_.choices.size());
    line_.choices.push_back(std::move(narrowed));
  }

  // True if a letter, digit, or what may end a sentence stands before it.
  bool IsAfterWord(std::size_t i) const {
    if (i == 0) return false;
    const char32_t before = line_.cells[i - 1].character;
    return IsOpen(i - 1) || IsLetter(before) || IsNumber(before) ||
           std::u32string_view(U".,;:!?)`*_…").find(before) != std::u32string_view::npos;
  }

  // Where a pair has one end only, and one place alone may have the other, that is where it was.
  void Close(const Pair& pair) {
    std::size_t open = kNone;       // of a pair that waits for its end
    std::size_t candidate = kNone;  // what may close it, or open the next
    int candidates = 0;
    const auto settle = [&](char32_t c) {
      if (candidates == 1) Decide(candidate, c);
      candidates = 0;
    };
    for (std::size_t i = 0; i < line_.cells.size(); ++i) {
      if (IsOpen(i)) {
        if (May(i, open == kNone ? pair.open : pair.close) &&
            (pair.open != U'“' || IsAfterWord(i) == (open != kNone))) {
          candidate = i;
          ++candidates;
        }
      } else if (line_.cells[i].character == pair.open) {
        if (open != kNone) settle(pair.close);
        candidates = 0;
        // In some languages it closes what „ opens.
        open = pair.open == U'“' && IsAfterWord(i) ? kNone : i;
      } else if (line_.cells[i].character == pair.close) {
        if (open == kNone) settle(pair.open);
        candidates = 0;
        open = kNone;
      }
    }
    if (open != kNone) settle(pair.close);
  }

  CellLine& line_;
};

}  // namespace

void ApplyHardRules(CellLine& line) {
  if (!line.choices.empty()) HardRules(line).Apply();
}

}  // namespace awl::mojibake
