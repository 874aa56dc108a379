#include "pattern/compiled.h"

#include <algorithm>
#include <string>

namespace awl {
namespace {

using Names = std::vector<std::string>;

// The groups that templates may name; null if no expression has matched when they are used.
const Names* NamesOf(const CompiledPattern& compiled) {
  static const Names kNoNames;
  if (compiled.match) return &compiled.match->group_names();
  if (compiled.pattern->test == PatternTest::kAny) return &kNoNames;
  if (compiled.pattern->test == PatternTest::kAll) {
    for (std::size_t i = 0; i < compiled.terms.size(); ++i) {
      if (!compiled.pattern->terms[i].negative) return &compiled.terms[i].group_names();
    }
  }
  return nullptr;
}

bool NeedsMatch(const Pattern& pattern) {
  if (!pattern.match.empty()) return true;
  const auto positive = [](const PatternTerm& term) { return !term.negative; };
  const std::span<const PatternTerm> all = pattern.terms;
  if (pattern.test == PatternTest::kAny) return std::all_of(all.begin(), all.end(), positive);
  if (pattern.test == PatternTest::kAll) return std::any_of(all.begin(), all.end(), positive);
  return false;
}

Template MessageOf(const Pattern& pattern, const Names* names) {
  switch (pattern.test) {
    case PatternTest::kLength:
      return Template(pattern.message, names,
                      {Slot::kText, Slot::kSection, Slot::kLength, Slot::kMin, Slot::kMax});
    case PatternTest::kCount:
      return Template(pattern.message, nullptr,
                      {Slot::kSection, Slot::kCount, Slot::kMin, Slot::kMax});
    case PatternTest::kSorted:
      return Template(pattern.message, names, {Slot::kText, Slot::kSection, Slot::kOther});
    case PatternTest::kRequiresFile:
      return Template(pattern.message, names, {Slot::kText, Slot::kSection, Slot::kFile});
    default:
      return Template(pattern.message, names, {Slot::kText, Slot::kSection});
  }
}

}  // namespace

CompiledPattern::CompiledPattern(const Pattern& from, std::size_t memory)
    : pattern(&from),
      sections(from.sections, Glob::Kind::kText),
      paths(from.paths),
      labels(from.labels, Glob::Kind::kText) {
  if (!from.match.empty()) match.emplace(from.match, memory);
  for (const PatternTerm& term : from.terms) terms.emplace_back(term.expression, memory);
  const Names* names = NamesOf(*this);
  message = MessageOf(from, names);
  replace = Template(from.replace, names, {});
  if (from.test == PatternTest::kRequiresFile) {
    for (const std::string_view path : from.choices) files.emplace_back(path, names);
  } else {
    choices.insert(from.choices.begin(), from.choices.end());
  }
  needs_match = NeedsMatch(from);
}

}  // namespace awl
