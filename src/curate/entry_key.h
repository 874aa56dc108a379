#ifndef AWL_CURATE_ENTRY_KEY_H_
#define AWL_CURATE_ENTRY_KEY_H_

#include <string>
#include <string_view>

#include "awl/document.h"
#include "awl/list.h"

// What an entry is known by, in one text or in two.

namespace awl {

// The decoded URL of the entry's link; empty if it has none.
std::string_view UrlOf(const Document& document, const Entry& entry);

// The canonical URL; empty without a link, or if it leads to a place in the same file.
std::string LinkKey(const Document& document, const Entry& entry);

// What readers see of the entry's name.
std::string ShownName(const Document& document, const Entry& entry);

// The name by which entries are sorted: without an emoji in front of the link.
std::string SortName(const Document& document, const Entry& entry);

// Letters, digits and signs, folded; blanks and markup do not count.
void FoldName(std::string_view name, std::string* key);

// LinkKey where there is one, else the folded name: two entries of one text with the same key are
// the same thing listed twice.
std::string IdentityOf(const Document& document, const Entry& entry);

// The first number in the notes, name, trailing parts or description that may be a year, or "".
std::string YearOf(const Document& document, const Entry& entry);

// The texts of the headings around a section, outermost first, its own last.
std::string SectionPath(const List& list, SectionId section, std::string_view separator);

}  // namespace awl

#endif  // AWL_CURATE_ENTRY_KEY_H_
