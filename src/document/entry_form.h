#ifndef AWL_DOCUMENT_ENTRY_FORM_H_
#define AWL_DOCUMENT_ENTRY_FORM_H_

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

}  // namespace awl

#endif  // AWL_DOCUMENT_ENTRY_FORM_H_
