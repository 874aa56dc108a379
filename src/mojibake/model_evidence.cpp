#include "mojibake/model_evidence.h"

#include <algorithm>
#include <cmath>

namespace awl::mojibake {
namespace {

// How much the whole document, and places with the same left or right neighbour, count.
constexpr double kAnywhere = 0.3;
constexpr double kNeighbour = 0.4;
// Places that would have to agree to be believed as much as what is otherwise known.
constexpr double kCaution = 2;
constexpr double kCautionAnywhere = 4;

std::uint64_t Mix(std::uint64_t hash, std::uint64_t value) {
  hash ^= value + 0x9E3779B97F4A7C15u + (hash << 6) + (hash >> 2);
  hash *= 0xBF58476D1CE4E5B9u;
  return hash ^ hash >> 29;
}

std::uint64_t HashOf(std::span<const Slot> slots, std::size_t slot) {
  if (slot >= slots.size()) return 1;  // beyond either end
  std::uint64_t hash = slots[slot].options.size();
  for (const SymbolId symbol : slots[slot].options) hash = Mix(hash, symbol);
  return hash;
}

// By what a place is counted: alone, with its left, and with its right neighbour.
struct Keys {
  std::uint64_t place;
  std::uint64_t anywhere;
  std::uint64_t left;
  std::uint64_t right;
};

Keys KeysOf(std::span<const Slot> slots, std::size_t slot) {
  const std::uint64_t self = HashOf(slots, slot);
  const std::uint64_t left = HashOf(slots, slot - 1);
  const std::uint64_t right = HashOf(slots, slot + 1);
  std::uint64_t place = Mix(Mix(self, left), right);
  place = Mix(Mix(place, HashOf(slots, slot - 2)), HashOf(slots, slot + 2));
  return {.place = place,
          .anywhere = self,
          .left = Mix(Mix(self, 2), left),
          .right = Mix(Mix(self, 3), right)};
}

}  // namespace

void Evidence::Add(std::span<const Slot> slots, const Posteriors& posteriors) {
  for (std::size_t i = 0; i < slots.size(); ++i) {
    if (!slots[i].open()) continue;
    const Keys keys = KeysOf(slots, i);
    if (!places_.insert(keys.place).second) continue;
    for (const std::uint64_t key : {keys.anywhere, keys.left, keys.right}) {
      Count& count = counts_[key];
      count.options.resize(posteriors[i].size());
      count.total += 1;
      for (std::size_t k = 0; k < posteriors[i].size(); ++k) {
        count.options[k] += static_cast<float>(posteriors[i][k]);
      }
    }
  }
}

std::vector<double> Evidence::Factors(std::span<const Slot> slots, std::size_t slot,
                                      const std::vector<double>& posterior) const {
  const std::size_t options = posterior.size();
  std::vector<double> factors(options, 1.0);
  const Keys keys = KeysOf(slots, slot);
  const bool counted = places_.contains(keys.place);
  const auto apply = [&](std::uint64_t key, const std::vector<double>& expected, double caution,
                         double weight) {
    std::vector<double> shares = expected;
    const auto found = counts_.find(key);
    if (found == counts_.end() || found->second.options.size() != options) return shares;
    const Count& count = found->second;
    const double total = std::max(0.0, count.total - counted);
    for (std::size_t k = 0; k < options; ++k) {
      const double others = std::max(0.0, count.options[k] - (counted ? posterior[k] : 0));
      shares[k] = (others + caution * expected[k]) / (total + caution);
      factors[k] *= std::pow(shares[k] / expected[k], weight);
    }
    return shares;
  };
  const std::vector<double> even(options, 1.0 / static_cast<double>(options));
  const std::vector<double> anywhere = apply(keys.anywhere, even, kCautionAnywhere, kAnywhere);
  apply(keys.left, anywhere, kCaution, kNeighbour);
  apply(keys.right, anywhere, kCaution, kNeighbour);
  return factors;
}

double Evidence::Places(std::span<const Slot> slots, std::size_t slot, std::size_t option) const {
  const auto found = counts_.find(HashOf(slots, slot));
  return found == counts_.end() ? 0 : found->second.options[option];
}

}  // namespace awl::mojibake
