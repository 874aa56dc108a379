#ifndef AWL_DIAGNOSTIC_H_
#define AWL_DIAGNOSTIC_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "awl/source.h"

namespace awl {

enum class Severity : std::uint8_t { kInfo, kWarning, kError };

// Ordered by trust. kDisplayOnly: shown, never applied. kUnsafe: may change wording, order or
// meaning. kSafe: what readers see stays, apart from what the rule itself is about.
enum class Applicability : std::uint8_t { kDisplayOnly, kUnsafe, kSafe };

// What a fix may change in the rendered document; each allows those before it.
// kLayout: white space only. kText: words. kDestination: where links and images point.
// kStructure: blocks, links and images may come, go or change kind.
enum class Effect : std::uint8_t { kLayout, kText, kDestination, kStructure };

// Replaces the bytes of `range` by `text`. An empty range inserts.
struct Edit {
  Range range;
  std::string text;
  // Edits of one fix that have the same number are applied together or not at all.
  std::uint32_t part = 0;
};

// All edits of a part are applied, or none; the parts do not need each other. Edits do not overlap.
struct Fix {
  std::string title;  // the cure, as an imperative: "add a full stop"
  Applicability applicability = Applicability::kDisplayOnly;
  Effect effect = Effect::kText;
  std::vector<Edit> edits = {};
  // What the texts of the edits were composed from beside the ranges that they replace: the marker
  // of a neighbour that a new item copies, the number that it follows. A fix never lands together
  // with an edit of another that changes what it read; one of them waits for the next pass.
  std::vector<Range> reads = {};
  // What the edits touch is the same before and after, at other places. Its effect is kStructure.
  bool moves = false;
};

// Another place that a finding speaks of.
struct Related {
  std::string message;
  Range range;
  std::string path = {};  // empty: the same file
};

// The finding that this one follows from: its rule and the line (0-based, as in Source) it stands
// on.
struct Cause {
  std::string_view rule;
  std::uint32_t line = 0;
};

// One finding. `rule` and `peer` point into static storage (RuleInfo) or into the Linter's
// configuration, which must outlive it.
struct Diagnostic {
  std::string_view rule = {};
  Severity severity = Severity::kWarning;
  Range range = {};
  std::string message = {};
  // The id of awesome-lint, remark-lint or markdownlint that this message corresponds to; may be
  // empty.
  std::string_view peer = {};
  std::vector<Related> related = {};
  std::optional<Fix> fix = {};
  std::optional<Cause> caused_by = {};
  // An info, whatever severity its rule has.
  bool is_hint = false;
};

}  // namespace awl

#endif  // AWL_DIAGNOSTIC_H_
