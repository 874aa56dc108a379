#ifndef AWL_DOCUMENT_GENERATED_NOTICE_H_
#define AWL_DOCUMENT_GENERATED_NOTICE_H_

#include <string_view>

#include "awl/document.h"

namespace awl {

// The comment among the first lines of a file that says that a program writes all of it, so that
// what is changed by hand is lost: "This file is generated, do not edit". Empty if there is none. A
// comment about a part of the file says nothing of the rest.
Range FindGeneratedNotice(const Document& document);

// True if a comment forbids to edit the list, table or section that it stands above: "Do not edit
// this list directly".
bool ForbidsEditingBelow(std::string_view comment);

}  // namespace awl

#endif  // AWL_DOCUMENT_GENERATED_NOTICE_H_
