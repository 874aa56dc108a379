#include "mojibake/model_lattice.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace awl::mojibake {
namespace {

constexpr double kImpossible = -std::numeric_limits<double>::infinity();
// ln P of a symbol, or a word, that the tables do not have.
constexpr double kUnseen = -17.5;
constexpr std::size_t kLongestWord = 8;
// Of more options than this next to other open slots only the likeliest are followed, so that the
// time stays linear in the length of the line.
constexpr std::size_t kFollowed = 20;

double LogAdd(double a, double b) {
  if (a < b) std::swap(a, b);
  return b == kImpossible ? a : a + std::log1p(std::exp(b - a));
}

void Normalise(std::vector<double>& logs) {
  double sum = kImpossible;
  for (const double value : logs) sum = LogAdd(sum, value);
  for (double& value : logs) value -= sum;
}

double UnigramLogProbability(const Tables& tables, SymbolId symbol) {
  const std::uint32_t node = tables.ngrams.Find(0, 0, symbol);
  return node == Trie::kNone ? kUnseen : -kLogStep * tables.ngrams.value(0, node, 0);
}

// A word that fits the slots from `begin` on.
struct Edge {
  std::size_t begin = 0;
  std::size_t end = 0;
  double log_probability = 0;
  std::array<std::uint16_t, kLongestWord> options = {};  // by slot: which option it reads
};

// All edges, ordered by `begin`.
class EdgeFinder {
 public:
  EdgeFinder(const Tables& tables, std::span<const Slot> slots) : tables_(tables), slots_(slots) {
    for (std::size_t i = 0; i < slots.size(); ++i) {
      Edge edge{.begin = i, .end = i + 1};
      for (std::size_t option = 0; option < slots[i].options.size(); ++option) {
        edge.options[0] = static_cast<std::uint16_t>(option);
        Single(edge, slots[i].options[option]);
      }
    }
  }

  std::vector<Edge> edges;

 private:
  struct Step {
    std::uint32_t node = 0;
    std::size_t length = 0;
    std::array<std::uint16_t, kLongestWord> options = {};
  };

  // Any symbol may stand alone.
  void Single(Edge& edge, SymbolId symbol) {
    const std::uint32_t node = tables_.words.Find(0, 0, symbol);
    if (node == Trie::kNone) {
      edge.log_probability = UnigramLogProbability(tables_, symbol);
      edges.push_back(edge);
      return;
    }
    const std::uint8_t value = tables_.words.value(0, node, 0);
    edge.log_probability = value == 0 ? kUnseen : -kLogStep * (value - 1);
    edges.push_back(edge);
    Longer(edge.begin, {.node = node, .length = 1, .options = edge.options});
  }

  void Longer(std::size_t begin, const Step& first) {
    pending_.assign(1, first);
    while (!pending_.empty()) {
      const Step step = pending_.back();
      pending_.pop_back();
      const std::size_t at = begin + step.length;
      if (step.length == kLongestWord || at == slots_.size() ||
          !tables_.words.HasChildren(step.length - 1, step.node)) {
        continue;
      }
      for (std::size_t option = 0; option < slots_[at].options.size(); ++option) {
        const std::uint32_t node =
            tables_.words.Find(step.length, step.node, slots_[at].options[option]);
        if (node == Trie::kNone) continue;
        Step next{.node = node, .length = step.length + 1, .options = step.options};
        next.options[step.length] = static_cast<std::uint16_t>(option);
        const std::uint8_t value = tables_.words.value(step.length, node, 0);
        if (value != 0) {
          edges.push_back({.begin = begin,
                           .end = at + 1,
                           .log_probability = -kLogStep * (value - 1),
                           .options = next.options});
        }
        pending_.push_back(next);
      }
    }
  }

  const Tables& tables_;
  const std::span<const Slot> slots_;
  std::vector<Step> pending_;
};

}  // namespace

Posteriors WordPosteriors(const Tables& tables, std::span<const Slot> slots) {
  const std::vector<Edge> edges = EdgeFinder(tables, slots).edges;
  std::vector<double> before(slots.size() + 1, kImpossible);
  std::vector<double> after(slots.size() + 1, kImpossible);
  before.front() = 0;
  after.back() = 0;
  for (const Edge& edge : edges) {
    before[edge.end] = LogAdd(before[edge.end], before[edge.begin] + edge.log_probability);
  }
  for (auto edge = edges.rbegin(); edge != edges.rend(); ++edge) {
    after[edge->begin] = LogAdd(after[edge->begin], after[edge->end] + edge->log_probability);
  }
  Posteriors posteriors(slots.size());
  for (std::size_t i = 0; i < slots.size(); ++i) {
    if (slots[i].options.size() > 1) posteriors[i].assign(slots[i].options.size(), kImpossible);
  }
  for (const Edge& edge : edges) {
    const double whole = before[edge.begin] + edge.log_probability + after[edge.end];
    for (std::size_t i = edge.begin; i < edge.end; ++i) {
      if (posteriors[i].empty()) continue;
      double& sum = posteriors[i][edge.options[i - edge.begin]];
      sum = LogAdd(sum, whole);
    }
  }
  for (std::vector<double>& posterior : posteriors) Normalise(posterior);
  return posteriors;
}

