#ifndef AWL_RULES_ENTRY_GRAMMAR_FAULTS_H_
#define AWL_RULES_ENTRY_GRAMMAR_FAULTS_H_

#include <optional>
#include <vector>

#include "awl/diagnostic.h"
#include "awl/document.h"
#include "grammar/entry_match.h"
#include "grammar/entry_template.h"
#include "grammar/entry_tokens.h"

// What is wrong with an entry that nearly follows a template, in words.

namespace awl {

// An entry and its best match.
struct MatchedEntry {
  const Document& document;
  const EntryGrammar& grammar;
  const std::vector<EntryToken>& tokens;
  const EntryMatch& match;
  NodeId main_link = kNoNode;
};

// One fault for each place. The matcher is that of the grammar.
std::vector<Diagnostic> FindEntryFaults(const MatchedEntry& entry, const EntryMatcher& matcher);

// An order of the entry's parts in which it would follow the grammar. The main link stays where it
// is: it looks like any other.
std::optional<Diagnostic> FindBetterOrder(const MatchedEntry& entry, EntryMatcher* matcher);

}  // namespace awl

#endif  // AWL_RULES_ENTRY_GRAMMAR_FAULTS_H_
