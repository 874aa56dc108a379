#ifndef AWL_LIST_DUMP_H_
#define AWL_LIST_DUMP_H_

#include <string>

#include "awl/document.h"
#include "awl/list.h"

namespace awl {

// The document as JSON, with mdast's names and byte offsets (docs: `awl dump`). `list` may be null;
// then there are no entries and sections.
std::string DumpJson(const Document& document, const List* list);

}  // namespace awl

#endif  // AWL_LIST_DUMP_H_
