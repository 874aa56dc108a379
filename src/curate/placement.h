#ifndef AWL_CURATE_PLACEMENT_H_
#define AWL_CURATE_PLACEMENT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "awl/list.h"

namespace awl {

// Where entries are listed: below a heading, or below a list item that has no link of its own and
// is a heading in all but name.
struct Shelf {
  SectionId section = 0;
  NodeId item = kNoNode;
  std::vector<std::string> path = {};  // names, outermost first
};

// All places that have a name, in source order.
std::vector<Shelf> FindShelves(const List& list);

// A place in a list or table, or after the text of a section that has none yet.
struct ListPlace {
  Offset at = 0;                 // the beginning of a line, or the end of the text
  std::string indentation = {};  // before the marker; "> " in a quote
  std::string before = {};       // blank lines to put before the new line
  std::string after = {};        // and after it
  bool is_sorted = false;
  std::vector<EntryId> like = {};  // entries that the new one stands beside, the nearest last
};

// Where an entry with this name belongs: by its name where the entries are sorted by name, at the
// top where they have the newest first, else at the end.
ListPlace FindPlace(const List& list, const Shelf& shelf, std::string_view name, bool newest_first);

}  // namespace awl

#endif  // AWL_CURATE_PLACEMENT_H_
