#ifndef AWL_PATTERN_PATTERN_H_
#define AWL_PATTERN_PATTERN_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "awl/diagnostic.h"

namespace awl {

// What the `on` of a pattern may be: the parts of a list that it looks at, one by one.
enum class PatternPart : std::uint8_t {
  kLine,
  kParagraph,
  kHeading,
  kSection,
  kEntry,
  kEntryName,
  kEntryUrl,
  kEntryDescription,
  kEntryTrailing,
  kEntryField,
  kLink,
  kImage,
  kCell,
  kFile,
};
inline constexpr int kPatternPartCount = static_cast<int>(PatternPart::kFile) + 1;

// What a pattern asks of a part. With a `match` beside another test only the parts that match are
// looked at, and the test sees what was captured: group 1, or the whole match if there is no group.
enum class PatternTest : std::uint8_t {
  kMatch,         // `match` alone: every match is a finding
  kNotMatch,      // the expression matches nowhere
  kAny,           // one of the terms holds
  kAll,           // all of them do
  kEnum,          // the text is none of the choices
  kLength,        // max_length, min_length, in graphemes
  kCount,         // how many parts there are
  kUnique,        // the same again
  kSorted,        // out of order
  kRequiresFile,  // one of the files is missing
};

// What `unique` and `sorted` compare.
enum class PatternKey : std::uint8_t { kNone, kLower, kUrl, kSlug, kCollation, kNumber };

// One of `any` and `all`: an expression that must match, or must not.
struct PatternTerm {
  std::string_view expression = {};
  bool negative = false;
};

// A text that `awl rules test` holds a pattern to.
struct PatternExample {
  std::string_view text = {};
  bool bad = false;
  // Of a bad one: what --fix --unsafe-fixes makes of it.
  std::optional<std::string_view> fixed = {};
  std::string_view path = {};                    // empty: readme.md
  std::span<const std::string_view> files = {};  // that stand beside it, for requires_file
  std::uint32_t line = 0;                        // in the YAML file, from 1
};

// With what the names of the patterns begin that awl comes with, and no others.
inline constexpr std::string_view kShippedPrefix = "pattern-";

inline constexpr std::size_t kNoLimit = ~std::size_t{0};

// A declarative rule as read. All views point to what the PatternSet owns, or to static storage.
struct Pattern {
  std::string_view name = {};
  std::string_view summary = {};
  std::string_view rationale = {};
  std::string_view message = {};  // a template; empty: the test's own words
  PatternPart on = PatternPart::kLine;

  // where: empty means everywhere
  std::span<const std::string_view> sections = {};
  std::span<const std::string_view> paths = {};
  std::span<const std::string_view> labels = {};  // of entry.field
  std::uint16_t forms = 0;                        // a bit for each EntryForm
  std::uint32_t column = 0;                       // of cell and entry.trailing, from 1
  std::string_view column_name = {};              // of cell: the text of its header
  bool changed = false;                           // only lines that --changed-since names

  std::string_view match = {};
  PatternTest test = PatternTest::kMatch;
  std::span<const PatternTerm> terms = {};         // any, all; the one of not_match
  std::span<const std::string_view> choices = {};  // enum; requires_file: the paths, templates
  std::size_t min = 0;                             // lengths and counts
  std::size_t max = kNoLimit;
  PatternKey key = PatternKey::kNone;
  bool per_section = false;  // count, unique, sorted: in each section, not in the file
  bool descending = false;

  Severity severity = Severity::kWarning;
  std::uint8_t profiles = 0;  // ProfileFlags
  bool has_fix = false;
  std::string_view replace = {};    // a template
  std::string_view fix_title = {};  // empty: made from the replacement
  Applicability applicability = Applicability::kUnsafe;
  std::span<const PatternExample> examples = {};
};

// As a config writes them, in the order of the enumerators.
std::span<const std::string_view> PatternPartNames();
std::span<const std::string_view> PatternKeyNames();
// "entries", "line": what `count` counts.
std::string_view NounOf(PatternPart part, std::size_t count);
// True for the parts that entries have, `entry` included.
constexpr bool IsOfEntry(PatternPart part) {
  return part >= PatternPart::kEntry && part <= PatternPart::kEntryField;
}
// Fixes change where something points; those of the other parts change text.
constexpr bool IsDestination(PatternPart part) {
  return part == PatternPart::kEntryUrl || part == PatternPart::kLink ||
         part == PatternPart::kImage;
}

}  // namespace awl

#endif  // AWL_PATTERN_PATTERN_H_
