#ifndef AWL_DOCUMENT_LABEL_EDITS_H_
#define AWL_DOCUMENT_LABEL_EDITS_H_

#include <span>

#include "awl/diagnostic.h"
#include "awl/document.h"

namespace awl {

// False if one of the edits lies in the label of a reference or a definition and makes it another:
// the link would be lost.
bool KeepsLabels(const Document& document, std::span<const Edit> edits);

}  // namespace awl

#endif  // AWL_DOCUMENT_LABEL_EDITS_H_
