#include "mojibake/model.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>

#include "base/utf8.h"
#include "mojibake/model_evidence.h"
#include "mojibake/model_language.h"
#include "mojibake/model_lattice.h"
#include "mojibake/model_tables.h"
#include "text/unicode.h"

namespace awl::mojibake {
namespace {

constexpr double kWordWeight = 0.5;
constexpr double kNgramWeight = 0.5;
// ln(p1 / p2) that a guess needs where it is a mark; against a rival that makes as long a word; and
// against one that makes a word and that the document has in more places than these.
constexpr double kMarkMargin = 8;
constexpr double kRivalMargin = 5.5;
constexpr double kKnownRivalMargin = 9;
constexpr double kKnownPlaces = 6;
constexpr std::size_t kLongestCompleted = 4;

// What words and n-grams say together.
Posteriors Combined(const Posteriors& by_words, const Posteriors& by_ngrams) {
  if (std::all_of(by_words.begin(), by_words.end(), [](const auto& p) { return p.empty(); })) {
    return by_ngrams;
  }
  Posteriors combined = by_words;
  for (std::size_t i = 0; i < combined.size(); ++i) {
    double sum = 0;
    for (std::size_t k = 0; k < combined[i].size(); ++k) {
      combined[i][k] =
          std::pow(by_words[i][k], kWordWeight) * std::pow(by_ngrams[i][k], kNgramWeight);
      sum += combined[i][k];
    }
    for (double& value : combined[i]) value /= sum;
  }
  return combined;
}

// A letter has the case of those around it: by candidate, what that speaks for it, as a factor.
double CaseFactor(const PartialLine& line, std::size_t position, char32_t candidate) {
  constexpr double kUnlikely = 1e-6;
  const auto at = [&](std::size_t i) { return i < line.text.size() ? line.text[i] : U' '; };
  const char32_t before = at(position - 1);
  const char32_t after = at(position + 1);
  if (!IsLetter(candidate) || !IsCased(candidate)) return 1;
  if (IsUpper(candidate)) return IsLower(before) ? kUnlikely : 1;
  return IsUpper(before) && IsUpper(after) ? kUnlikely : 1;
}

// True if the tables know `c` as one that may lose a byte: only words and n-grams with such are
// kept, so others would seem rarer than they are. The same bytes as FRAGILE in tools/mojibake.
bool MayLoseAByte(char32_t c) {
  std::string bytes;
  AppendUtf8(bytes, c);
  return std::string_view(bytes).substr(1).find_first_of(
             "\x81\x83\x88\x8D\x8E\x8F\x90\x98\x9D\x9E\xAD") != std::string_view::npos;
}

std::size_t Top(const std::vector<double>& values) {
  return static_cast<std::size_t>(std::max_element(values.begin(), values.end()) - values.begin());
}

// The length of the longest word of two or more symbols that `option` of `slot` completes, where
// the other slots hold what is most likely there; 0 if there is none.
std::size_t LongestWord(const Tables& tables, const Symbols& symbols, const Posteriors& posteriors,
                        std::size_t slot, std::size_t option) {
  const std::size_t first = slot >= kLongestCompleted - 1 ? slot - (kLongestCompleted - 1) : 0;
  std::size_t longest = 0;
  for (std::size_t begin = first; begin <= slot; ++begin) {
    std::uint32_t node = 0;
    for (std::size_t i = begin; i < symbols.slots.size() && i < begin + kLongestCompleted; ++i) {
      const Slot& at = symbols.slots[i];
      const std::size_t choice = i == slot ? option : at.open() ? Top(posteriors[i]) : 0;
      node = tables.words.Find(i - begin, node, at.options[choice]);
      if (node == Trie::kNone) break;
      if (i > begin && i >= slot && tables.words.value(i - begin, node, 0) != 0) {
        longest = std::max(longest, i - begin + 1);
      }
    }
  }
  return longest;
}

}  // namespace

// What is thought of a line without the others.
struct Reading {
  Symbols symbols = {};
  Posteriors by_words = {};
  Posteriors by_ngrams = {};
  Posteriors combined = {};
};

namespace {

Reading Read(const Tables& tables, const LanguageTraits& traits, const PartialLine& line) {
  Reading reading;
  if (line.unknowns.empty()) return reading;
  reading.symbols = ToSymbols(tables, traits, line);
  reading.by_words = WordPosteriors(tables, reading.symbols.slots);
  reading.by_ngrams = NgramPosteriors(tables, reading.symbols.slots);
  reading.combined = Combined(reading.by_words, reading.by_ngrams);
  return reading;
}

}  // namespace

Model::Model(const Context& context) : language_(context.language), document_(context.document) {
  const std::span<const std::uint8_t> packed = PackedTables(language_);
  if (packed.empty()) return;
  tables_ = UnpackTables(packed);
  const LanguageTraits traits = TraitsOf(language_);
  auto readings = std::make_shared<std::vector<Reading>>();
  auto evidence = std::make_shared<Evidence>();
  readings->reserve(document_.size());
  for (const PartialLine& line : document_) {
    const Reading& reading = readings->emplace_back(Read(*tables_, traits, line));
    evidence->Add(reading.symbols.slots, reading.combined);
  }
  evidence_ = std::move(evidence);
  readings_ = std::move(readings);
}

// Thresholds read from lists that the tables never saw: see tests/eval/model_eval.cpp.
bool Model::IsSafe(const Reading& reading, std::size_t slot, std::span<const std::size_t> order,
                   std::span<const double> scores) const {
  const LanguageTraits traits = TraitsOf(language_);
  const double margin = std::log(scores[order[0]] / scores[order[1]]);
  if (margin < traits.safe_margin) return false;
  const std::vector<double>& by_words = reading.by_words[slot];
  if (by_words.empty()) return true;
  if (Top(by_words) != order[0] || Top(reading.by_ngrams[slot]) != order[0]) return false;
  // Marks stand anywhere.
  const SymbolId symbol = reading.symbols.slots[slot].options[order[0]];
  if (symbol == kNoSymbol) return false;
  if (!IsLetter(tables_->alphabet[symbol])) return margin >= kMarkMargin;
  // Where two words fit, the rarer one may be meant.
  const auto longest = [&](std::size_t option) {
    return LongestWord(*tables_, reading.symbols, reading.combined, slot, option);
  };
  const std::size_t found = std::max<std::size_t>(longest(order[0]), 2);
  for (const std::size_t rival : order.subspan(1)) {
    const double lead = std::log(scores[order[0]] / scores[rival]);
    if (lead >= kKnownRivalMargin) break;
    const std::size_t length = longest(rival);
    if (length >= found && lead < kRivalMargin) return false;
    if (length > 0 && evidence_->Places(reading.symbols.slots, slot, rival) > kKnownPlaces) {
      return false;
    }
  }
  return true;
}

std::vector<Guess> Model::Resolve(const PartialLine& line) const {
  std::vector<Guess> guesses(line.unknowns.size());
  if (!tables_ || line.unknowns.empty()) return guesses;
  Reading fresh;
  const Reading* reading = &fresh;
  if (std::less_equal<>()(document_.data(), &line) &&
      std::less<>()(&line, document_.data() + document_.size())) {
    reading = &(*readings_)[static_cast<std::size_t>(&line - document_.data())];
  } else {
    fresh = Read(*tables_, TraitsOf(language_), line);
  }
  for (std::size_t i = 0; i < guesses.size(); ++i) {
    const Unknown& unknown = line.unknowns[i];
    const std::size_t count = unknown.candidates.size();
    if (count < 2) continue;
    const std::size_t slot = reading->symbols.slot_of[i];
    const std::vector<double>& combined = reading->combined[slot];
    std::vector<double> scores = evidence_->Factors(reading->symbols.slots, slot, combined);
    double sum = 0;
    for (std::size_t k = 0; k < count; ++k) {
      scores[k] *= combined[k] * CaseFactor(line, unknown.position, unknown.candidates[k]);
      sum += scores[k];
    }
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
    Guess& guess = guesses[i];
    guess.ranked.reserve(count);
    for (const std::size_t k : order) {
      guess.ranked.push_back({.character = unknown.candidates[k], .probability = scores[k] / sum});
    }
    guess.margin = std::log(scores[order[0]] / scores[order[1]]);
    guess.safe = IsSafe(*reading, slot, order, scores) &&
                 std::all_of(unknown.candidates.begin(), unknown.candidates.end(), MayLoseAByte);
  }
  return guesses;
}

}  // namespace awl::mojibake
