#ifndef AWL_DOCUMENT_CONTENTS_NAMES_H_
#define AWL_DOCUMENT_CONTENTS_NAMES_H_

#include <string_view>

namespace awl {

// True if `heading` is what contents sections are called in some language. Case, numbering, emoji
// and punctuation do not count: "📖 Table of Contents:", "0. 目录", "Contents / 目录".
bool IsContentsHeading(std::string_view heading);

}  // namespace awl

#endif  // AWL_DOCUMENT_CONTENTS_NAMES_H_
