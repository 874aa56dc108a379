#ifndef AWL_PARSE_HTML_ATTRIBUTES_H_
#define AWL_PARSE_HTML_ATTRIBUTES_H_

#include <string_view>
#include <vector>

#include "awl/document.h"
#include "awl/source.h"

namespace awl {

// The tags and comments of some raw HTML, read as browsers do (WHATWG HTML, section 13.2.5): what
// CommonMark takes for a tag is one, and so are some that it does not.
struct HtmlParts {
  struct Tag {
    Range full = {};
    Range name = {};
    bool closing = false;
    std::uint32_t attributes_begin = 0;
    std::uint32_t attributes_end = 0;
  };
  std::vector<Tag> tags;
  std::vector<HtmlAttribute> attributes;
  std::vector<HtmlComment> comments;

  void Clear();
};

// Adds what stands in `range` of `text` to `parts`, in order. Linear in the size of the range.
void ScanHtml(std::string_view text, Range range, HtmlParts& parts);

}  // namespace awl

#endif  // AWL_PARSE_HTML_ATTRIBUTES_H_
