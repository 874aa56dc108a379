#include "mojibake/model_reading.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>

namespace awl::mojibake {
namespace {

// Both know how frequent a symbol is by itself, which must not count twice.
constexpr double kWordWeight = 0.6;
constexpr double kNgramWeight = 0.6;
constexpr double kPriorWeight = 0.2;

// What words and n-grams say together.
Posteriors Combined(const Tables& tables, std::span<const Slot> slots, const Posteriors& by_words,
                    const Posteriors& by_ngrams) {
  if (std::all_of(by_words.begin(), by_words.end(), [](const auto& p) { return p.empty(); })) {
    return by_ngrams;
  }
  constexpr double kLeastPrior = 1e-6;
  Posteriors combined = by_words;
  for (std::size_t i = 0; i < combined.size(); ++i) {
    double sum = 0;
    for (std::size_t k = 0; k < combined[i].size(); ++k) {
      const double prior = std::max(UnigramProbability(tables, slots[i].options[k]), kLeastPrior);
      combined[i][k] = std::pow(by_words[i][k], kWordWeight) *
                       std::pow(by_ngrams[i][k], kNgramWeight) / std::pow(prior, kPriorWeight);
      sum += combined[i][k];
    }
    for (double& value : combined[i]) value /= sum;
  }
  return combined;
}

Reading Read(const Tables& tables, const LanguageTraits& traits, const PartialLine& line) {
  Reading reading;
  reading.symbols = ToSymbols(tables, traits, line);
  reading.by_words = WordPosteriors(tables, reading.symbols.slots);
  reading.by_ngrams = NgramPosteriors(tables, reading.symbols.slots);
  reading.combined = Combined(tables, reading.symbols.slots, reading.by_words, reading.by_ngrams);
  return reading;
}

// All that a reading is made of.
std::u32string KeyOf(Language language, const PartialLine& line) {
  std::u32string key(1, static_cast<char32_t>(language));
  key += line.text;
  for (const Unknown& unknown : line.unknowns) {
    key += static_cast<char32_t>(unknown.position);
    key += static_cast<char32_t>(unknown.candidates.size());
    key.append(unknown.candidates.begin(), unknown.candidates.end());
  }
  return key;
}

class Memory {
 public:
  std::shared_ptr<const Reading> Find(const std::u32string& key) {
    const std::lock_guard lock(mutex_);
    const auto found = known_.find(key);
    return found == known_.end() ? nullptr : found->second;
  }
  void Keep(std::u32string key, std::shared_ptr<const Reading> reading) {
    const std::lock_guard lock(mutex_);
    if (known_.size() >= kMostLines) known_.clear();
    known_.emplace(std::move(key), std::move(reading));
  }

 private:
  static constexpr std::size_t kMostLines = 2000;  // some 10 KB each

  std::mutex mutex_;
  std::unordered_map<std::u32string, std::shared_ptr<const Reading>> known_;
};

}  // namespace

std::shared_ptr<const Reading> ReadLine(const Tables& tables, Language language,
                                        const PartialLine& line) {
  static Memory memory;
  if (line.unknowns.empty()) return std::make_shared<const Reading>();
  std::u32string key = KeyOf(language, line);
  std::shared_ptr<const Reading> known = memory.Find(key);
  if (known != nullptr) return known;
  auto reading = std::make_shared<const Reading>(Read(tables, TraitsOf(language), line));
  memory.Keep(std::move(key), reading);
  return reading;
}

}  // namespace awl::mojibake
