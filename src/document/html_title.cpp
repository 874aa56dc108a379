#include "document/html_title.h"

#include <algorithm>
#include <span>

#include "base/strings.h"

namespace awl {

bool IsBelowHtmlTitle(const Document& document, const Node& heading) {
  const std::span<const HtmlTag> tags = document.html_tags();
  return std::any_of(tags.begin(), tags.end(), [&](const HtmlTag& tag) {
    return !tag.closing && tag.full.begin < heading.full.begin &&
           EqualsIgnoreAsciiCase(document.Slice(tag.name), "h1");
  });
}

}  // namespace awl
