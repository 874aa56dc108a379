#ifndef AWL_MERGE_THREE_WAY_H_
#define AWL_MERGE_THREE_WAY_H_

#include <cstddef>
#include <string>

namespace awl {

// What stands beside conflict markers, as `git merge-file` has it.
struct ConflictStyle {
  std::string ours = "ours";
  std::string theirs = "theirs";
  std::size_t marker_size = 7;
};

struct Merged {
  std::string text = {};         // with markers around each conflict
  std::string with_ours = {};    // each conflict as our side has it
  std::string with_theirs = {};  // each conflict as theirs has it
  std::size_t conflicts = 0;
};

// Merges two texts that were made of `base`, as lists: what is merged is entries, contents items
// and sections, and every other line by itself. All three are UTF-8 with one kind of line end.
Merged MergeThreeWay(const std::string& base, const std::string& ours, const std::string& theirs,
                     const ConflictStyle& style);

}  // namespace awl

#endif  // AWL_MERGE_THREE_WAY_H_
