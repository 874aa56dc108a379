#ifndef AWL_MERGE_UNIT_TEXT_H_
#define AWL_MERGE_UNIT_TEXT_H_

#include <optional>
#include <string>
#include <string_view>

#include "merge/side.h"

namespace awl {

// A unit with the side it is from.
struct UnitOf {
  const Side* side = nullptr;
  const Unit* unit = nullptr;
};

// The text of something that all three sides have; nothing where both changed the same of it. What
// one side changed in white space alone gives way to what the other changed.
std::optional<std::string> MergeUnit(const UnitOf& base, const UnitOf& ours, const UnitOf& theirs);

// The text of an entry that both sides added: the longer description if it contains the other.
std::optional<std::string> MergeAdded(const UnitOf& ours, const UnitOf& theirs);

// The same but for white space.
bool SameWords(std::string_view a, std::string_view b);

}  // namespace awl

#endif  // AWL_MERGE_UNIT_TEXT_H_
