#include "mojibake/model_lattice.h"

#include <algorithm>
#include <array>
#include <bit>
#include <functional>
#include <numeric>
#include <utility>

namespace awl::mojibake {
namespace {

// Of a symbol, or a word, that the tables do not have.
constexpr double kUnseen = 2.5e-8;
// Probabilities are scaled by this for every symbol they span, so that products over a long
// stretch stay within a double.
constexpr double kScale = 400;
// Nothing is less likely than this.
constexpr double kLeast = 1e-12;
constexpr std::size_t kLongestWord = 8;
// Longer runs without a break are cut: they are no language, and products would overflow.
constexpr std::size_t kLongestRun = 64;
// No more states than this are followed, so that the time stays linear in the length of the line;
// fewer where each leads to many.
constexpr std::size_t kFollowed = 128;
constexpr std::size_t kMaxTransitions = kFollowed * 64;
// A longer stretch of open slots is cut: all ways through it are in memory at once.
constexpr std::size_t kLongestStretch = 128;
// Bits for the number of an option: no slot has more of them.
constexpr unsigned kOptionBits = 10;

// A word that fits the slots from `begin` on.
struct Edge {
  std::size_t begin = 0;
  std::size_t end = 0;
  double probability = 0;
  std::array<std::uint16_t, kLongestWord> options = {};  // by slot: which option it reads
};

// Finds the words that fit a run of slots.
class EdgeFinder {
 public:
  explicit EdgeFinder(const Tables& tables) : tables_(tables) {}

  // All edges within slots [begin, end), ordered by `begin`. Valid until the next call.
  const std::vector<Edge>& Find(std::span<const Slot> slots, std::size_t begin, std::size_t end) {
    edges_.clear();
    for (std::size_t i = begin; i < end; ++i) {
      const Step start{.node = 0, .length = 0, .scaled = 1, .options = {}};
      pending_.assign(1, start);
      while (!pending_.empty()) {
        const Step step = pending_.back();
        pending_.pop_back();
        Extend(slots, i, end, step);
      }
    }
    return edges_;
  }

 private:
  struct Step {
    std::uint32_t node = 0;
    std::size_t length = 0;
    double scaled = 1;
    std::array<std::uint16_t, kLongestWord> options = {};
  };

  void Extend(std::span<const Slot> slots, std::size_t begin, std::size_t end, const Step& step) {
    const std::size_t at = begin + step.length;
    if (step.length == kLongestWord || at == end ||
        (step.length > 0 && !tables_.words.HasChildren(step.length - 1, step.node))) {
      return;
    }
    const std::vector<SymbolId>& options = slots[at].options;
    for (std::size_t option = 0; option < options.size(); ++option) {
      Step next = step;
      next.node = tables_.words.Find(step.length, step.node, options[option]);
      next.options[step.length] = static_cast<std::uint16_t>(option);
      ++next.length;
      next.scaled *= kScale;
      const std::uint8_t value =
          next.node == Trie::kNone ? 0 : tables_.words.value(step.length, next.node, 0);
      // Any symbol may stand alone.
      if (value != 0 || next.length == 1) {
        const double probability = value != 0 ? tables_.Probability(value - 1)
                                   : next.node != Trie::kNone
                                       ? kUnseen
                                       : UnigramProbability(tables_, options[option]);
        edges_.push_back({.begin = begin,
                          .end = at + 1,
                          .probability = probability * next.scaled,
                          .options = next.options});
      }
      if (next.node != Trie::kNone) pending_.push_back(next);
    }
  }

  const Tables& tables_;
  std::vector<Edge> edges_;
  std::vector<Step> pending_;
};

// True if a word of more than one symbol may hold what stands in `slot`.
bool InWords(const Tables& tables, const Slot& slot) {
  return slot.open() || tables.words.Find(0, 0, slot.options.front()) != Trie::kNone;
}

void ReadRun(EdgeFinder& finder, std::span<const Slot> slots, std::size_t begin, std::size_t end,
             Posteriors& posteriors) {
  const std::vector<Edge>& edges = finder.Find(slots, begin, end);
  std::array<double, kLongestRun + 1> before = {};
  std::array<double, kLongestRun + 1> after = {};
  before[0] = 1;
  after[end - begin] = 1;
  for (const Edge& edge : edges) {
    before[edge.end - begin] += before[edge.begin - begin] * edge.probability;
  }
  for (auto edge = edges.rbegin(); edge != edges.rend(); ++edge) {
    after[edge->begin - begin] += after[edge->end - begin] * edge->probability;
  }
  for (std::size_t i = begin; i < end; ++i) {
    if (slots[i].open()) posteriors[i].assign(slots[i].options.size(), 0);
  }
  for (const Edge& edge : edges) {
    const double whole = before[edge.begin - begin] * edge.probability * after[edge.end - begin];
    for (std::size_t i = edge.begin; i < edge.end; ++i) {
      if (slots[i].open()) posteriors[i][edge.options[i - edge.begin]] += whole;
    }
  }
  for (std::size_t i = begin; i < end; ++i) {
    if (slots[i].open()) Normalise(posteriors[i]);
  }
}

// P(symbol | context) for many symbols and one context, in reading order.
class NgramContext {
 public:
  NgramContext(const Tables& tables, std::span<const SymbolId> context) : tables_(tables) {
    const Trie& trie = tables.ngrams;
    double backoff = 1;
    for (; !context.empty(); context = context.subspan(1)) {
      std::uint32_t node = 0;
      std::size_t level = 0;
      for (; level < context.size() && node != Trie::kNone; ++level) {
        node = trie.Find(level, node, context[level]);
      }
      if (node == Trie::kNone) continue;
      known_[count_++] = {.level = level, .node = node, .backoff = backoff};
      backoff *= tables.Backoff(trie.value(level - 1, node, 1));
    }
    unigram_backoff_ = backoff;
  }

