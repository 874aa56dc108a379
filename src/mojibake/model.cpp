#include "mojibake/model.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "mojibake/model_lattice.h"
#include "mojibake/model_tables.h"

namespace awl::mojibake {
namespace {

constexpr char32_t kBoundary = 0;
constexpr double kWordWeight = 0.5;
constexpr double kNgramWeight = 0.5;

bool IsAsciiLetter(char32_t c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
bool IsDigit(char32_t c) { return c >= '0' && c <= '9'; }
bool IsLatinLetter(char32_t c) {
  return IsAsciiLetter(c) || (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7);
}

// A line as the tables see it, and where its unknowns are.
struct Symbols {
  std::vector<Slot> slots;
  std::vector<std::size_t> slot_of;  // by unknown
};

// The same as symbols() in tools/mojibake/tables.py.
Symbols ToSymbols(const Tables& tables, const PartialLine& line) {
  Symbols out;
  char32_t last = kUnknownCharacter;
  const auto put = [&](char32_t symbol) {
    if (symbol == last && (symbol == kBoundary || symbol == 'A' || symbol == '0')) return;
    out.slots.push_back({.options = {tables.Symbol(symbol)}});
    last = symbol;
  };
  put(kBoundary);
  const std::u32string& text = line.text;
  std::size_t unknown = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char32_t c = text[i];
    if (unknown < line.unknowns.size() && line.unknowns[unknown].position == i) {
      Slot slot;
      for (const char32_t candidate : line.unknowns[unknown].candidates) {
        slot.options.push_back(tables.Symbol(IsLatinLetter(candidate) ? U'A' : candidate));
      }
      out.slot_of.push_back(out.slots.size());
      out.slots.push_back(std::move(slot));
      last = kUnknownCharacter;
      ++unknown;
    } else if (IsLatinLetter(c)) {
      put('A');
    } else if (IsDigit(c)) {
      if (last != 'A' || text[i - 1] == ' ') put('0');
    } else if (c == ' ' || c == '\t' || c == 0xA0 || c == 0x3000) {
      continue;
    } else if (c < 0x80) {
      const bool joins = std::u32string_view(U":/._-@%&=?#~+").find(c) != std::u32string::npos;
      if (joins && last == 'A' && i + 1 < text.size() &&
          (IsAsciiLetter(text[i + 1]) || IsDigit(text[i + 1]))) {
        continue;
      }
      put(std::u32string_view(U".,!?:;").find(c) != std::u32string::npos ? c : kBoundary);
    } else {
      put(c);
    }
  }
  put(kBoundary);
  return out;
}

}  // namespace

Model::Model(const Context& context) : context_(context) {
  if (context.language == Language::kZhHans) tables_ = UnpackTables(PackedChinese());
}

Language Model::DetectLanguage(std::span<const PartialLine> lines) {
  std::size_t han = 0;
  std::size_t kana = 0;
  std::size_t hangul = 0;
  for (const PartialLine& line : lines) {
    for (const char32_t c : line.text) {
      han += c >= 0x3400 && c <= 0x9FFF;
      kana += c >= 0x3041 && c <= 0x30FA;
      hangul += c >= 0xAC00 && c <= 0xD7A3;
    }
  }
  return han > 0 && kana * 8 < han && hangul * 8 < han ? Language::kZhHans : Language::kUnknown;
}

std::vector<Guess> Model::Resolve(const PartialLine& line) const {
  std::vector<Guess> guesses(line.unknowns.size());
  if (!tables_ || line.unknowns.empty()) return guesses;
  const Symbols symbols = ToSymbols(*tables_, line);
  const Posteriors by_words = WordPosteriors(*tables_, symbols.slots);
  const Posteriors by_ngrams = NgramPosteriors(*tables_, symbols.slots);
  for (std::size_t i = 0; i < guesses.size(); ++i) {
    const Unknown& unknown = line.unknowns[i];
    const std::size_t slot = symbols.slot_of[i];
    const std::size_t count = unknown.candidates.size();
    if (count < 2) continue;
    std::vector<double> scores(count);
    for (std::size_t k = 0; k < count; ++k) {
      scores[k] = kWordWeight * by_words[slot][k] + kNgramWeight * by_ngrams[slot][k];
    }
    const double best = *std::max_element(scores.begin(), scores.end());
    double sum = 0;
    for (const double score : scores) sum += std::exp(score - best);
    Guess& guess = guesses[i];
    for (std::size_t k = 0; k < count; ++k) {
      guess.ranked.push_back(
          {.character = unknown.candidates[k], .probability = std::exp(scores[k] - best) / sum});
    }
    std::stable_sort(
        guess.ranked.begin(), guess.ranked.end(),
        [](const Candidate& a, const Candidate& b) { return a.probability > b.probability; });
    guess.margin = std::log(guess.ranked[0].probability / guess.ranked[1].probability);
    const auto top = [](const std::vector<double>& values) {
      return std::max_element(values.begin(), values.end()) - values.begin();
    };
    guess.safe = guess.margin >= 5 && top(by_words[slot]) == top(by_ngrams[slot]);
  }
  return guesses;
}

}  // namespace awl::mojibake
