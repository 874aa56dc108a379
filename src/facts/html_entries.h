#ifndef AWL_FACTS_HTML_ENTRIES_H_
#define AWL_FACTS_HTML_ENTRIES_H_

#include <string_view>
#include <vector>

#include "awl/document.h"

namespace awl {

// A recommendation that is written in HTML: <a href="U"><b>Name</b></a> - text.<br>
struct HtmlEntry {
  NodeId node = kNoNode;      // the HTML block, or the paragraph that the tags stand in
  Range link = {};            // from <a> to </a>
  Range name = {};            // without tags and blanks around it
  std::string_view url = {};  // as written
  Range description = {};     // up to the next line break or block; empty if there is none
};

// The entries of a document that are written in HTML, in source order: links to other sites that
// begin a line, paragraph, item or cell of HTML and share it with no other link. Empty unless there
// are several: a link alone is part of a page's head.
std::vector<HtmlEntry> FindHtmlEntries(const Document& document);

}  // namespace awl

#endif  // AWL_FACTS_HTML_ENTRIES_H_