  double Probability(SymbolId symbol) const {
    for (std::size_t i = 0; i < count_; ++i) {
      const std::uint32_t child = tables_.ngrams.Find(known_[i].level, known_[i].node, symbol);
      if (child == Trie::kNone) continue;
      return known_[i].backoff *
             tables_.Probability(tables_.ngrams.value(known_[i].level, child, 0));
    }
    return unigram_backoff_ * UnigramProbability(tables_, symbol);
  }

 private:
  struct Known {
    std::size_t level = 0;
    std::uint32_t node = 0;
    double backoff = 1;
  };

  const Tables& tables_;
  std::array<Known, 8> known_ = {};  // the longest context first
  std::size_t count_ = 0;
  double unigram_backoff_ = 1;
};

// Numbers keys in the order in which they first come.
class StateNumbers {
 public:
  // Forgets all keys, and makes room for `most`.
  void Clear(std::size_t most) {
    const std::size_t size = std::bit_ceil(most * 2);
    if (size > entries_.size()) entries_.assign(size, {});
    ++generation_;
    count_ = 0;
  }

  std::uint32_t Number(std::uint64_t key) {
    const std::size_t mask = entries_.size() - 1;
    std::size_t at = (key * 0x9E3779B97F4A7C15u) >> 32 & mask;
    while (entries_[at].generation == generation_ && entries_[at].key != key) at = (at + 1) & mask;
    Entry& entry = entries_[at];
    if (entry.generation != generation_) {
      entry = {.key = key, .generation = generation_, .number = count_++};
    }
    return entry.number;
  }

 private:
  struct Entry {
    std::uint64_t key = 0;
    std::uint32_t generation = 0;
    std::uint32_t number = 0;
  };

  std::vector<Entry> entries_;  // a power of two of them
  std::uint32_t generation_ = 0;
  std::uint32_t count_ = 0;
};

// Forward and backward over slots that hang together. A state is what the last slots hold; the
// likeliest are followed.
class NgramReader {
 public:
  NgramReader(const Tables& tables, std::span<const Slot> slots)
      : tables_(tables), slots_(slots), history_(tables.ngrams.depth() - 1) {}

  // Fills in the posteriors of the open slots in [begin, end); those before and after are known as
  // far as an n-gram reaches.
  void Read(std::size_t begin, std::size_t end, Posteriors& posteriors) {
    const std::size_t last = std::min(slots_.size(), end + history_);
    std::vector<std::vector<Transition>> transitions(last - begin);
    std::vector<std::size_t> states(last - begin + 1);
    std::vector<State> current = {{.options = 0, .probability = 1}};
    for (std::size_t i = begin; i < last; ++i) {
      states[i - begin] = current.size();
      const std::size_t next = i + 1 < last ? slots_[i + 1].options.size() : 1;
      const std::size_t follow =
          std::min(kFollowed, kMaxTransitions / std::max<std::size_t>(next, 1));
      current = Step(i, current, follow, transitions[i - begin]);
    }
    std::vector<double> after(current.size(), 1.0);
    for (std::size_t i = last; i-- > begin;) {
      const bool open = slots_[i].open();
      if (open) posteriors[i].assign(slots_[i].options.size(), 0);
      std::vector<double> earlier(states[i - begin], 0);
      for (const Transition& transition : transitions[i - begin]) {
        const double rest = transition.probability * after[transition.to];
        earlier[transition.from] += rest;
        if (open) posteriors[i][transition.option] += transition.forward * rest;
      }
      Normalise(earlier);
      after = std::move(earlier);
      if (open) Normalise(posteriors[i]);
    }
  }

 private:
  struct State {
    std::uint64_t options = 0;  // kOptionBits for each slot, the nearest lowest
    double probability = 0;
  };
  struct Transition {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    std::uint32_t option = 0;
    double forward = 0;  // of the state it comes from
    double probability = 0;
  };

