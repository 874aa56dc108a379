#ifndef AWL_GRAMMAR_ENTRY_MATCH_H_
#define AWL_GRAMMAR_ENTRY_MATCH_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "awl/document.h"
#include "grammar/entry_template.h"
#include "grammar/entry_tokens.h"

namespace awl {

// How an element of a template and some tokens of an entry were brought together.
enum class StepKind : std::uint8_t {
  kMatch,
  kSpacing,     // a literal with other blanks
  kReplaced,    // another separator, or another end of a sentence
  kMissing,     // the element has no tokens
  kNoBrackets,  // nor have those from this opening bracket to the closing one
  kBadValue,    // the part has a value that it may not have, or the link another text
  kStray,       // a text that holds a link which the grammar names, such as [Demo]({url})
  kUnexpected,  // the tokens belong to no element
};

// One step through the template; [begin, end) are tokens.
struct MatchStep {
  StepKind kind = StepKind::kMatch;
  std::uint32_t state = 0;  // of the grammar; of kUnexpected the one that was waited for
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

struct EntryMatch {
  int cost = 0;  // 0: the entry follows the grammar
  std::vector<MatchStep> steps = {};
};

// Finds how an entry follows a grammar with the fewest deviations: the cheapest way through states
// and tokens (Dijkstra's algorithm with a bucket for each cost). The time is at most proportional
// to the number of tokens times the size of the grammar, and to the tokens alone where the entry
// follows a grammar that leaves no choice. Keeps its buffers; not for two threads.
class EntryMatcher {
 public:
  // What no deviation costs more than; an entry further off does not follow the grammar at all.
  static constexpr int kMostCost = 28;

  // Both must outlive the matcher.
  EntryMatcher(const Document& doc, const EntryGrammar& grammar) : doc_(doc), grammar_(grammar) {}

  // True for a link whose text is that of a link of the grammar.
  bool IsNamedLink(const EntryToken& token) const;

  // Nothing where the entry would cost more than `most`.
  std::optional<EntryMatch> Match(std::span<const EntryToken> tokens, int most = kMostCost);

 private:
  // Where a search stands in one state: before it, within a text, or passing over tokens.
  enum Mode : std::uint32_t { kBefore, kInText, kSkipping, kModes };

  struct Visit {
    std::uint32_t from = 0;
    std::uint8_t cost = 0xFF;
    StepKind kind = StepKind::kMatch;
    bool done = false;
  };

  std::uint32_t Cell(std::uint32_t state, std::uint32_t token, Mode mode) const {
    return (token * static_cast<std::uint32_t>(grammar_.states().size()) + state) * kModes + mode;
  }
  std::optional<EntryMatch> Search(int most);
  void Reach(std::uint32_t cell, int more, StepKind kind);
  void Expand(std::uint32_t cell);
  void ExpandLiteral(const EntryGrammar::State& state, std::uint32_t token);
  void ExpandPart(const EntryGrammar::State& state, std::uint32_t at, std::uint32_t token);
  void ExpandText(const EntryGrammar::State& state, std::uint32_t at, std::uint32_t token);
  bool IsClosedBefore(const TemplateLiteral& literal, std::uint32_t token) const;
  void FindOutermostBrackets();
  bool Closes(const EntryGrammar::State& state, std::uint32_t token) const;
  bool IsToken(const LiteralToken& literal, const EntryToken& token) const;
  int ValueCost(const EntryToken& token) const;
  bool HasShape(PartShape shape, const EntryToken& token) const;
  std::optional<std::uint32_t> Replacement(const TemplateLiteral& literal,
                                           std::uint32_t token) const;
  EntryMatch Trace(std::uint32_t cell) const;

  const Document& doc_;
  const EntryGrammar& grammar_;
  std::span<const EntryToken> tokens_;
  int most_ = 0;
  std::uint32_t current_ = 0;           // the cell that is being expanded
  std::vector<bool> closes_outermost_;  // by token
  std::vector<Visit> visits_;
  std::vector<std::uint32_t> visited_;  // the cells that are not as new
  std::array<std::vector<std::uint32_t>, kMostCost + 1> buckets_;
};

}  // namespace awl

#endif  // AWL_GRAMMAR_ENTRY_MATCH_H_
