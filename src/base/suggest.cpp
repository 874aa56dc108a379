#include "base/suggest.h"

#include <algorithm>
#include <vector>

#include "base/edit_distance.h"
#include "base/strings.h"

namespace awl {
namespace {

// Words longer than this are nobody's typing mistake.
constexpr std::size_t kMaxWord = 64;

// "link-duplicate" and "duplicate_link" have the same words.
std::vector<std::string> SortedWords(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    if (c == '-' || c == '_' || c == ' ') {
      words.emplace_back();
    } else {
      words.back() += AsciiLower(c);
    }
  }
  std::sort(words.begin(), words.end());
  return words;
}

}  // namespace

std::string_view Nearest(std::string_view word, std::span<const std::string_view> candidates) {
  if (word.empty() || word.size() > kMaxWord) return {};
  const std::vector<std::string> words = SortedWords(word);
  const std::string lower = AsciiLower(word);
  std::string_view best;
  std::size_t best_distance = std::max<std::size_t>(1, word.size() / 3) + 1;
  for (const std::string_view candidate : candidates) {
    if (SortedWords(candidate) == words) return candidate;
    const std::size_t distance = EditDistance(lower, AsciiLower(candidate), best_distance);
    if (distance < best_distance && distance < candidate.size()) {
      best = candidate;
      best_distance = distance;
    }
  }
  if (!best.empty()) return best;
  // A word cut short: "separator" for "entry-separator", if nothing else could be meant.
  for (const std::string_view candidate : candidates) {
    if (word.size() < 4 || candidate.find(word) == std::string_view::npos) continue;
    if (!best.empty()) return {};
    best = candidate;
  }
  return best;
}

std::string DidYouMean(std::string_view word, std::span<const std::string_view> candidates) {
  const std::string_view nearest = Nearest(word, candidates);
  return nearest.empty() ? std::string() : Cat("; did you mean \"", nearest, "\"?");
}

}  // namespace awl