double NgramLogProbability(const Tables& tables, std::span<const SymbolId> context,
                           SymbolId symbol) {
  const Trie& trie = tables.ngrams;
  if (context.size() >= trie.depth()) context = context.last(trie.depth() - 1);
  double backoff = 0;
  for (; !context.empty(); context = context.subspan(1)) {
    std::uint32_t node = 0;
    std::size_t level = 0;
    for (; level < context.size() && node != Trie::kNone; ++level) {
      node = trie.Find(level, node, context[level]);
    }
    if (node == Trie::kNone) continue;
    const std::uint32_t child = trie.Find(level, node, symbol);
    if (child != Trie::kNone) return backoff - kLogStep * trie.value(level, child, 0);
    backoff -= kLogStep * (trie.value(level - 1, node, 1) - kBackoffOffset);
  }
  return backoff + UnigramLogProbability(tables, symbol);
}

Posteriors NgramPosteriors(const Tables& tables, std::span<const Slot> slots) {
  // States after slot i: the options of the last `history` slots up to i, the last varying fastest.
  const std::size_t history = tables.ngrams.depth() - 1;
  const std::size_t n = slots.size();
  std::vector<std::vector<std::uint16_t>> followed(n);
  for (std::size_t i = 0; i < n; ++i) {
    const std::vector<SymbolId>& options = slots[i].options;
    followed[i].resize(options.size());
    for (std::size_t k = 0; k < options.size(); ++k) followed[i][k] = static_cast<std::uint16_t>(k);
    bool crowded = false;
    for (std::size_t j = i >= history ? i - history : 0; j < std::min(n, i + history + 1); ++j) {
      crowded |= j != i && slots[j].options.size() > 1;
    }
    if (!crowded || options.size() <= kFollowed) continue;
    std::vector<double> scores(options.size());
    for (std::size_t k = 0; k < options.size(); ++k) {
      scores[k] = UnigramLogProbability(tables, options[k]);
    }
    std::stable_sort(followed[i].begin(), followed[i].end(),
                     [&](std::uint16_t a, std::uint16_t b) { return scores[a] > scores[b]; });
    followed[i].resize(kFollowed);
  }
  const auto states_after = [&](std::size_t i) {  // i counts slots passed
    std::size_t product = 1;
    for (std::size_t j = i >= history ? i - history : 0; j < i; ++j) product *= followed[j].size();
    return product;
  };
  // The score of each transition, by slot: [state before][option].
  std::vector<std::vector<double>> scores(n);
  std::vector<std::vector<double>> before(n + 1);
  before[0] = {0.0};
  std::vector<SymbolId> context;
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t from = i >= history ? i - history : 0;
    const std::size_t states = states_after(i);
    const std::size_t options = followed[i].size();
    const std::size_t next_states = states_after(i + 1);
    scores[i].resize(states * options);
    before[i + 1].assign(next_states, kImpossible);
    context.resize(i - from);
    for (std::size_t state = 0; state < states; ++state) {
      std::size_t rest = state;
      for (std::size_t j = i; j-- > from;) {
        context[j - from] = slots[j].options[followed[j][rest % followed[j].size()]];
        rest /= followed[j].size();
      }
      for (std::size_t k = 0; k < options; ++k) {
        const double score = NgramLogProbability(tables, context, slots[i].options[followed[i][k]]);
        scores[i][state * options + k] = score;
        double& sum = before[i + 1][(state * options + k) % next_states];
        sum = LogAdd(sum, before[i][state] + score);
      }
    }
  }
  Posteriors posteriors(n);
  std::vector<double> after(states_after(n), 0.0);
  for (std::size_t i = n; i-- > 0;) {
    const std::size_t states = before[i].size();
    const std::size_t options = followed[i].size();
    const bool open = slots[i].options.size() > 1;
    if (open) posteriors[i].assign(slots[i].options.size(), kImpossible);
    std::vector<double> earlier(states, kImpossible);
    for (std::size_t state = 0; state < states; ++state) {
      for (std::size_t k = 0; k < options; ++k) {
        const double rest =
            scores[i][state * options + k] + after[(state * options + k) % after.size()];
        earlier[state] = LogAdd(earlier[state], rest);
        if (open) {
          double& sum = posteriors[i][followed[i][k]];
          sum = LogAdd(sum, before[i][state] + rest);
        }
      }
    }
    after = std::move(earlier);
    if (open) {
      // What was not followed is less likely than all that was.
      double least = 0;
      for (const double value : posteriors[i]) {
        if (value != kImpossible) least = std::min(least, value);
      }
      for (double& value : posteriors[i]) {
        if (value == kImpossible) value = least - 1;
      }
      Normalise(posteriors[i]);
    }
  }
  return posteriors;
}

}  // namespace awl::mojibake
