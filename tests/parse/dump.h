#ifndef AWL_TESTS_PARSE_DUMP_H_
#define AWL_TESTS_PARSE_DUMP_H_

#include <string>

#include "awl/document.h"
#include "base/strings.h"

namespace awl {

inline std::string Dump(Range range) { return Cat(" ", range.begin, "-", range.end); }

// Every node with its ranges, a line each, and what a document knows of links: two documents of
// one text are the same if this is.
inline std::string Dump(const Document& document) {
  std::string out;
  for (const Node& node : document.nodes()) {
    out += Cat(MdastName(node.kind), " ", static_cast<int>(node.flags), Dump(node.full),
               Dump(node.content), " in ", node.parent, " ", static_cast<int>(node.small));
    if (node.kind == NodeKind::kLink || node.kind == NodeKind::kImage ||
        node.kind == NodeKind::kLinkReference || node.kind == NodeKind::kImageReference) {
      const LinkInfo& link = document.link(node);
      out += Cat(" form ", static_cast<int>(link.form), Dump(link.text), Dump(link.destination_raw),
                 Dump(link.destination), Dump(link.title_raw), Dump(link.title), Dump(link.label),
                 " <", link.url, ">");
    }
    out += '\n';
  }
  return out;
}

}  // namespace awl

#endif  // AWL_TESTS_PARSE_DUMP_H_
