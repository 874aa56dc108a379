#ifndef AWL_RULES_DUPLICATE_MEANT_REPETITION_H_
#define AWL_RULES_DUPLICATE_MEANT_REPETITION_H_

#include <cstdint>
#include <vector>

#include "awl/document.h"
#include "awl/list.h"
#include "awl/rule.h"
#include "rule/entry_removal.h"

// Entries that link one place on purpose, or for one reason that is said once.

namespace awl {

// An entry that links the same place as an earlier one.
struct RepeatedEntry {
  EntryId first = kNoId;
  EntryId entry = kNoId;

  // `groups`: those of Facts::entry_groups.
  bool IsInOneGroup(const std::vector<std::uint32_t>& groups) const {
    return groups[first] == groups[entry];
  }
  bool IsIdentical(const List& list) const { return TextOf(list, first) == TextOf(list, entry); }
};

// Takes out of `pairs`, which are in the order of their entries:
// - entries of a table above all sections, which is a banner;
// - what is below an entry that is repeated itself;
// - the same field of several sections, each about one thing;
// - three or more things of other names in one group that one page tells of: said once, as a hint;
// - a list that is a second view of others ("All by date"): said once, as a hint. An entry whose
//   first place is in a view is compared with the next place instead.
void LeaveMeant(const Document& document, RuleContext& ctx, std::vector<RepeatedEntry>* pairs);

// For each section whether its entries are chosen from the rest of the list ("Editor's Picks").
std::vector<bool> FindSelections(const Document& document, const List& list);

// True if `entry` is above all sections and `other` in one of them.
bool IsAboveSections(const List& list, const Entry& entry, Offset other);

}  // namespace awl

#endif  // AWL_RULES_DUPLICATE_MEANT_REPETITION_H_
