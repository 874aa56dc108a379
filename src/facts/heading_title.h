#ifndef AWL_FACTS_HEADING_TITLE_H_
#define AWL_FACTS_HEADING_TITLE_H_

#include <string>

#include "awl/document.h"
#include "facts/facts.h"

namespace awl {

// What a heading calls its section. Many lists put a way back beside it, "[↑](#contents) Anvils" or
// "Anvils [back to top](#top)", which a contents list does not repeat.
struct HeadingTitle {
  Range content = {};     // its Markdown, a part of the heading's content
  std::string text = {};  // what readers see of it
};

// The heading without what leads back: arrows, links without a letter or digit in their text, and
// links to the contents, to the top or to the heading itself. All of it where nothing else is left.
HeadingTitle FindHeadingTitle(const Facts& facts, const Node& heading);

// All of the heading, for who reads ways back as part of it.
HeadingTitle WholeHeading(const Document& document, const Node& heading);

}  // namespace awl

#endif  // AWL_FACTS_HEADING_TITLE_H_
