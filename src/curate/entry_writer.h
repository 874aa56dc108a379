#ifndef AWL_CURATE_ENTRY_WRITER_H_
#define AWL_CURATE_ENTRY_WRITER_H_

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "awl/list.h"
#include "base/result.h"

namespace awl {

// What is to be listed, as its author says it.
struct NewEntry {
  std::string url = {};
  std::string name = {};                   // text
  std::string description = {};            // Markdown
  std::vector<std::string> trailing = {};  // Markdown, what stands after the description
  std::vector<std::pair<std::string, std::string>> fields = {};  // columns and labels
};

// Writes an entry as others are written: with their marker, emphasis, separator, closing stop and
// columns. `like` are entries of the list, the more there are of a form the more it counts; those
// last in `like` decide between two. The result is one line without indentation or line end, or an
// Error that says which part all of `like` have and the new one has not.
Result<std::string> WriteEntry(const List& list, std::span<const EntryId> like,
                               const NewEntry& entry);

// `name` as the text of a link, and `url` as its destination.
std::string AsLinkText(std::string_view name, bool in_table);
std::string AsDestination(std::string_view url);

}  // namespace awl

#endif  // AWL_CURATE_ENTRY_WRITER_H_
