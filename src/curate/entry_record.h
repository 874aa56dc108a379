#ifndef AWL_CURATE_ENTRY_RECORD_H_
#define AWL_CURATE_ENTRY_RECORD_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "awl/list.h"

namespace awl {

// An entry as data: what `awl entries` prints, and docs/entries.md describes.
struct EntryRecord {
  std::string path = {};
  std::uint32_t line = 1;                 // of its marker or row, from 1
  std::vector<std::string> section = {};  // texts of the headings, outermost first, no title
  std::string_view form = {};             // as NameOf(EntryForm) has it, or "html"
  std::string name = {};                  // text
  std::string url = {};                   // as written
  std::string canonical_url = {};
  std::string description = {};  // Markdown, without trailing parts
  std::string description_text = {};
  std::vector<std::string> trailing = {};                        // Markdown
  std::vector<std::pair<std::string, std::string>> fields = {};  // labels with their values
  std::uint32_t parent = 0;  // the line of the entry around it; 0: none
};

// `path` is what the record shall say.
EntryRecord RecordOf(const List& list, EntryId id, const std::string& path);

// Those in HTML, but for links in it that are links of other entries.
std::vector<EntryRecord> HtmlRecordsOf(const List& list, const std::string& path);

// All entries of a list in source order, with those in HTML.
std::vector<EntryRecord> RecordsOf(const List& list, const std::string& path);

// The heading of the list itself, which is in no section's path: the only one of level 1, if it
// stands before all others. kNoId if there is none.
SectionId TitleSection(const List& list);

// The texts of the headings around what stands in `section`, outermost first, without the title.
std::vector<std::string> SectionNames(const List& list, SectionId section);

}  // namespace awl

#endif  // AWL_CURATE_ENTRY_RECORD_H_