  // The states after `slot`, the `follow` likeliest at most, and how they came about.
  std::vector<State> Step(std::size_t slot, const std::vector<State>& states, std::size_t follow,
                          std::vector<Transition>& transitions) {
    const std::size_t begin = slot >= history_ ? slot - history_ : 0;
    const std::uint64_t mask = (std::uint64_t{1} << kOptionBits * history_) - 1;
    const std::vector<SymbolId>& options = slots_[slot].options;
    std::vector<SymbolId> context(slot - begin);
    std::vector<State> next;
    index_.Clear(states.size() * options.size());
    for (std::uint32_t from = 0; from < states.size(); ++from) {
      std::uint64_t rest = states[from].options;
      for (std::size_t i = slot; i-- > begin; rest >>= kOptionBits) {
        context[i - begin] = slots_[i].options[rest & ((1u << kOptionBits) - 1)];
      }
      const NgramContext ngram(tables_, context);
      for (std::uint32_t option = 0; option < options.size(); ++option) {
        const double probability = ngram.Probability(options[option]);
        const std::uint64_t key = (states[from].options << kOptionBits | option) & mask;
        const std::uint32_t to = index_.Number(key);
        if (to == next.size()) next.push_back({.options = key, .probability = 0});
        next[to].probability += states[from].probability * probability;
        transitions.push_back({.from = from,
                               .to = to,
                               .option = option,
                               .forward = states[from].probability,
                               .probability = probability});
      }
    }
    if (next.size() > follow) Prune(next, follow, transitions);
    double sum = 0;
    for (const State& state : next) sum += state.probability;
    for (State& state : next) state.probability /= sum;
    return next;
  }

  static void Prune(std::vector<State>& states, std::size_t follow,
                    std::vector<Transition>& transitions) {
    std::vector<double> ordered;
    for (const State& state : states) ordered.push_back(state.probability);
    std::nth_element(ordered.begin(), ordered.begin() + static_cast<std::ptrdiff_t>(follow),
                     ordered.end(), std::greater<>());
    constexpr std::uint32_t kGone = 0xFFFFFFFF;
    std::vector<std::uint32_t> moved(states.size(), kGone);
    std::vector<State> kept;
    // Of those that are as likely as the first that goes, some stay: all may be alike.
    auto alike = static_cast<std::size_t>(std::count(
        ordered.begin(), ordered.begin() + static_cast<std::ptrdiff_t>(follow), ordered[follow]));
    for (std::size_t i = 0; i < states.size(); ++i) {
      if (states[i].probability < ordered[follow]) continue;
      if (states[i].probability == ordered[follow] && alike-- == 0) {
        alike = 0;
        continue;
      }
      moved[i] = static_cast<std::uint32_t>(kept.size());
      kept.push_back(states[i]);
    }
    std::erase_if(transitions, [&](const Transition& t) { return moved[t.to] == kGone; });
    for (Transition& transition : transitions) transition.to = moved[transition.to];
    states = std::move(kept);
  }

  const Tables& tables_;
  const std::span<const Slot> slots_;
  const std::size_t history_;  // of the longest n-gram: at most six
  StateNumbers index_;         // of the next states
};

}  // namespace

void Normalise(std::vector<double>& values) {
  const double sum = std::accumulate(values.begin(), values.end(), 0.0);
  for (double& value : values) value = sum > 0 ? std::max(value / sum, kLeast) : kLeast;
}

double UnigramProbability(const Tables& tables, SymbolId symbol) {
  const std::uint32_t node = tables.ngrams.Find(0, 0, symbol);
  return node == Trie::kNone ? kUnseen : tables.Probability(tables.ngrams.value(0, node, 0));
}

Posteriors WordPosteriors(const Tables& tables, std::span<const Slot> slots) {
  Posteriors posteriors(slots.size());
  if (tables.words.depth() == 0) return posteriors;
  EdgeFinder finder(tables);
  for (std::size_t begin = 0; begin < slots.size();) {
    bool open = false;
    std::size_t end = begin;
    while (end < slots.size() && end - begin < kLongestRun && InWords(tables, slots[end])) {
      open |= slots[end++].open();
    }
    if (open) ReadRun(finder, slots, begin, end, posteriors);
    begin = std::max(end, begin + 1);
  }
  return posteriors;
}

Posteriors NgramPosteriors(const Tables& tables, std::span<const Slot> slots) {
  Posteriors posteriors(slots.size());
  NgramReader reader(tables, slots);
  const std::size_t history = tables.ngrams.depth() - 1;
  for (std::size_t begin = 0; begin < slots.size(); ++begin) {
    if (!slots[begin].open()) continue;
    std::size_t end = begin + 1;
    for (std::size_t i = end; i < slots.size() && i <= end + history && i < begin + kLongestStretch;
         ++i) {
      if (slots[i].open()) end = i + 1;
    }
    reader.Read(begin, end, posteriors);
    begin = end;
  }
  return posteriors;
}

}  // namespace awl::mojibake
