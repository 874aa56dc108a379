#ifndef AWL_DOCUMENT_TEXT_WITHIN_H_
#define AWL_DOCUMENT_TEXT_WITHIN_H_

#include <string>

#include "awl/document.h"

namespace awl {

// Document::Text of the part of `node` that lies in `within`.
std::string TextWithin(const Document& document, const Node& node, Range within);

}  // namespace awl

#endif  // AWL_DOCUMENT_TEXT_WITHIN_H_
