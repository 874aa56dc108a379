#include "rules/entry/grammar_faults.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "base/strings.h"

namespace awl {
namespace {

// Parts that stand in another order are looked for among so many.
constexpr std::size_t kMostUnits = 6;
using State = EntryGrammar::State;

// Looks for an order of an entry's parts in which it would follow the grammar.
class OrderSearch {
 public:
  OrderSearch(const MatchedEntry& entry, EntryMatcher* matcher)
      : doc_(entry.document),
        grammar_(entry.grammar),
        tokens_(entry.tokens),
        main_link_(entry.main_link),
        matcher_(*matcher) {}

  std::optional<Diagnostic> Find(const EntryMatch& match) {
    for (const MatchStep& step : match.steps) {
      if (step.kind != StepKind::kUnexpected && step.kind != StepKind::kBadValue &&
          step.kind != StepKind::kStray) {
        continue;
      }
      const bool lines =
          std::any_of(tokens_.begin() + step.begin, tokens_.begin() + step.end,
                      [](const EntryToken& token) { return token.kind == TokenKind::kBreak; });
      const MatchStep everywhere{.end = static_cast<std::uint32_t>(tokens_.size())};
      if (std::optional<Diagnostic> found =
              lines ? Search(Lines(), everywhere) : Search(Parts(step), step)) {
        return found;
      }
    }
    return std::nullopt;
  }

 private:
  struct Unit {
    std::size_t begin = 0;
    std::size_t end = 0;
  };

  // Code spans, links and images around a step.
  std::vector<Unit> Parts(const MatchStep& step) const {
    std::vector<Unit> units;
    std::size_t before = 0;  // units that end before the step does
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const TokenKind kind = tokens_[i].kind;
      if (kind != TokenKind::kCode && kind != TokenKind::kLink && kind != TokenKind::kImage) {
        continue;
      }
      if (tokens_[i].node == main_link_) continue;
      units.push_back({i, i + 1});
      before += i < step.end;
    }
    const std::size_t first = before > kMostUnits - 1 ? before - (kMostUnits - 1) : 0;
    units.erase(units.begin(), units.begin() + static_cast<std::ptrdiff_t>(first));
    if (units.size() > kMostUnits) units.resize(kMostUnits);
    return units;
  }

  // What stands behind each kBreak.
  std::vector<Unit> Lines() const {
    std::vector<Unit> units;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (tokens_[i].kind == TokenKind::kBreak) {
        units.push_back({i + 1, i + 1});
      } else if (!units.empty()) {
        units.back().end = i + 1;
      }
    }
    if (units.size() > kMostUnits) units.clear();
    for (const Unit& unit : units) {
      if (unit.begin == unit.end) return {};
    }
    return units;
  }

  std::optional<Diagnostic> Search(const std::vector<Unit>& units, const MatchStep& step) {
    const auto touches = [&](const Unit& unit) {
      return unit.begin < step.end && unit.end > step.begin;
    };
    for (std::size_t i = 0; i < units.size(); ++i) {
      for (std::size_t j = i + 1; j < units.size(); ++j) {
        if (!touches(units[i]) && !touches(units[j])) continue;
        std::vector<std::size_t> order(units.size());
        for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
        std::swap(order[i], order[j]);
        if (std::optional<Diagnostic> found = Try(units, order, j)) return found;
        if (j == i + 1) continue;
        // The later one is to go before the earlier, or the earlier behind the later.
        for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
        std::rotate(order.begin() + static_cast<std::ptrdiff_t>(i),
                    order.begin() + static_cast<std::ptrdiff_t>(j),
                    order.begin() + static_cast<std::ptrdiff_t>(j) + 1);
        if (std::optional<Diagnostic> found = Try(units, order, j)) return found;
        for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
        std::rotate(order.begin() + static_cast<std::ptrdiff_t>(i),
                    order.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                    order.begin() + static_cast<std::ptrdiff_t>(j) + 1);
        if (std::optional<Diagnostic> found = Try(units, order, i)) return found;
      }
    }
    return std::nullopt;
  }

  // With units[order[k]] at the place of units[k]; `moved` is the one to speak of.
  std::optional<Diagnostic> Try(const std::vector<Unit>& units,
                                const std::vector<std::size_t>& order, std::size_t moved) {
    std::vector<EntryToken> tokens;
    std::vector<std::size_t> places(units.size());  // where each unit begins now
    std::size_t at = 0;
    for (std::size_t k = 0; k < units.size(); ++k) {
      tokens.insert(tokens.end(), tokens_.begin() + static_cast<std::ptrdiff_t>(at),
                    tokens_.begin() + static_cast<std::ptrdiff_t>(units[k].begin));
      const Unit& unit = units[order[k]];
      places[order[k]] = tokens.size();
      tokens.insert(tokens.end(), tokens_.begin() + static_cast<std::ptrdiff_t>(unit.begin),
                    tokens_.begin() + static_cast<std::ptrdiff_t>(unit.end));
      at = units[k].end;
    }
    tokens.insert(tokens.end(), tokens_.begin() + static_cast<std::ptrdiff_t>(at), tokens_.end());
    const std::optional<EntryMatch> match = matcher_.Match(tokens, 0);
    if (!match) return std::nullopt;

    Diagnostic found;
    found.range = PlaceOf(units[moved]);
    // The unit whose place it takes stands on the wrong side of it.
    std::size_t other = moved;
    for (std::size_t k = 0; k < units.size(); ++k) {
      if (order[k] == moved) other = k;
    }
    found.message =
        Cat(NameAt(*match, places[moved], units[moved]), " stands ",
            moved < other ? "before " : "behind ", NameAt(*match, places[other], units[other]));
    Fix fix{.title = "put the parts in order",
            .applicability = Applicability::kSafe,
            .effect = Effect::kStructure};
    for (std::size_t k = 0; k < units.size(); ++k) {
      if (order[k] == k) continue;
      const Range place = PlaceOf(units[k]);
      fix.edits.push_back({place, std::string(doc_.Slice(PlaceOf(units[order[k]])))});
    }
    found.fix = std::move(fix);
    return found;
  }

  Range PlaceOf(const Unit& unit) const {
    return {tokens_[unit.begin].range.begin, tokens_[unit.end - 1].range.end};
  }

  // What the grammar calls the tokens from `at` on, which `unit` has in the file.
  std::string NameAt(const EntryMatch& match, std::size_t at, const Unit& unit) const {
    const bool is_line = unit.end - unit.begin > 1;
    for (const MatchStep& step : match.steps) {
      if (is_line || step.begin > at || step.end <= at) continue;
      const State& state = grammar_.states()[step.state];
      if (state.kind != State::Kind::kPart) continue;
      const TemplatePart& part = grammar_.part(state);
      return part.link_text.empty() ? Cat("the ", part.name)
                                    : Cat("the link \"", part.link_text, "\"");
    }
    const std::string_view text = doc_.Slice(PlaceOf(unit));
    const TextToken word = NextTextToken(text, 0);
    return Cat("\"", text.substr(0, word.end), "\"");
  }

  const Document& doc_;
  const EntryGrammar& grammar_;
  const std::vector<EntryToken>& tokens_;
  const NodeId main_link_;
  EntryMatcher& matcher_;
};

}  // namespace

std::optional<Diagnostic> FindBetterOrder(const MatchedEntry& entry, EntryMatcher* matcher) {
  return OrderSearch(entry, matcher).Find(entry.match);
}

}  // namespace awl
