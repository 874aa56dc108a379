#ifndef AWL_CURATE_LIST_DIFF_H_
#define AWL_CURATE_LIST_DIFF_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "awl/list.h"
#include "curate/entry_record.h"

namespace awl {

using SectionNamePath = std::vector<std::string>;

// An entry that both texts have, with what is different.
struct ChangedEntry {
  EntryRecord before;
  EntryRecord after;
  bool moved = false;  // to another section, not by a rename of that
  bool renamed = false;
  bool link_changed = false;
  bool described = false;  // the description changed
  bool other = false;      // trailing parts, fields or form
};

// What changed for readers from one text of a list to another: what turns the entries of the one
// into those of the other, line numbers aside.
struct ListDiff {
  std::vector<EntryRecord> added = {};
  std::vector<EntryRecord> removed = {};
  std::vector<ChangedEntry> changed = {};
  std::vector<SectionNamePath> new_sections = {};
  std::vector<SectionNamePath> gone_sections = {};
  std::vector<std::pair<SectionNamePath, SectionNamePath>> renamed_sections = {};
  std::vector<SectionNamePath> reordered = {};  // sections whose entries stand in another order
  bool sections_reordered = false;              // those that both texts have

  bool empty() const {
    return added.empty() && removed.empty() && changed.empty() && new_sections.empty() &&
           gone_sections.empty() && renamed_sections.empty() && reordered.empty() &&
           !sections_reordered;
  }
};
ListDiff DiffLists(const List& before, const List& after);

// "3 added, 1 moved, 1 link changed"; "no entries changed".
std::string SummaryOf(const ListDiff& diff);

enum class DiffFormat : std::uint8_t { kText, kMarkdown, kJson };

// `path` is what the list is called.
std::string WriteDiff(const ListDiff& diff, std::string_view path, DiffFormat format);

}  // namespace awl

#endif  // AWL_CURATE_LIST_DIFF_H_
