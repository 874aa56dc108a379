#ifndef AWL_DOCUMENT_HTML_TITLE_H_
#define AWL_DOCUMENT_HTML_TITLE_H_

#include "awl/document.h"

namespace awl {

// True if an <h1> stands before `heading`: that one is the title, and the heading is a section.
bool IsBelowHtmlTitle(const Document& document, const Node& heading);

}  // namespace awl

#endif  // AWL_DOCUMENT_HTML_TITLE_H_
