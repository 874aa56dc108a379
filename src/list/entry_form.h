#ifndef AWL_LIST_ENTRY_FORM_H_
#define AWL_LIST_ENTRY_FORM_H_

#include <cstdint>
#include <string_view>

#include "awl/list.h"

namespace awl {

// What users call the forms of entries, in the order of EntryForm.
inline constexpr std::string_view kEntryFormNames[] = {
    "link-first",    "strong-link", "text-first", "bare-url", "image-first",
    "several-links", "field-block", "table-row",  "citation", "no-link"};

constexpr std::string_view NameOf(EntryForm form) {
  return kEntryFormNames[static_cast<int>(form)];
}
static_assert(NameOf(EntryForm::kNoLink) == "no-link");

// What an entry is a part of. Each has customs of its own.
enum class EntryPlace : std::uint8_t { kList, kTable, kText };
inline constexpr EntryPlace kEntryPlaces[] = {EntryPlace::kList, EntryPlace::kTable,
                                              EntryPlace::kText};

inline EntryPlace PlaceOf(const Document& document, const Entry& entry) {
  if (entry.form == EntryForm::kTableRow) return EntryPlace::kTable;
  if (entry.item == kNoNode) return EntryPlace::kText;
  return document[entry.item].kind == NodeKind::kListItem ? EntryPlace::kList : EntryPlace::kText;
}

}  // namespace awl

#endif  // AWL_LIST_ENTRY_FORM_H_
