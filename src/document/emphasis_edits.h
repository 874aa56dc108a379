#ifndef AWL_DOCUMENT_EMPHASIS_EDITS_H_
#define AWL_DOCUMENT_EMPHASIS_EDITS_H_

#include <span>

#include "awl/diagnostic.h"
#include "awl/document.h"

namespace awl {

// False if one of the edits ends beside a run of '*', '_' or '~' outside of it and changes what the
// run may do (src/text/flanking.h), so that emphasis could come or go where nothing is edited. An
// edit that means to do so covers the run.
bool KeepsEmphasis(const Document& document, std::span<const Edit> edits);

}  // namespace awl

#endif  // AWL_DOCUMENT_EMPHASIS_EDITS_H_
