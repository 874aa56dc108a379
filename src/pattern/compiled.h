#ifndef AWL_PATTERN_COMPILED_H_
#define AWL_PATTERN_COMPILED_H_

#include <optional>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "pattern/pattern.h"
#include "pattern/regex.h"
#include "pattern/template.h"
#include "text/glob.h"

namespace awl {

// A pattern with its expressions, templates and globs. Views into the pattern's texts.
struct CompiledPattern {
  // `memory`: of each expression.
  explicit CompiledPattern(const Pattern& from, std::size_t memory = kRegexMemory);

  const Pattern* pattern = nullptr;
  std::optional<Regex> match = {};
  std::vector<Regex> terms = {};
  Template message = {};
  Template replace = {};
  std::vector<Template> files = {};  // of requires_file
  std::unordered_set<std::string_view> choices = {};
  GlobSet sections;
  GlobSet paths;
  GlobSet labels;

  // True where a test is told of several parts together.
  bool is_aggregate() const {
    return pattern->test == PatternTest::kCount || pattern->test == PatternTest::kUnique ||
           pattern->test == PatternTest::kSorted;
  }
  // An expression says which parts are looked at: where none matches there is nothing to do.
  bool needs_match = false;
};

}  // namespace awl

#endif  // AWL_PATTERN_COMPILED_H_
