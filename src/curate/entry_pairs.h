#ifndef AWL_CURATE_ENTRY_PAIRS_H_
#define AWL_CURATE_ENTRY_PAIRS_H_

#include <cstdint>
#include <vector>

#include "awl/list.h"

namespace awl {

// Which entry of a text is which of another: by EntryId, kNoId where it has no partner. Each entry
// has one partner at most.
struct EntryPairs {
  std::vector<EntryId> after_of = {};   // by the entries before
  std::vector<EntryId> before_of = {};  // by the entries after
};

enum class PairBy : std::uint8_t {
  kKeys,      // canonical URL; what is left by name within the section
  kLikeness,  // what is still left within a section by likeness of name and description
};

// Linear in the number of entries; the comparisons for likeness are bounded.
EntryPairs PairEntries(const List& before, const List& after, PairBy by = PairBy::kLikeness);

}  // namespace awl

#endif  // AWL_CURATE_ENTRY_PAIRS_H_
