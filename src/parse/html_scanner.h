#ifndef AWL_PARSE_HTML_SCANNER_H_
#define AWL_PARSE_HTML_SCANNER_H_

#include <string_view>

#include "awl/source.h"

namespace awl {

class DocumentBuilder;

// The end of the raw HTML (tag, comment, instruction, declaration or CDATA; CommonMark 0.31.2,
// section 6.6) that begins at `at` of `text`, or 0 if there is none.
Offset ScanInlineHtml(std::string_view text, Offset at);
// The end of the comment at `at`, or 0.
Offset ScanHtmlComment(std::string_view text, Offset at);
// The end of the open or closing tag at `at`, or 0.
Offset ScanHtmlTag(std::string_view text, Offset at);

}  // namespace awl

#endif  // AWL_PARSE_HTML_SCANNER_H_
